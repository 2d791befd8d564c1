"""Who may see, add to and correct the records."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

from learning.people.models import StaffMember, User
from learning.people.permissions import may_change_staff

AnyUser = User | AnonymousUser


def may_see_completions(user: AnyUser) -> bool:
    return user.has_perm("records.view_completion")


def may_see_standings(user: AnyUser) -> bool:
    """Who may see, by name, how everybody stands."""
    return may_see_completions(user)


def may_correct_completions(user: AnyUser) -> bool:
    """Void, re-date and add completions, and be the second person for a colleague who does."""
    return user.has_perm("records.correct_completion")


def may_merge(user: AnyUser) -> bool:
    """Merge two records of one person: that corrects the staff list, and it corrects completions.

    The second person for a colleague who does so needs both as well.
    """
    return may_change_staff(user) and may_correct_completions(user)


def is_own(user: User, staff_keys: Iterable[UUID]) -> bool:
    """Whether one of these records is the user's own, which nobody corrects alone."""
    own = StaffMember.objects.filter(user=user).values_list("key", flat=True)
    return not set(own).isdisjoint(staff_keys)


def may_check_prior_learning(user: AnyUser) -> bool:
    """Look at certificates, accept or refuse what they show, and send one in for somebody."""
    return user.has_perm("records.check_prior_learning")


def may_assign(user: AnyUser) -> bool:
    return user.has_perm("records.assign_activity")


def may_waive(user: AnyUser) -> bool:
    return user.has_perm("records.add_waiver")


def may_extend(user: AnyUser) -> bool:
    """Whoever may ask for something may also give more time for it."""
    return may_assign(user)


class SeenByThoseWhoAssign(ModelPermissionPolicy):
    """Rows that those who assign may see. Whatever changes them has a screen of its own."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action == "view" and may_assign(user)


class LookOnly(ModelPermissionPolicy):
    """Rows that those with the permission may see, and that no screen adds, changes or deletes."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

"""Who may see, add to and correct the records."""

from django.contrib.auth.models import AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

from learning.people.models import User

AnyUser = User | AnonymousUser


def may_see_completions(user: AnyUser) -> bool:
    return user.has_perm("records.view_completion")


def may_see_standings(user: AnyUser) -> bool:
    """Who may see, by name, how everybody stands."""
    return may_see_completions(user)


def may_void_completion(user: AnyUser) -> bool:
    return user.has_perm("records.void_completion")


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

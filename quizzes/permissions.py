"""Who may mark, change marks, mark again, and take a pass away. Trainers see answers, no names."""

from django.contrib.auth.models import AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

from learning.people.models import User
from learning.records.permissions import may_correct_completions

AnyUser = User | AnonymousUser


def may_mark(user: AnyUser) -> bool:
    return user.has_perm("quizzes.mark_answer")


def may_override(user: AnyUser) -> bool:
    return user.has_perm("quizzes.override_mark")


def may_regrade(user: AnyUser) -> bool:
    return user.has_perm("quizzes.regrade_question")


def may_take_a_pass_away(user: AnyUser) -> bool:
    """It voids a completion, and correcting records is for HR."""
    return may_correct_completions(user)


class QueueForTrainers(ModelPermissionPolicy):
    """Answers to mark are listed for those who may mark them."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action == "view" and may_mark(user)


class AttemptsForTrainers(ModelPermissionPolicy):
    """Attempts are listed, without names, for those who may change a mark."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action == "view" and may_override(user)

"""Who may see the standard, and who may change what we hold of it."""

from django.contrib.auth.models import AbstractUser, AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

AnyUser = AbstractUser | AnonymousUser


def may_see_standard(user: AnyUser) -> bool:
    return user.has_perm("standards.view_element")


def may_load_standard(user: AnyUser) -> bool:
    return user.has_perm("standards.change_standard")


class NeitherAddedNorDeleted(ModelPermissionPolicy):
    """Parts of a standard come from its file and stay: a screen changes only what is ours."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action in {"view", "change"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: AnyUser, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

"""Who may open a module. One rule, asked by the page and everything below it."""

from wagtail.permissions import page_permission_policy

from learning.people.permissions import AnyUser
from modules.models import ModulePage


def may_open(user: AnyUser, page: ModulePage) -> bool:
    """Whether the person may read and take the module: see `ModulePageQuerySet.visible_to`."""
    return ModulePage.objects.visible_to(user).filter(pk=page.pk).exists()


def may_write(user: AnyUser) -> bool:
    """Whether the person writes, approves or publishes pages at all."""
    return page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})

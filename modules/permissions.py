"""Who may open a module. One rule, asked by the page and everything below it."""

from learning.people.permissions import AnyUser
from modules.models import ModulePage


def may_open(user: AnyUser, page: ModulePage) -> bool:
    """Whether the person may read and take the module: see `ModulePageQuerySet.visible_to`."""
    return ModulePage.objects.visible_to(user).filter(pk=page.pk).exists()

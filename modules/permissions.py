"""Who may open a module. One rule, asked by the page and everything below it."""

from django.core.cache import cache
from django.utils.timezone import localdate
from wagtail.permissions import page_permission_policy

from learning.people.permissions import AnyUser
from modules.models import ModulePage

# Somebody who reads on asks the same again with every section, and the answer is the dearest part
# of the page. Only a yes is remembered, so whoever is let in today is let in at once.
REMEMBERED_SECONDS = 60


def may_open(user: AnyUser, page: ModulePage) -> bool:
    """Whether the person may read and take the module: see `ModulePageQuerySet.visible_to`."""
    today = localdate()
    key = f"modules.may_open.{user.pk}.{page.pk}.{today}"
    if cache.get(key):
        return True
    may = ModulePage.objects.visible_to(user, today).filter(pk=page.pk).exists()
    if may:
        cache.set(key, True, REMEMBERED_SECONDS)
    return may


def may_write(user: AnyUser) -> bool:
    """Whether the person writes, approves or publishes pages at all."""
    return page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})

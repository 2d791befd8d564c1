"""Laying out the site: the home page, the training shelf, and who may write there."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from home.models import HomePage
from learning.people.permissions import Role
from modules.models import ModuleIndexPage

SHELF_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.TRAINERS: ("add_page", "change_page"),
    Role.CONTENT_APPROVERS: (
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
    ),
}
# Wagtail makes these for itself. Our roles and our workflow take their place.
GROUPS_FROM_WAGTAIL = ("Editors", "Moderators")
WORKFLOW_FROM_WAGTAIL = "Moderators approval"


@transaction.atomic
def plant_site_tree(*, hostname: str, site_name: str = "") -> HomePage:
    """Make the home page and the training shelf, and say who may write there. Safe to repeat.

    Permissions on pages and the workflow are granted here, not after migrate, because they hang on
    the shelf, and there is no shelf before there is a site.
    """
    home = _home_page()
    _default_site(home, hostname=hostname, site_name=site_name)
    shelf = _shelf(home)
    _clear_what_wagtail_made()
    _grant(shelf)
    _second_pair_of_eyes(shelf)
    return home


def _home_page() -> HomePage:
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = HomePage(title=_("My learning"), slug="my-learning")
        root.add_child(instance=home)
    return home


def _default_site(home: HomePage, *, hostname: str, site_name: str) -> None:
    site, _made = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home},
        create_defaults={"root_page": home, "hostname": hostname, "site_name": site_name},
    )
    if (site.hostname, site.site_name) != (hostname, site_name):
        site.hostname, site.site_name = hostname, site_name
        site.save()


def _shelf(home: HomePage) -> ModuleIndexPage:
    shelf = ModuleIndexPage.objects.first()
    if shelf is None:
        shelf = ModuleIndexPage(title=_("Training"), slug="training")
        home.add_child(instance=shelf)
    return shelf


def _clear_what_wagtail_made() -> None:
    """Take away the welcome page, its groups and its workflow, unless somebody uses them."""
    for page in Page.objects.filter(depth=2, content_type__model="page", numchild=0):
        page.delete()
    WorkflowPage.objects.filter(page__depth=1).delete()
    Workflow.objects.filter(name=WORKFLOW_FROM_WAGTAIL).update(active=False)
    Group.objects.filter(name__in=GROUPS_FROM_WAGTAIL, user=None).delete()


def _grant(shelf: ModuleIndexPage) -> None:
    for role, codenames in SHELF_PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=role.value)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=codenames
        ):
            GroupPagePermission.objects.get_or_create(
                group=group, page=shelf.page_ptr, permission=permission
            )


def _second_pair_of_eyes(shelf: ModuleIndexPage) -> None:
    """Whatever a trainer writes is looked at by a content approver before staff see it."""
    if WorkflowPage.objects.filter(page=shelf.page_ptr).exists():
        return
    name = _("Second pair of eyes")
    task, _made = GroupApprovalTask.objects.get_or_create(name=name)
    task.groups.add(Group.objects.get(name=Role.CONTENT_APPROVERS.value))
    workflow, _made = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.create(workflow=workflow, page=shelf.page_ptr)

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page, Site, Workflow

from home.models import HomePage
from home.services import plant_site_tree
from learning.people.permissions import Role
from modules.models import ModuleIndexPage
from tests.factories.modules import ModulePageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def everything():
    return (
        list(Page.objects.values_list("title", "url_path").order_by("path")),
        list(Site.objects.values_list("hostname", "root_page__url_path", "is_default_site")),
        list(GroupPagePermission.objects.values_list("group__name", "permission__codename")),
        list(Workflow.objects.filter(active=True).values_list("name", flat=True)),
    )


def test_an_empty_database_gets_a_home_page_and_a_shelf_in_place_of_the_welcome_page():
    home = plant_site_tree(hostname="learn.example", site_name="Northmoor Council")

    assert list(Page.objects.filter(depth__gt=1).order_by("path").values_list("title")) == [
        ("My learning",),
        ("Training",),
    ]
    site = Site.objects.get()
    assert (site.hostname, site.root_page_id, site.is_default_site) == (
        "learn.example",
        home.pk,
        True,
    )


def test_planting_again_changes_nothing():
    plant_site_tree(hostname="localhost")
    before = everything()
    plant_site_tree(hostname="localhost")

    assert everything() == before


def test_planting_again_keeps_what_trainers_wrote():
    page = ModulePageFactory(title="Calm")
    plant_site_tree(hostname="localhost")

    page.refresh_from_db()
    assert page.live
    assert HomePage.objects.count() == ModuleIndexPage.objects.count() == 1


def test_a_trainer_writes_and_an_approver_publishes():
    page = ModulePageFactory(draft=True)
    trainer = UserFactory(roles=[Role.TRAINERS])
    approver = UserFactory(roles=[Role.CONTENT_APPROVERS])

    assert page.permissions_for_user(trainer).can_edit()
    assert not page.permissions_for_user(trainer).can_publish()
    assert page.permissions_for_user(trainer).can_submit_for_moderation()
    assert page.permissions_for_user(approver).can_publish()
    assert page.permissions_for_user(approver).can_lock()


@pytest.mark.parametrize("role", [Role.HR_OFFICERS, Role.CSE_LEADS, Role.IT])
def test_nobody_else_may_edit_a_module(role):
    page = ModulePageFactory(draft=True)

    assert not page.permissions_for_user(UserFactory(roles=[role])).can_edit()


def test_the_shelf_has_a_workflow_of_its_own_and_wagtails_is_gone():
    page = ModulePageFactory(draft=True)

    assert page.get_workflow().name == "Second pair of eyes"
    assert HomePage.objects.get().get_workflow() is None
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()

import json
from datetime import UTC, datetime

import pytest
import time_machine

from learning.catalogue.models import Activity, Audience, Claim
from modules.models import ModulePage, ModuleVersion
from modules.services import NotPublished, publish_module
from tests.factories.modules import ModulePageFactory, section
from tests.factories.people import StaffGroupFactory, UserFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision(user=changes.pop("user", None)).publish()
    return ModulePage.objects.get(pk=page.pk)


def test_publishing_lists_the_activity_with_its_audience_and_claims():
    reception = StaffGroupFactory(name="Reception")
    element = ElementFactory()
    page = ModulePageFactory(
        title="Putting it right", minutes=8, staff_groups=[reception], elements=[element]
    )

    activity = Activity.objects.get(key=page.activity_key)

    assert (activity.title, activity.minutes) == ("Putting it right", 8)
    assert activity.path == "/training/putting-it-right/"
    assert Audience.objects.known().get().staff_group == reception
    assert Claim.objects.known().get().element == element


def test_publishing_freezes_what_it_says():
    page = ModulePageFactory(title="Bad news", sections=[section("Say it early")])

    version = ModuleVersion.objects.get()
    body = json.loads(version.body)

    assert version.number == 1
    assert version.activity_key == page.activity_key
    assert body["title"] == "Bad news"
    assert body["sections"][0]["value"]["title"] == "Say it early"
    assert body["sections"][0]["id"]


def test_the_version_names_who_published_it():
    page = ModulePageFactory(draft=True)
    page.save_revision(user=UserFactory(first_name="Priya", last_name="Shah")).publish()

    assert ModuleVersion.objects.get().published_by_name == "Priya Shah"


def test_a_draft_touches_nothing_outside_its_page():
    ModulePageFactory(draft=True, staff_groups=[StaffGroupFactory()], elements=[ElementFactory()])

    assert not Activity.objects.exists()
    assert not ModuleVersion.objects.exists()


def test_a_draft_of_a_live_module_changes_nothing_until_it_is_published():
    page = ModulePageFactory(title="As it was")
    page.title = "As it will be"
    page.save_revision()

    assert Activity.objects.get().title == "As it was"
    assert ModuleVersion.objects.count() == 1


def test_publishing_the_same_again_makes_no_new_version():
    page = ModulePageFactory(staff_groups=[StaffGroupFactory()], elements=[ElementFactory()])
    publish(page)

    assert ModuleVersion.objects.count() == 1
    assert Audience.objects.count() == Claim.objects.count() == 1


def test_publishing_a_change_freezes_the_next_version_and_keeps_the_last():
    page = publish(ModulePageFactory(), summary="Now with more care.")

    versions = ModuleVersion.objects.filter(activity_key=page.activity_key)
    assert [version.number for version in versions] == [1, 2]
    assert Activity.objects.get().summary == "Now with more care."


def test_a_group_taken_out_is_meant_until_yesterday():
    first, second = StaffGroupFactory(), StaffGroupFactory()
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False):
        page = ModulePageFactory(staff_groups=[first, second])
    with time_machine.travel(datetime(2026, 4, 2, 9, tzinfo=UTC), tick=False):
        publish(page, staff_groups=[second])

    ended = Audience.objects.known().get(staff_group=first)
    assert ended.to_on.isoformat() == "2026-04-01"


def test_unpublishing_withdraws_it_and_keeps_its_versions():
    page = ModulePageFactory(staff_groups=[StaffGroupFactory()])
    page.unpublish()

    assert Activity.objects.get().withdrawn_on is not None
    assert ModuleVersion.objects.count() == 1


def test_publishing_again_after_withdrawing_lists_it_again():
    page = ModulePageFactory(staff_groups=[StaffGroupFactory()])
    page.unpublish()
    publish(ModulePage.objects.get(pk=page.pk))

    assert Activity.objects.get().withdrawn_on is None


def test_deleting_the_page_withdraws_it_and_keeps_its_versions():
    ModulePageFactory(staff_groups=[StaffGroupFactory()]).delete()

    assert Activity.objects.get().withdrawn_on is not None
    assert ModuleVersion.objects.count() == 1


def test_a_page_that_is_only_scheduled_is_not_listed():
    page = ModulePageFactory(draft=True)
    page.go_live_at = datetime(2050, 1, 1, tzinfo=UTC)
    page.save_revision().publish()

    assert not Activity.objects.exists()


def test_a_draft_cannot_be_listed_by_the_service_either():
    with pytest.raises(NotPublished):
        publish_module(page=ModulePageFactory(draft=True), at=datetime(2026, 3, 2, tzinfo=UTC))


def test_a_new_address_is_listed(django_capture_on_commit_callbacks):
    page = ModulePageFactory(slug="before")
    with django_capture_on_commit_callbacks(execute=True):
        publish(page, slug="after")

    assert Activity.objects.get().path == "/training/after/"


def test_renaming_the_shelf_moves_every_module_on_it(django_capture_on_commit_callbacks):
    page = ModulePageFactory(slug="calm")
    shelf = page.get_parent().specific
    shelf.slug = "learning"
    with django_capture_on_commit_callbacks(execute=True):
        shelf.save_revision().publish()

    assert Activity.objects.get().path == "/learning/calm/"


def test_a_copy_is_an_activity_of_its_own():
    page = ModulePageFactory(staff_groups=[StaffGroupFactory()])
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=False)

    assert copy.activity_key != page.activity_key
    copy.save_revision().publish()
    assert Activity.objects.count() == 2

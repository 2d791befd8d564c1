"""Who may open a module: one rule for the module, what lies below it, and every list."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from learning.catalogue.models import Activity
from learning.people.models import Membership
from learning.people.permissions import Role
from modules.models import ModulePage
from modules.permissions import may_open
from tests.factories.modules import ModulePageFactory
from tests.factories.people import (
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import AssignmentFactory

pytestmark = pytest.mark.django_db

PLACES = ["", "section/1/", "quiz/", "finish/", "done/"]


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def module(reception):
    return ModulePageFactory(slug="calm", staff_groups=[reception])


def status_of(client, user, place=""):
    client.force_login(user)
    return client.get(f"/training/calm/{place}").status_code


def test_staff_in_the_audience_may_open_it(client, module, reception):
    asha = StaffMemberFactory(staff_groups=[reception])

    assert status_of(client, asha.user) == 200
    assert status_of(client, asha.user, "section/1/") == 200


@pytest.mark.parametrize("place", PLACES)
def test_staff_in_another_group_are_kindly_refused_everywhere(client, module, place):
    ben = StaffMemberFactory(staff_groups=[StaffGroupFactory()])

    client.force_login(ben.user)
    response = client.get(f"/training/calm/{place}")

    assert response.status_code == 403
    assert "for other staff groups" in response.text
    assert "ask" in response.text


@pytest.mark.parametrize("place", PLACES)
def test_nobody_in_another_group_may_send_anything_either(client, module, place):
    client.force_login(StaffMemberFactory().user)

    assert client.post(f"/training/calm/{place}").status_code == 403


@pytest.mark.parametrize("place", PLACES)
def test_without_a_log_in_there_is_only_the_log_in_page(client, module, place):
    response = client.get(f"/training/calm/{place}")

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


def test_staff_to_whom_it_is_assigned_may_open_it(client, module):
    ben = StaffMemberFactory()
    activity = Activity.objects.get(key=module.activity_key)
    AssignmentFactory(activity=activity, staff_member=ben)

    assert status_of(client, ben.user) == 200


def test_staff_whose_group_it_is_assigned_to_may_open_it(client, module):
    leisure = StaffGroupFactory()
    ben = StaffMemberFactory(staff_groups=[leisure])
    activity = Activity.objects.get(key=module.activity_key)
    AssignmentFactory(activity=activity, staff_group=leisure)

    assert status_of(client, ben.user) == 200


def test_staff_who_left_the_group_may_not_open_it(client, module, reception):
    asha = StaffMemberFactory()
    MembershipFactory(staff_member=asha, staff_group=reception, to_on=date(2025, 12, 31))

    assert status_of(client, asha.user) == 403


@pytest.mark.parametrize("role", [Role.TRAINERS, Role.CONTENT_APPROVERS])
def test_those_who_may_edit_it_may_open_it(client, module, role):
    assert status_of(client, UserFactory(roles=[role])) == 200


@pytest.mark.parametrize("role", [Role.HR_OFFICERS, Role.CSE_LEADS, Role.IT])
def test_other_roles_are_told_that_they_are_not_on_the_staff_list(client, module, role):
    client.force_login(UserFactory(roles=[role]))
    response = client.get("/training/calm/")

    assert response.status_code == 403
    assert "not on the staff list" in response.text


def test_a_draft_is_opened_by_nobody_outside_the_editor(client, reception):
    ModulePageFactory(slug="calm", staff_groups=[reception], draft=True)

    assert status_of(client, StaffMemberFactory(staff_groups=[reception]).user) == 404
    assert status_of(client, UserFactory(roles=[Role.TRAINERS])) == 404


def test_every_list_follows_the_same_rule(module, reception):
    ModulePageFactory(staff_groups=[StaffGroupFactory()])
    ModulePageFactory(staff_groups=[reception], draft=True)
    asha = StaffMemberFactory(staff_groups=[reception])

    assert list(ModulePage.objects.visible_to(asha.user)) == [module]


def test_the_shelf_shows_what_may_be_opened_and_nothing_else(client, module, reception):
    ModulePageFactory(title="For others", staff_groups=[StaffGroupFactory()])
    asha = StaffMemberFactory(staff_groups=[reception])
    client.force_login(asha.user)

    shown = client.get("/training/").text

    assert module.title in shown
    assert "For others" not in shown


def test_an_empty_shelf_says_what_fills_it(client, module):
    client.force_login(StaffMemberFactory().user)

    assert "when a trainer publishes one" in client.get("/training/").text


def test_the_rule_itself(module, reception):
    assert may_open(StaffMemberFactory(staff_groups=[reception]).user, module)
    assert not may_open(StaffMemberFactory().user, module)


def test_whoever_loses_the_right_is_refused_within_a_minute(client, module, reception):
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC), tick=False) as today:
        asha = StaffMemberFactory(staff_groups=[reception])
        assert status_of(client, asha.user) == 200
        Membership.objects.filter(staff_member=asha).update(to_on=date(2026, 11, 30))
        today.shift(61)

        assert status_of(client, asha.user) == 403


def test_whoever_gains_the_right_is_let_in_at_once(client, module, reception):
    asha = StaffMemberFactory()
    assert status_of(client, asha.user) == 403
    MembershipFactory(staff_member=asha, staff_group=reception)

    assert status_of(client, asha.user) == 200


def test_a_module_is_kept_by_no_cache(client, module, reception):
    client.force_login(StaffMemberFactory(staff_groups=[reception]).user)

    kept = client.get("/training/calm/section/1/")["Cache-Control"]

    assert "private" in kept
    assert "no-store" in kept

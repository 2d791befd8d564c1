"""Every list and page about people takes as many queries for many as for few."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from learning.people.models import StaffImport
from learning.people.permissions import Role
from tests.counting import queries_of
from tests.factories.people import (
    AbsenceFactory,
    AdjustmentFactory,
    GroupRuleFactory,
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.people.by_rule import AT_DEPOT, set_rule
from tests.people.staff_lists import checked
from tests.people.test_group_rule_screens import at

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
FEW, MANY = 2, 12


@pytest.fixture
def hr(client):
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))
    return client


def staff():
    StaffMemberFactory(staff_groups=[StaffGroupFactory()], line_manager=StaffMemberFactory())


def staff_group():
    MembershipFactory()
    GroupRuleFactory()


def absence():
    AbsenceFactory()


def adjustment():
    AdjustmentFactory()


def staff_import():
    StaffImport.objects.create(
        file_name="staff.csv",
        sha256="0" * 64,
        uploaded_by=UserFactory(),
        uploaded_at=AT,
        takes_effect_on=AT.date(),
        applied_at=AT,
    )


LISTS = [staff, staff_group, absence, adjustment, staff_import]


@pytest.mark.parametrize("more", LISTS, ids=lambda more: more.__name__)
def test_a_long_list_takes_as_many_queries_as_a_short_one(hr, more):
    def queries(count):
        for _each in range(count):
            more()
        return queries_of(hr, reverse(f"{more.__name__}:index"))

    few = queries(FEW)

    assert queries(MANY - FEW) == few <= 25


def group_kept_by_hand(count):
    group = StaffGroupFactory()
    StaffMemberFactory.create_batch(count, staff_groups=[group])
    return reverse("staff_group:inspect", args=[group.pk])


def group_by_rule(count):
    group = StaffGroupFactory()
    StaffMemberFactory.create_batch(count, site="Depot")
    set_rule(group, AT_DEPOT)
    return reverse("staff_group:inspect", args=[group.pk])


def conditions_of_a_rule(count):
    group = StaffGroupFactory()
    for number in range(count):
        StaffMemberFactory(site=f"Depot {number}", department=f"Crew {number}")
    set_rule(group, AT_DEPOT)
    return reverse("staff_group:rule", args=[group.pk])


def checked_staff_list(count):
    """Half of its rows are of somebody new, half cannot be used."""
    lines = ["payroll number,first name,last name,job title,start date,staff groups"]
    for number in range(count):
        lines.append(f"N{count}{number},Asha,Baker,Clerk,2026-01-05,Reception")
        lines.append(f"B{count}{number},Asha,Baker,Clerk,never,Reception")
    made = checked(lines, creates_groups=True, is_full=False)
    return reverse("staff_import:inspect", args=[made.pk])


PAGES = [
    group_kept_by_hand,
    group_by_rule,
    conditions_of_a_rule,
    checked_staff_list,
]


@pytest.mark.parametrize("page_with", PAGES, ids=lambda page_with: page_with.__name__)
def test_a_full_page_takes_as_many_queries_as_a_short_one(hr, page_with):
    few = queries_of(hr, page_with(FEW))

    assert queries_of(hr, page_with(MANY)) == few <= 30


def test_looking_at_whom_a_rule_moves_takes_as_many_queries_for_many_as_for_few(hr):
    def queries(count):
        StaffMemberFactory.create_batch(count, site="Depot", line_manager=StaffMemberFactory())
        StaffMemberFactory.create_batch(count, site="Library", staff_groups=[group])
        return queries_of(hr, address, at("Depot", step="look"))

    group = StaffGroupFactory()
    address = reverse("staff_group:rule", args=[group.pk])
    few = queries(FEW)

    assert queries(MANY - FEW) == few <= 30

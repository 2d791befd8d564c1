"""Everything recorded of one person, with where it came from and whether it still holds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.people.models import StaffMember
from learning.people.selectors import recorded_of
from learning.people.services import (
    add_to_group,
    change_payroll_number,
    end_absence,
    end_adjustment,
    end_membership,
    record_absence,
    record_adjustment,
    undo_staff_import,
)
from tests.factories.people import (
    AbsenceFactory,
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import AssignmentFactory, WaiverFactory
from tests.people.staff_lists import AT, TODAY, applied, checked

pytestmark = pytest.mark.django_db

HEADER = "payroll number,first name,last name,job title,start date\n"


def take_in(row, *, at=AT):
    return applied(checked(HEADER + row, at=at, takes_effect_on=at.date()), at=at)


def said(staff_member):
    return [(one.kind, one.says, one.source) for one in recorded_of(staff_member)]


def test_what_a_staff_list_changed_names_the_file():
    first = take_in("E1,Asha,Baker,Adviser,2020-01-01")
    second = take_in("E1,Asha,Cole,Manager,2020-01-01", at=AT + timedelta(days=1))

    asha = StaffMember.objects.get()
    assert ("Post", "Adviser", first.source) in said(asha)
    assert ("Post", "Manager", second.source) in said(asha)
    assert any(
        "Baker" in says and "Cole" in says and source == second.source
        for _kind, says, source in said(asha)
    )


def test_what_was_replaced_stays_with_the_moment_from_which_it_no_longer_held():
    absence = AbsenceFactory(to_on=None)
    later = absence.recorded_at + timedelta(days=1)

    end_absence(absence=absence, last_on=TODAY, by=None, at=later)

    ended, begun = [one for one in recorded_of(absence.staff_member) if one.kind == "Absence"]
    assert (ended.to_on, ended.replaced_at) == (TODAY, None)
    assert (begun.to_on, begun.replaced_at) == (None, later)


def test_an_import_that_was_undone_says_so():
    take_in("E1,Asha,Baker,Adviser,2020-01-01")
    renamed = take_in("E1,Asha,Cole,Adviser,2020-01-01", at=AT + timedelta(hours=1))
    undo_staff_import(staff_import=renamed, by=None, at=AT + timedelta(hours=2))

    details = [one for one in recorded_of(StaffMember.objects.get()) if "Cole" in one.says]
    assert [one.replaced_at for one in details] == [AT + timedelta(hours=2)]


def test_another_payroll_number_says_who_gave_it():
    asha = StaffMemberFactory(payroll_number="E1")
    hr = UserFactory(first_name="Priya", last_name="Shah")

    change_payroll_number(staff_member=asha, payroll_number="E2", by=hr, at=AT)

    newest = recorded_of(asha)[0]
    assert newest.source == "Priya Shah"
    assert "E1" in newest.says and "E2" in newest.says


def test_what_was_recorded_by_hand_says_by_whose():
    asha, reception = StaffMemberFactory(), StaffGroupFactory(name="Reception")
    begins, ends = (
        UserFactory(first_name=name, last_name="Shah", username=name) for name in ("Priya", "Lena")
    )
    facts = (
        (record_absence, end_absence, "absence", {"reason": "sickness", "to_on": None}),
        (add_to_group, end_membership, "membership", {"staff_group": reception}),
        (record_adjustment, end_adjustment, "adjustment", {"extra_time": 25, "to_on": None}),
    )
    for record, end, name, more in facts:
        fact = record(staff_member=asha, from_on=TODAY, by=begins, at=AT, **more)
        end(**{name: fact}, last_on=TODAY, by=ends, at=AT + timedelta(hours=1))

    kinds = ("Absence", "Membership", "Adjustment")
    sources = [(one.kind, one.source) for one in recorded_of(asha) if one.kind in kinds]

    assert set(sources) == {(kind, f"{name} Shah") for kind in kinds for name in ("Priya", "Lena")}


def test_facts_of_the_records_are_among_it():
    waiver = WaiverFactory(reason="Teaches it herself")
    AssignmentFactory(staff_member=waiver.staff_member, activity=waiver.activity)

    kinds = {kind for kind, _says, _source in said(waiver.staff_member)}

    assert {"Waiver", "Assignment", "Spell of employment"} <= kinds


def test_nothing_of_anybody_else_is_among_it():
    AbsenceFactory()
    asha = StaffMemberFactory()

    assert not [one for one in recorded_of(asha) if one.kind == "Absence"]


def test_hr_reads_it_from_the_persons_page(hr):
    asha = StaffMemberFactory(staff_groups=[StaffGroupFactory(name="Reception")])
    address = reverse("staff:recorded", args=[asha.pk])

    assert address in hr.get(reverse("staff:inspect", args=[asha.pk])).text
    page = hr.get(address).text

    assert "Reception" in page
    assert "Spell of employment" in page


def test_it_takes_as_many_queries_for_a_long_career(hr):
    asha = StaffMemberFactory()
    address = reverse("staff:recorded", args=[asha.pk])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert hr.get(address).status_code == 200
        return len(captured)

    def more(count):
        for _each in range(count):
            MembershipFactory(staff_member=asha)
            AbsenceFactory(staff_member=asha, to_on=TODAY)
            waiver = WaiverFactory(staff_member=asha)
            AssignmentFactory(staff_member=asha, activity=waiver.activity)

    more(1)
    queries()
    few = queries()
    more(5)

    assert queries() == few <= 25

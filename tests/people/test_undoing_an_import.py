"""An import taken back within a day: everything as it was, nobody deleted, nothing edited."""

from datetime import date, timedelta

import pytest
from wagtail.models import ModelLogEntry

from learning.people.models import Employment, Membership, Post, StaffGroup, StaffMember
from learning.people.services import (
    CannotBeUndone,
    add_to_group,
    change_payroll_number,
    undo_staff_import,
)
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.people.staff_lists import AT, TODAY, applied, checked, checked_file, kinds

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=23)
HEADER = "payroll number,first name,last name,email,job title,start date,previous payroll number"


def undo(staff_import, *, at=LATER, by=None):
    return undo_staff_import(staff_import=staff_import, by=by, at=at)


@pytest.fixture
def northmoor():
    return applied(checked_file("staff_list.csv", creates_groups=True), at=AT - timedelta(days=30))


def known():
    """The staff list as known now, without the numbers of rows."""
    facts = [
        set(model.objects.known().values_list("staff_member__key", "from_on", "to_on", *more))
        for model, more in (
            (Employment, ()),
            (Post, ("job_title", "department", "site", "line_manager", "hours_per_week")),
            (Membership, ("staff_group",)),
        )
    ]
    here = StaffMember.objects.filter(employments__in=Employment.objects.known())
    details = ("key", "payroll_number", "first_name", "last_name", "preferred_name", "email")
    return [set(here.values_list(*details)), *facts]


def test_undone_the_list_is_known_as_it_was_before(northmoor):
    before = known()
    staff_import = applied(
        checked_file("staff_list_next_month.csv", leavers_last_day_on=date(2026, 10, 31))
    )
    assert known() != before

    undone = undo(staff_import, by=UserFactory())

    assert known() == before
    assert undone.is_undone
    assert ModelLogEntry.objects.filter(action="people.staff_import.undo").exists()


def test_nothing_is_edited_so_what_was_known_in_between_can_be_asked(northmoor):
    applied(checked_file("staff_list_next_month.csv"))
    in_between = AT + timedelta(hours=1)
    then = set(Post.objects.known(in_between).values_list("pk", flat=True))

    undo(northmoor_next())

    assert set(Post.objects.known(in_between).values_list("pk", flat=True)) == then


def northmoor_next():
    from learning.people.models import StaffImport

    return StaffImport.objects.get(file_name="staff_list_next_month.csv")


def test_those_who_joined_stay_as_people_who_never_worked_a_day():
    staff_import = applied(checked_file("staff_list.csv", creates_groups=True))

    undo(staff_import)

    assert StaffMember.objects.count() == 154
    assert StaffMember.objects.in_post_on(TODAY).count() == 0
    assert StaffGroup.objects.count() == 12


def test_the_same_file_can_be_taken_in_again_and_the_right_one_too():
    undo(applied(checked_file("staff_list.csv", creates_groups=True)))

    again = applied(checked_file("staff_list.csv"), at=LATER + timedelta(hours=1))

    assert kinds(again) == {"joiner": 154}
    assert StaffMember.objects.in_post_on(TODAY).count() == 147


def test_names_addresses_and_numbers_go_back_and_log_ins_with_them():
    asha = StaffMemberFactory(
        payroll_number="E1", first_name="Asha", last_name="Baker", email="a@x.example"
    )
    asha.user.email = "a@x.example"
    asha.user.save()
    row = "E9,Asha,Khan,k@x.example,Receptionist,2020-01-01,E1"
    staff_import = applied(checked([HEADER, row]))
    asha.refresh_from_db()
    assert (asha.payroll_number, asha.last_name, asha.email) == ("E9", "Khan", "k@x.example")

    undo(staff_import)

    asha.refresh_from_db()
    assert (asha.payroll_number, asha.last_name, asha.email) == ("E1", "Baker", "a@x.example")
    user = asha.user
    user.refresh_from_db()
    assert (user.username, user.last_name, user.email) == ("E1", "Baker", "a@x.example")


def test_after_a_day_it_is_too_late(northmoor):
    staff_import = applied(checked_file("staff_list_next_month.csv"))

    with pytest.raises(CannotBeUndone, match="for 24 hours"):
        undo(staff_import, at=AT + timedelta(hours=24))


def test_an_import_is_undone_once(northmoor):
    staff_import = applied(checked_file("staff_list_next_month.csv"))
    undo(staff_import)

    with pytest.raises(CannotBeUndone, match="already been undone"):
        undo(staff_import)


def test_a_file_that_was_not_applied_is_not_undone():
    with pytest.raises(CannotBeUndone, match="has not been applied"):
        undo(checked_file("staff_list.csv"))


def one_mover():
    asha = StaffMemberFactory(payroll_number="E1", first_name="Asha", last_name="Baker")
    staff_import = applied(checked([HEADER, "E1,Asha,Baker,,Clerk,2020-01-01,"]))
    return asha, staff_import


def by_hand(asha):
    add_to_group(
        staff_member=asha,
        staff_group=StaffGroupFactory(),
        from_on=TODAY,
        by=None,
        at=AT + timedelta(hours=1),
    )


def by_another_file(asha):
    row = "E1,Asha,Baker,,Cook,2020-01-01,"
    applied(checked([HEADER, row]), at=AT + timedelta(hours=1))


def by_another_number(asha):
    change_payroll_number(
        staff_member=asha, payroll_number="E2", by=None, at=AT + timedelta(hours=1)
    )


@pytest.mark.parametrize("change", [by_hand, by_another_file, by_another_number])
def test_somebody_changed_since_is_named_and_nothing_is_undone(change):
    asha, staff_import = one_mover()
    change(asha)
    before = known()

    with pytest.raises(CannotBeUndone, match=r"changed since: Asha Baker \(E[12]\)"):
        undo(staff_import)

    assert known() == before


def test_somebody_whom_the_import_did_not_change_may_be_changed_since():
    _asha, staff_import = one_mover()
    by_hand(StaffMemberFactory())

    assert undo(staff_import).is_undone

"""A staff list that still names a record that was merged means whoever stays."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from learning.people.models import Employment, Post, StaffMember
from learning.people.rules.staff_import import Fault
from learning.people.services import (
    StaffListChanged,
    merge_on_staff_list,
    undo_staff_import,
)
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.people.staff_lists import AT, TODAY, applied, checked, faults, kinds

pytestmark = pytest.mark.django_db
HEADER = (
    "payroll number,first name,last name,job title,department,site,start date,leaving date,"
    "line manager,e-mail address,previous payroll number"
)
OWN = "E1,Asha,Rahman,Receptionist,Customer Services,Civic Centre,2020-01-01,,,,"
OTHER = "E2,Asha,Khan,Adviser,Housing,Depot,2024-03-01,,,,"
REPORT = "E5,Ben,Carter,Cleaner,,Depot,2020-01-01,,E2,,"
MERGED_AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def asha():
    """One person who was on the list as E1 and as E2, and whom Ben reports to."""
    survivor = person("E1", "Rahman", "Receptionist", date(2020, 1, 1))
    duplicate = person(
        "E2", "Khan", "Adviser", date(2024, 3, 1), department="Housing", site="Depot"
    )
    person(
        "E5",
        "Carter",
        "Cleaner",
        date(2020, 1, 1),
        first_name="Ben",
        line_manager=duplicate,
        department="",
        site="Depot",
    )
    merge_on_staff_list(duplicate=duplicate, survivor=survivor, by=UserFactory(), at=MERGED_AT)
    return StaffMember.objects.get(pk=survivor.pk)


def person(number, last_name, title, start, **more):
    return StaffMemberFactory(
        payroll_number=number,
        last_name=last_name,
        job_title=title,
        first_day_on=start,
        recorded_at=datetime(2024, 3, 1, 9, tzinfo=UTC),
        **more,
    )


def looked_at(*rows, **options):
    return checked([HEADER, *rows], **options)


def titles(person):
    posts = Post.objects.known().on(TODAY).filter(staff_member=person)
    return sorted(posts.values_list("job_title", flat=True))


@pytest.mark.parametrize(
    "rows", [(OWN, OTHER, REPORT), (OTHER, OWN, REPORT)], ids=["own first", "merged one first"]
)
def test_both_numbers_are_the_two_posts_of_one_person_and_nothing_changes(asha, rows):
    staff_import = looked_at(*rows)

    assert faults(staff_import) == []
    assert kinds(staff_import) == {"unchanged": 2}


def test_the_merged_number_alone_means_whoever_stays(asha):
    staff_import = looked_at(OTHER, REPORT)

    assert faults(staff_import) == []
    assert kinds(staff_import) == {"mover": 1, "unchanged": 1}
    change = staff_import.changes.get()
    assert (change.staff_key, change.payroll_number) == (asha.key, "E1")

    applied(staff_import)

    asha.refresh_from_db()
    # The name is as the file has it now; the other post is not in it any more.
    assert (asha.payroll_number, asha.last_name, titles(asha)) == ("E1", "Khan", ["Adviser"])
    assert Employment.objects.known().get(staff_member=asha).from_on == date(2020, 1, 1)
    assert StaffMember.objects.in_post_on(TODAY).count() == 2


def test_the_same_file_again_changes_nothing(asha):
    applied(looked_at(OTHER, REPORT))

    again = looked_at(OTHER, REPORT, at=AT.replace(hour=10))

    assert kinds(again) == {"unchanged": 2}


def test_a_leaving_date_by_the_merged_number_ends_that_post_only(asha):
    applied(looked_at(OWN, OTHER.replace("2024-03-01,", "2024-03-01,2026-11-30"), REPORT))

    posts = Post.objects.known().filter(staff_member=asha).order_by("job_title")
    assert list(posts.values_list("job_title", "to_on")) == [
        ("Adviser", date(2026, 11, 30)),
        ("Receptionist", None),
    ]


def test_a_merged_number_as_previous_number_renames_whoever_stays(asha):
    staff_import = looked_at(OWN.replace("E1", "E9") + "E2", REPORT)

    assert faults(staff_import) == []
    applied(staff_import)

    asha.refresh_from_db()
    assert asha.payroll_number == "E9"


def test_that_the_one_number_came_before_the_other_changes_nothing(asha):
    staff_import = looked_at(OWN, OTHER + "E1", REPORT)

    assert faults(staff_import) == []
    assert kinds(staff_import) == {"unchanged": 2}


def test_a_new_number_for_somebody_whom_the_file_still_names_is_to_be_corrected(asha):
    staff_import = looked_at(OWN.replace("E1", "E9") + "E2", OTHER, REPORT)

    assert faults(staff_import) == [
        (2, "previous payroll number", Fault.PREVIOUS_IN_FILE),
    ]


def test_where_one_of_the_two_managed_the_other_there_is_no_manager(asha):
    staff_import = looked_at(OWN, OTHER.replace(",,,,", ",,E1,,"), REPORT)

    assert faults(staff_import) == []
    assert kinds(staff_import) == {"unchanged": 2}


def test_a_row_that_is_wrong_keeps_back_the_other_of_the_same_person(asha):
    staff_import = looked_at(OWN, OTHER.replace("2024-03-01", "soon"), REPORT)

    found = {row: fault for row, _column, fault in faults(staff_import)}
    assert (found.keys(), found[2]) == ({2, 3}, Fault.OTHER_ROW)
    assert kinds(staff_import) == {"unchanged": 1}


def test_two_rows_with_the_merged_number_and_two_names_are_still_a_mistake(asha):
    staff_import = looked_at(OWN, OTHER, OTHER.replace("Khan", "Jones"), REPORT)

    assert {fault for _row, _column, fault in faults(staff_import)} >= {Fault.DUPLICATE_NUMBER}


def test_the_address_of_the_merged_record_is_not_taken_by_somebody_else(asha):
    StaffMember.objects.filter(payroll_number="E2").update(email="asha@x.example")

    staff_import = looked_at(
        OWN.replace(",,,,", ",,,asha@x.example,"), OTHER.replace(",,,,", ",,,asha@x.example,")
    )

    assert faults(staff_import) == []
    applied(staff_import)
    asha.refresh_from_db()
    assert asha.email == "asha@x.example"


def test_a_spell_that_one_of_the_two_had_and_that_is_over_says_nothing_new(asha):
    earlier = person(
        "E3", "Shah", "Porter", date(2015, 1, 1), last_day_on=date(2018, 3, 31), email=""
    )
    merge_on_staff_list(duplicate=earlier, survivor=asha, by=UserFactory(), at=MERGED_AT)
    past = "E3,Asha,Shah,Porter,,,2015-01-01,2018-03-31,,,"

    both, alone = looked_at(OWN, OTHER, past, REPORT), looked_at(past, is_full=False)

    assert (faults(both), faults(alone)) == ([], [])
    assert (kinds(both), kinds(alone)) == ({"unchanged": 2}, {"unchanged": 1})


def test_a_file_that_was_checked_before_the_merge_is_checked_again(asha):
    staff_import = looked_at(OWN, OTHER, REPORT)
    other = person("E7", "Rahman", "Receptionist", date(2020, 1, 1))
    other.employments.all().delete()
    other.posts.all().delete()
    again = looked_at(OWN, OTHER, REPORT)
    merge_on_staff_list(duplicate=other, survivor=asha, by=UserFactory(), at=AT)

    for each in (staff_import, again):
        with pytest.raises(StaffListChanged):
            applied(each)


def test_an_import_is_not_undone_for_somebody_who_was_merged_since():
    person("E1", "Rahman", "Receptionist", date(2020, 1, 1))
    staff_import = looked_at(OWN, OTHER)
    applied(staff_import)
    duplicate, survivor = (StaffMember.objects.get(payroll_number=each) for each in ("E2", "E1"))
    later = AT.replace(hour=11)
    merge_on_staff_list(duplicate=duplicate, survivor=survivor, by=UserFactory(), at=later)

    with pytest.raises(ValidationError, match=r"Asha Khan \(E2\)"):
        undo_staff_import(staff_import=staff_import, by=None, at=later)

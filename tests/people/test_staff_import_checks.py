"""What is wrong with rows in the light of the others and of the staff list, and hints for HR."""

from datetime import date

import pytest

from learning.people.models import Employment, StaffMember, StagedRow
from learning.people.rules.staff_import import Fault
from learning.people.selectors.staff_import import problems_of, rows_to_correct
from learning.people.services import StaffListChanged, check_staff_import, undo_staff_import
from learning.people.services.imports import hold_check
from tests.factories.people import EmploymentFactory, StaffGroupFactory, StaffMemberFactory
from tests.people.staff_lists import (
    AT,
    applied,
    checked,
    checked_file,
    faults,
    kinds,
    numbers,
)

pytestmark = pytest.mark.django_db

HEADER = (
    "payroll number,first name,last name,email,job title,manager,start date,leaving date,groups,"
    "previous payroll number"
)
SAME = "E1,Asha,Baker,asha@x.example,Receptionist,,2020-01-01,,Reception,"


@pytest.fixture
def asha():
    return StaffMemberFactory(
        payroll_number="E1",
        first_name="Asha",
        last_name="Baker",
        email="asha@x.example",
        department="",
        site="",
        staff_groups=[StaffGroupFactory(name="Reception")],
    )


def wrong(*rows, **options):
    """Row and fault of each problem."""
    return [(row, fault) for row, _column, fault in faults(checked([HEADER, *rows], **options))]


def test_next_month_has_a_dozen_broken_rows_each_with_its_reason():
    applied(checked_file("staff_list.csv", creates_groups=True))

    assert faults(checked_file("staff_list_next_month.csv")) == [
        (21, "Reports To", Fault.UNKNOWN_MANAGER),
        (37, "Leave", Fault.LEAVES_BEFORE_START),
        (47, "Contact", Fault.UNKNOWN_CONTACT),
        (52, "Start", Fault.IMPOSSIBLE_DATE),
        (67, "Groups", Fault.UNKNOWN_GROUP),
        (70, "Reports To", Fault.OWN_MANAGER),
        (93, "", Fault.SHORT_ROW),
        (102, "Surname", Fault.TOO_LONG),
        (105, "Employee No", Fault.BLANK),
        (114, "Work Email", Fault.EMAIL_TAKEN),
        (141, "Employee No", Fault.SOMEBODY_ELSE),
        (141, "Employee No", Fault.DUPLICATE_NUMBER),
        (155, "Work Email", Fault.FORMULA),
        (155, "Post Title", Fault.FORMULA),
    ]


def test_without_the_tick_the_first_file_waits_for_its_groups():
    staff_import = checked_file("staff_list.csv")

    assert staff_import.counts["joiner"] == 0
    assert len(staff_import.counts["unknown_groups"]) == 12
    assert Fault.UNKNOWN_GROUP in {fault for _row, _column, fault in faults(staff_import)}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ["E2,B,Cole,ASHA@x.example,Clerk,,2020-01-01,,,"],
            [(3, Fault.EMAIL_TAKEN)],
            id="an address that somebody in the file has",
        ),
        pytest.param(
            ["E2,B,Cole,new@x.example,Clerk,,2020-01-01,,,",
             "E3,C,D,new@x.example,Clerk,,2020-01-01,,,"],
            [(3, Fault.EMAIL_TAKEN), (4, Fault.EMAIL_TAKEN)],
            id="an address that two want",
        ),
        pytest.param(
            ["E2,Ben,Cole,,Clerk,E9,2020-01-01,,,"], [(3, Fault.UNKNOWN_MANAGER)], id="manager"
        ),
        pytest.param(
            ["E2,Ben,Cole,,Clerk,e2,2020-01-01,,,"], [(3, Fault.OWN_MANAGER)], id="own manager"
        ),
        pytest.param(
            ["E4,Di,Ex,,Clerk,E3,2020-01-01,,,", "E3,Cy,Dee,,Clerk,E2,2020-01-01,,,",
             "E2,Ben,Cole,,Clerk,,soon,,,"],
            [(3, Fault.UNKNOWN_MANAGER), (4, Fault.UNKNOWN_MANAGER), (5, Fault.IMPOSSIBLE_DATE)],
            id="those who lean on a fallen row fall too",
        ),
        pytest.param(
            ["E2,Ben,Cole,b@x.example,Clerk,E9,2020-01-01,,,",
             "E3,Cy,Dee,b@x.example,Clerk,,2020-01-01,,,"],
            [(3, Fault.UNKNOWN_MANAGER)],
            id="a rival that falls leaves the address free",
        ),
        pytest.param(
            ["E2,Ben,Cole,,Clerk,,2020-01-01,,,", "E2,Cy,Dee,,Clerk,,2020-01-01,,,"],
            [(3, Fault.DUPLICATE_NUMBER), (4, Fault.DUPLICATE_NUMBER)],
            id="one number for two people",
        ),
        pytest.param(
            ["E1,Cy,Dee,,Clerk,,2020-01-01,,,"],
            [(3, Fault.DUPLICATE_NUMBER)],
            id="the number of somebody on the list",
        ),
        pytest.param(
            ["E2,Ben,Cole,,Clerk,,2020-01-01,,,", "E2,Ben,Cole,ben,Cook,,2020-01-01,,,"],
            [(3, Fault.OTHER_ROW), (4, Fault.BAD_EMAIL)],
            id="one of somebody's two posts is broken",
        ),
        pytest.param(
            ["E2,Ben,Cole,,Clerk,,2020-01-01,,,E1"],
            [(3, Fault.PREVIOUS_IN_FILE)],
            id="a previous number with a row of its own",
        ),
    ],
)  # fmt: skip
def test_rows_that_stand_against_each_other(asha, rows, expected):
    assert wrong(SAME, *rows) == expected


def test_an_address_may_be_given_up_and_taken_in_one_file_and_go_back(asha):
    ben = "E2,Ben,Cole,asha@x.example,Clerk,,2020-01-01,,,"
    staff_import = checked([HEADER, SAME.replace("asha@", "new@"), ben])
    assert faults(staff_import) == []

    applied(staff_import)
    assert StaffMember.objects.get(payroll_number="E2").email == "asha@x.example"

    undo_staff_import(staff_import=staff_import, by=None, at=AT)
    asha.refresh_from_db()
    assert asha.email == "asha@x.example"


def test_the_manager_may_be_on_the_list_alone(asha):
    assert wrong("E2,Ben,Cole,,Clerk,e1,2020-01-01,,,") == []


def test_a_retired_group_takes_nobody_new_and_keeps_those_it_has(asha):
    group = asha.memberships.get().staff_group
    group.is_retired = True
    group.save()

    assert wrong(SAME, "E2,Ben,Cole,,Clerk,,2020-01-01,,Reception,") == [(3, Fault.RETIRED_GROUP)]


def test_a_start_in_an_earlier_spell_is_asked_about(asha):
    EmploymentFactory(staff_member=asha, from_on=date(2017, 1, 1), to_on=date(2019, 6, 30))

    assert wrong(SAME.replace("2020", "2017", 1)) == [(2, Fault.START_OVERLAPS)]


def test_somebody_on_a_broken_row_is_never_taken_for_missing(asha):
    staff_import = checked(
        [HEADER, SAME.replace("2020-01-01", "soon")], leavers_last_day_on=date(2026, 11, 1)
    )

    assert kinds(staff_import) == {}


def test_every_fault_is_told_in_words_with_its_cure(asha):
    staff_import = checked(
        [HEADER, SAME, "E2,Ben,Cole,ASHA@x.example,Clerk,,2020-01-01,,,",
         "E3,Cy,Dee,,Clerk,,2020-01-01,,,", "E3,Di,Ex,,Clerk,,2020-01-01,,,"]
    )  # fmt: skip

    taken, twice, _again = problems_of(staff_import)
    assert taken.reason == "E1 already has this e-mail address."
    assert twice.reason == "This payroll number stands on rows 4, 5."
    assert twice.cure


def test_the_rows_to_correct_come_back_with_what_is_wrong(asha):
    staff_import = checked([HEADER, SAME, "E2,Ben,Cole,ben,Clerk,E9,soon,,,"])

    columns, rows = rows_to_correct(staff_import)

    assert [column.name for column in columns][-1] == "What to correct"
    [row] = rows
    assert row[:3] == ("E2", "Ben", "Cole")
    assert "email: This is not an e-mail address." in row[-1]


def test_corrected_rows_sent_back_with_our_column_are_taken_in(asha):
    staff_import = checked([f"{HEADER},What to correct", f"{SAME},"], is_full=False)

    assert kinds(staff_import) == {"unchanged": 1}
    assert staff_import.counts["ignored_columns"] == []


# A changed payroll number


def test_the_address_of_somebody_missing_may_be_the_same_person(asha):
    staff_import = checked([HEADER, SAME.replace("E1,", "E9,")])

    [problem] = problems_of(staff_import)
    assert problem.reason == (
        "E1 has this e-mail address and is not in the file. This may be the same person."
    )
    assert "give E1 in a column called previous payroll number" in problem.cure


def test_the_name_and_start_of_somebody_missing_are_a_hint(asha):
    row = "E9,ASHA,Baker,,Receptionist,,2020-01-01,,Reception,"

    [joiner] = checked([HEADER, row]).changes.filter(kind="joiner")

    assert joiner.hint == "May be the same person as E1."


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("E9,Asha,Cole,,Receptionist,,2020-01-01,,,", id="another name"),
        pytest.param("E9,Asha,Baker,,Receptionist,,2020-01-02,,,", id="another start"),
    ],
)
def test_others_are_no_hint(asha, row):
    [joiner] = checked([HEADER, row]).changes.filter(kind="joiner")

    assert joiner.hint == ""


def test_somebody_who_is_in_the_file_is_no_hint(asha):
    row = "E9,Asha,Baker,,Receptionist,,2020-01-01,,,"

    [joiner] = checked([HEADER, SAME, row]).changes.filter(kind="joiner")

    assert joiner.hint == ""


def test_a_previous_number_renames_the_person_and_their_log_in(asha):
    row = SAME.replace("E1,", "E9,") + "E1"
    staff_import = checked([HEADER, row], leavers_last_day_on=date(2026, 11, 1))
    assert numbers(staff_import, "corrected") == ["E9"]

    applied(staff_import)

    renamed = StaffMember.objects.get()
    assert (renamed.key, renamed.payroll_number) == (asha.key, "E9")
    assert renamed.user.username == "E9"
    assert Employment.objects.known().count() == 1
    assert kinds(checked([HEADER, row])) == {"unchanged": 1}


def test_others_may_report_to_somebody_by_the_new_number_or_the_old(asha):
    staff_import = checked(
        [HEADER, SAME.replace("E1,", "E9,") + "E1", "E2,Ben,Cole,,Clerk,E9,2020-01-01,,,",
         "E3,Cy,Dee,,Clerk,E1,2020-01-01,,,"]
    )  # fmt: skip

    applied(staff_import)

    assert faults(staff_import) == []
    assert asha.reports.count() == 2


def test_a_previous_number_that_nobody_has_is_a_joiners(asha):
    staff_import = checked([HEADER, SAME, "E2,Ben,Cole,,Clerk,,2020-01-01,,,E77"])

    assert numbers(staff_import, "joiner") == ["E2"]


def test_a_number_that_somebody_else_has_is_not_taken_over(asha):
    StaffMemberFactory(payroll_number="E5", first_name="Ben", last_name="Cole")

    assert wrong(SAME.replace("E1,", "E5,") + "E1") == [(2, Fault.NUMBER_TAKEN)]


def test_a_row_of_which_nothing_agrees_with_its_number_is_about_somebody_else(asha):
    other = SAME.replace("Asha,Baker,asha@x.example", "Ben,Cole,").replace("2020", "2024")

    assert wrong(other) == [(2, Fault.SOMEBODY_ELSE)]


def test_a_new_surname_and_a_corrected_start_are_the_same_person(asha):
    assert wrong(SAME.replace("Baker", "Cole").replace("2020", "2024")) == []


def test_a_previous_number_that_two_claim_is_nobodys(asha):
    rows = [f"{number},Asha,Baker,,Clerk,,2020-01-01,,,E1" for number in ("E8", "E9")]

    assert wrong(*rows) == [(2, Fault.PREVIOUS_TWICE), (3, Fault.PREVIOUS_TWICE)]


# A worker killed in the middle


def test_a_check_that_was_cut_short_leaves_nothing_to_apply_and_begins_afresh(asha):
    staff_import = checked([HEADER, SAME])

    class Killed(BaseException):
        pass

    def die(**told):
        raise Killed

    with pytest.raises(Killed):
        check_staff_import(staff_import=staff_import, at=AT, say=die)
    staff_import.refresh_from_db()
    assert not staff_import.is_checked
    assert StagedRow.objects.count() == 1
    with pytest.raises(StaffListChanged):
        applied(staff_import)

    again = check_staff_import(staff_import=staff_import, at=AT)

    assert kinds(again) == {"unchanged": 1}
    assert StagedRow.objects.count() == 1


def test_a_worker_that_wakes_writes_nothing_among_the_rows_of_another(asha):
    first = checked([HEADER, SAME])
    check_staff_import(staff_import=first, at=AT)

    with pytest.raises(StaffListChanged, match="begun again"):
        hold_check(first)


def test_progress_is_told_batch_by_batch(asha):
    told = []
    staff_import = checked([HEADER, SAME])

    check_staff_import(staff_import=staff_import, at=AT, say=lambda **words: told.append(words))

    assert [words.get("done") for words in told] == [1, None, 1, 0][: len(told)]
    assert told[-1]["total"] == 1


def test_a_check_takes_no_more_queries_for_a_batch_of_many(django_assert_max_num_queries):
    rows = [f"E{n},Asha,B{n},e{n}@x.example,Clerk,,2020-01-01,,," for n in range(400)]

    with django_assert_max_num_queries(90):
        checked([HEADER, *rows])

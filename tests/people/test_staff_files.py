"""The file itself: what it is, which column is which, how long it is kept, and its guard."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from learning.people.models import (
    StaffChange,
    StaffImport,
    StaffMember,
    StagedEnd,
    StagedFact,
    StagedProblem,
    StagedRow,
)
from learning.people.services import (
    DeparturesInDoubt,
    StaffFileRefused,
    StaffListChanged,
    check_staff_import,
    forget_staff_files,
    revise_staff_import,
    undo_staff_import,
    upload_staff_import,
)
from tests.factories.people import StaffMemberFactory
from tests.people.staff_lists import AT, TODAY, applied, checked, checked_file, kinds

pytestmark = pytest.mark.django_db

FIRST_LOAD_AT = datetime(2026, 10, 20, 9, tzinfo=UTC)
CHOICES = {
    "is_full": True,
    "creates_groups": False,
    "takes_effect_on": TODAY,
    "leavers_last_day_on": None,
}
HEADER = "payroll number,first name,last name,email,job title,start date"


@pytest.fixture
def northmoor():
    staff_import = checked_file("staff_list.csv", at=FIRST_LOAD_AT, creates_groups=True)
    return applied(staff_import, at=FIRST_LOAD_AT)


def test_a_workbook_is_taken_in_as_a_csv_file_is():
    book = openpyxl.Workbook()
    book.active.title = "Staff"
    book.active.append(HEADER.split(","))
    book.active.append([10454, "Asha", "Baker", None, "Clerk", datetime(2026, 11, 1)])
    book.create_sheet("Notes").append(["nothing"])
    content = io.BytesIO()
    book.save(content)

    staff_import = applied(checked(content.getvalue(), name="staff.xlsx"))

    assert "sheet “Staff”" in staff_import.detected["words"]
    assert staff_import.detected["other_sheets"] == ["Notes"]
    asha = StaffMember.objects.get(payroll_number="10454")
    assert asha.employments.get().from_on.isoformat() == "2026-11-01"


@pytest.mark.parametrize(
    ("encoding", "delimiter", "words"),
    [
        pytest.param("utf-8-sig", ",", "UTF-8", id="a mark and commas"),
        pytest.param("windows-1252", ";", "Windows-1252", id="Windows and semicolons"),
        pytest.param("utf-16", "\t", "UTF-16", id="UTF-16 and tabs"),
    ],
)
def test_what_was_found_in_a_file_is_said(encoding, delimiter, words):
    row = "E1,Zoë,Núñez,,Clerk,01/11/2026"

    staff_import = checked(f"{HEADER}\n{row}\n".replace(",", delimiter).encode(encoding))

    assert words in staff_import.detected["words"]
    assert kinds(staff_import) == {"joiner": 1}
    assert staff_import.changes.get().name == "Zoë Núñez"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"%PDF-1.7", "PDF", id="a PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(content, words):
    with pytest.raises(StaffFileRefused, match=words):
        upload_staff_import(
            file_name="x.csv", content=content, by=None, at=AT, takes_effect_on=TODAY
        )

    assert StaffImport.objects.count() == 0


def test_a_file_without_a_column_that_must_be_there_is_not_checked():
    with pytest.raises(ValidationError, match="payroll number, first name"):
        checked(["number,name", "1,Asha"])


def test_two_columns_cannot_be_the_same_field():
    staff_import = checked([HEADER])

    with pytest.raises(ValidationError, match="Two columns are given as first name"):
        revise_staff_import(
            staff_import=staff_import,
            mapping=staff_import.mapping | {"email": "first_name"},
            **CHOICES,
        )


def test_what_hr_says_of_the_columns_is_remembered_for_the_next_file_in_any_order():
    staff_import = checked(["payroll number,first name,last name,job title,start date,Base"])
    corrected = revise_staff_import(
        staff_import=staff_import,
        mapping=staff_import.mapping | {"Base": "department"},
        **CHOICES,
    )
    check_staff_import(staff_import=corrected, at=AT)

    again = checked(["BASE,start date,job title,payroll number,first name,last name"])

    assert again.mapping_is_remembered
    assert again.mapping["BASE"] == "department"
    assert again.mapping["first name"] == "first_name"


def test_a_file_is_kept_for_30_days_and_its_changes_for_ever(northmoor):
    forgotten = forget_staff_files(at=datetime(2026, 11, 20, 9, tzinfo=UTC))

    northmoor.refresh_from_db()
    assert forgotten == 1
    assert northmoor.content is None
    assert northmoor.counts["joiner"] == northmoor.changes.count() == 154


def test_staged_rows_go_when_the_file_is_applied_and_those_to_correct_after_30_days(northmoor):
    applied(checked_file("staff_list_next_month.csv"))

    assert StagedFact.objects.count() == 0
    assert StagedRow.objects.count() == 12
    forget_staff_files(at=AT + timedelta(days=31))
    assert StagedRow.objects.count() == StagedProblem.objects.count() == 0
    assert StagedEnd.objects.count() == 0
    assert StaffChange.objects.count() == 154 + 4 + 1 + 7 + 5


def test_a_file_that_was_never_applied_is_forgotten_with_what_it_would_have_done():
    staff_import = checked_file("staff_list.csv", creates_groups=True)

    forget_staff_files(at=AT + timedelta(days=31))

    assert StagedRow.objects.count() == StaffChange.objects.count() == 0
    with pytest.raises(StaffFileRefused, match="has been deleted"):
        check_staff_import(staff_import=StaffImport.objects.get(pk=staff_import.pk), at=AT)
    with pytest.raises(StaffListChanged):
        applied(staff_import)


def test_what_was_applied_yesterday_can_be_undone_however_old_the_file(northmoor):
    late = AT + timedelta(days=30, hours=-1)
    staff_import = applied(checked_file("staff_list_next_month.csv"), at=late)

    forget_staff_files(at=late + timedelta(hours=20))
    undo_staff_import(staff_import=staff_import, by=None, at=late + timedelta(hours=21))

    promoted = StaffMember.objects.get(payroll_number="E010636")
    assert promoted.posts.known().get().job_title == "Benefits Officer"


def test_other_choices_clear_away_what_was_checked():
    staff_import = checked_file("staff_list.csv", creates_groups=True)

    revised = revise_staff_import(staff_import=staff_import, **CHOICES)

    assert not revised.is_checked
    assert StagedRow.objects.count() == StagedFact.objects.count() == 0
    assert StaffChange.objects.count() == 0


def most_leave(**options):
    """Seven people in post, of whom the file names one."""
    staff = [StaffMemberFactory(first_name="Asha", last_name=f"B{n}") for n in range(7)]
    row = f"{staff[0].payroll_number},Asha,B0,,Receptionist,2020-01-01"
    return checked([HEADER, row], leavers_last_day_on=TODAY, **options)


def test_a_file_that_would_make_most_leave_asks_whether_it_is_a_part():
    staff_import = most_leave()

    with pytest.raises(DeparturesInDoubt, match=r"86% of your staff as leavers \(6 of 7\)"):
        applied(staff_import)

    assert StaffMember.objects.in_post_on(TODAY + timedelta(days=1)).count() == 7


def test_most_leave_when_hr_confirms_that_they_do():
    applied(most_leave(), confirms_departures=True)

    assert StaffMember.objects.in_post_on(TODAY + timedelta(days=1)).count() == 1
    assert StaffMember.objects.count() == 7

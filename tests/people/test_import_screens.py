"""Taking a staff list in, as HR does it on screen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.jobs.models import Job
from learning.jobs.services import run_job
from learning.people.models import StaffImport, StaffMember, User
from tests.factories.people import StaffGroupFactory, StaffMemberFactory

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"


def upload(hr, name, content=None):
    file = SimpleUploadedFile(name, content if content is not None else (DATA / name).read_bytes())
    return hr.post(reverse("staff_import:upload"), {"file": file}, follow=True)


def check(hr, seen, **choices):
    """Fill in the form as it is offered, with these choices, have it checked, and look."""
    form = seen.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False, "")}
    data |= {"extent": "full", "takes_effect_on": "2026-11-23"} | choices
    data = {name: value for name, value in data.items() if value is not None}
    address = reverse("staff_import:inspect", args=[seen.context["staff_import"].pk])
    hr.post(address, data)
    run_job(Job.objects.latest("pk"))
    return hr.get(address)


def apply(hr, seen, **ticks):
    staff_import = seen.context["staff_import"]
    return hr.post(
        reverse("staff_import:apply", args=[staff_import.pk]),
        {"check_key": str(staff_import.check_key)} | ticks,
        follow=True,
    )


@pytest.fixture
def northmoor(hr):
    return apply(hr, check(hr, upload(hr, "staff_list.csv")))


def test_hr_takes_in_the_first_list_group_by_group(hr):
    seen = upload(hr, "staff_list.csv")
    assert "What was found in the file" in seen.content.decode()
    assert StaffMember.objects.count() == 0

    seen = check(hr, seen)
    assert "Joiners (154)" in seen.content.decode()
    assert len(seen.context["staff_import"].new_groups) == 12
    assert StaffMember.objects.count() == 0

    seen = apply(hr, seen)
    assert StaffMember.objects.count() == 154
    assert "Applied on" in seen.content.decode()


def test_hr_says_whether_the_file_is_the_whole_list(hr):
    seen = check(hr, upload(hr, "staff_list.csv"))
    again = upload(hr, "staff_list.csv")
    address = reverse("staff_import:inspect", args=[again.context["staff_import"].pk])

    page = hr.post(address, {"takes_effect_on": "2026-11-23"}).content.decode()

    assert "This field is required" in page
    assert seen.context["staff_import"].is_checked


def test_pressing_check_leads_to_the_progress_of_the_check(hr):
    seen = upload(hr, "staff_list.csv")
    form = seen.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    address = reverse("staff_import:inspect", args=[seen.context["staff_import"].pk])

    answer = hr.post(address, data | {"extent": "full", "takes_effect_on": "2026-11-23"})

    job = Job.objects.get()
    assert answer.url == reverse("jobs:job", args=[job.key])
    assert (job.title, job.where) == ("Checking staff_list.csv", address)
    run_job(job)
    assert job.told == "Rows compared with the staff list: 154"
    assert hr.get(answer.url).url == address


def test_without_the_tick_rows_that_name_an_unknown_group_are_left_out(hr):
    seen = check(hr, upload(hr, "staff_list.csv"), creates_groups=None)

    page = seen.content.decode()
    assert "names 12 staff groups that do not exist" in page
    assert "There is nothing to apply" in page


def test_once_there_are_groups_a_new_name_may_be_a_slip_and_is_not_ticked(hr):
    StaffGroupFactory(name="Reception")

    seen = check(hr, upload(hr, "staff_list.csv"))

    assert "names 11 staff groups that do not exist" in seen.content.decode()


def test_next_month_shows_every_kind_and_every_broken_row(hr, northmoor):
    page = check(hr, upload(hr, "staff_list_next_month.csv")).content.decode()

    for words in ("Joiners (4)", "Returners (1)", "Movers (7)", "Not in the file (5)"):
        assert words in page
    assert "30/02/2025" in page
    assert "There is no such date." in page


def test_the_list_of_imports_names_whoever_uploaded_a_file(hr, northmoor):
    User.objects.update(first_name="Wendy", last_name="Davies")
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    StaffImport.objects.create(file_name="sent.csv", uploaded_at=at, takes_effect_on=at.date())

    table = hr.get(reverse("staff_import:index")).context["table"]

    by = {row.file_name: table.columns["by"].get_value(row) for row in table.data}
    assert by == {"staff_list.csv": "Wendy Davies", "sent.csv": "–"}


def test_leavers_are_only_those_that_hr_gives_a_day(hr, northmoor):
    seen = upload(hr, "staff_list_next_month.csv")

    page = check(hr, seen, leavers_last_day_on="2026-10-31").content.decode()

    assert "Leavers (5)" in page
    assert "Not in the file (" not in page


def test_a_column_is_taken_as_hr_says(hr):
    content = b"No,First name,Surname,Job,Start\nE1,Asha,Baker,Clerk,2026-11-01\n"
    seen = upload(hr, "staff.csv", content)
    page = hr.post(
        reverse("staff_import:inspect", args=[seen.context["staff_import"].pk]),
        {"extent": "full", "takes_effect_on": "2026-11-23"},
    ).content.decode()
    assert "No column of the file is given as: payroll number" in page

    seen = check(hr, seen, column_0="payroll_number")

    assert "Joiners (1)" in seen.content.decode()
    page = upload(hr, "staff.csv", content).content.decode()
    assert "as the last time that a file had these columns" in page


def test_a_leaving_date_that_stands_for_no_end_is_said_to(hr):
    content = (
        b"payroll number,first name,last name,job title,start date,leaving date\n"
        b"E1,Asha,Baker,Clerk,26-OCT-2015,31-DEC-4712\n"
        b"E2,Ben,Cole,Clerk,2015-10-26 00:00:00.000,31-DEC-4712\n"
        b"E3,Cy,Dunn,Clerk,26/10/15,\n"
    )

    page = check(hr, upload(hr, "staff.csv", content)).content.decode()

    assert "Joiners (3)" in page
    assert "The leaving date 31-DEC-4712 in 2 rows is taken as no end." in page


def test_the_rows_to_correct_come_as_a_file_without_live_formulas(hr, northmoor):
    seen = check(hr, upload(hr, "staff_list_next_month.csv"))

    response = hr.get(reverse("staff_import:corrections", args=[seen.context["staff_import"].pk]))

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 1 + 12
    assert lines[0].endswith("Groups,What to correct")
    assert ",=" not in text
    assert ',"=' not in text
    assert "'=1+1" in text


def test_the_changes_come_as_a_file(hr, northmoor):
    seen = check(hr, upload(hr, "staff_list_next_month.csv"))

    response = hr.get(reverse("staff_import:changes", args=[seen.context["staff_import"].pk]))

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 4 + 1 + 7 + 5


def test_what_changed_since_the_check_stops_the_import(hr, northmoor):
    seen = check(hr, upload(hr, "staff_list_next_month.csv"))
    StaffMember.objects.filter(payroll_number="E010614").update(last_name="Changed")

    page = apply(hr, seen).content.decode()

    assert "has changed since the check" in page
    assert StaffMember.objects.filter(payroll_number="E098001").count() == 0


def test_a_file_that_would_make_most_leave_wants_a_tick(hr):
    for number in range(7):
        StaffMemberFactory(first_name="Asha", last_name=f"B{number}")
    content = b"payroll number,first name,last name,job title,start date\nE1,A,B,C,2026-11-01\n"
    seen = check(hr, upload(hr, "staff.csv", content), leavers_last_day_on="2026-11-30")
    assert "would mark 100% of your staff as leavers (7 of 7)" in seen.content.decode()

    assert "Is it a partial file?" in apply(hr, seen).content.decode()
    assert not StaffImport.objects.get().is_applied

    apply(hr, seen, confirms_departures="on")
    assert StaffImport.objects.get().is_applied


def test_a_last_day_before_somebody_began_leaves_nothing_to_press(hr):
    StaffMemberFactory(first_name="Umar", last_name="Brown", payroll_number="E000002")
    content = b"payroll number,first name,last name,job title,start date\nE1,A,B,C,2026-11-01\n"

    seen = check(hr, upload(hr, "staff.csv", content), leavers_last_day_on="2019-01-01")

    page = seen.content.decode()
    assert "1 January 2019: Umar Brown (E000002). Nobody leaves before they began" in page
    assert "Apply these changes" not in page
    assert "Umar Brown" in apply(hr, seen).content.decode()
    assert not StaffImport.objects.get().is_applied


def test_an_import_is_undone_by_a_button(hr, northmoor):
    staff_import = StaffImport.objects.get()
    address = reverse("staff_import:inspect", args=[staff_import.pk])
    undo = reverse("staff_import:undo", args=[staff_import.pk])
    assert undo in hr.get(address).content.decode()

    assert "Nothing was undone" in hr.post(undo, follow=True).content.decode()
    assert not StaffImport.objects.get().is_undone

    page = hr.post(undo, {"is_sure": "on"}, follow=True).content.decode()

    assert "The staff list is as it was before this file." in page
    assert "Undone on" in page
    assert undo not in page


def test_after_a_day_there_is_no_such_button(hr, northmoor):
    staff_import = StaffImport.objects.get()
    StaffImport.objects.update(applied_at=staff_import.applied_at - timedelta(hours=25))
    undo = reverse("staff_import:undo", args=[staff_import.pk])
    address = reverse("staff_import:inspect", args=[staff_import.pk])

    assert undo not in hr.get(address).content.decode()
    assert "can be undone for 24 hours" in hr.post(undo, {"is_sure": "on"}, follow=True).text


def test_a_file_that_cannot_be_read_is_explained(hr):
    page = upload(hr, "staff.pdf", b"%PDF-1.7 and so on").content.decode()

    assert "This is a PDF" in page
    assert StaffImport.objects.count() == 0


def test_an_import_keeps_what_it_did_after_the_file_is_gone(hr, northmoor):
    StaffImport.objects.update(content=None)

    page = hr.get(
        reverse("staff_import:inspect", args=[StaffImport.objects.get().pk])
    ).content.decode()

    assert "Joiners (154)" in page
    assert "has been deleted" in page


def test_looking_takes_the_same_number_of_queries_whatever_the_size(
    hr, northmoor, django_assert_max_num_queries
):
    seen = check(hr, upload(hr, "staff_list_next_month.csv"))
    address = reverse("staff_import:inspect", args=[seen.context["staff_import"].pk])

    with django_assert_max_num_queries(25):
        hr.get(address)

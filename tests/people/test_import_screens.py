"""Taking a staff list in, as HR does it on screen."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.people.models import StaffImport, StaffMember
from tests.factories.people import StaffGroupFactory

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"


def upload(hr, name, content=None):
    file = SimpleUploadedFile(name, content if content is not None else (DATA / name).read_bytes())
    return hr.post(reverse("staff_import:upload"), {"file": file}, follow=True)


def look(hr, staff_import, **choices):
    data = {"takes_effect_on": "2026-11-23"} | choices
    return hr.post(reverse("staff_import:inspect", args=[staff_import.pk]), data, follow=True)


def apply(hr, response):
    plan = response.context["plan"]
    pk = response.context["staff_import"].pk
    return hr.post(
        reverse("staff_import:apply", args=[pk]), {"plan_digest": plan.digest()}, follow=True
    )


@pytest.fixture
def northmoor(hr):
    return apply(hr, upload(hr, "staff_list.csv"))


def test_hr_takes_in_the_first_list_group_by_group(hr):
    seen = upload(hr, "staff_list.csv")
    assert seen.context["plan"].counts["joiner"] == 154
    assert len(seen.context["plan"].new_groups) == 12
    assert StaffMember.objects.count() == 0

    seen = apply(hr, seen)
    assert StaffMember.objects.count() == 154
    assert "Applied on" in seen.content.decode()


def test_without_the_tick_rows_that_name_an_unknown_group_are_left_out(hr):
    upload(hr, "staff_list.csv")

    seen = look(hr, StaffImport.objects.get())

    assert "names 12 staff groups that do not exist" in seen.content.decode()
    assert not seen.context["plan"].changes_anything


def test_once_there_are_groups_a_new_name_may_be_a_slip_and_is_not_ticked(hr):
    StaffGroupFactory(name="Reception")

    seen = upload(hr, "staff_list.csv")

    assert "names 11 staff groups that do not exist" in seen.content.decode()


def test_next_month_shows_every_kind_and_every_broken_row(hr, northmoor):
    page = upload(hr, "staff_list_next_month.csv").content.decode()

    for words in ("Joiners (4)", "Returners (1)", "Movers (7)", "Not in the file (5)"):
        assert words in page
    assert "30/02/2025" in page
    assert "There is no such date." in page


def test_leavers_are_only_those_that_hr_gives_a_day(hr, northmoor):
    upload(hr, "staff_list_next_month.csv")
    staff_import = StaffImport.objects.first()

    page = look(hr, staff_import, leavers_last_day_on="2026-10-31").content.decode()

    assert "Leavers (5)" in page
    assert "Not in the file (" not in page


def test_the_rows_to_correct_come_as_a_file_without_live_formulas(hr, northmoor):
    upload(hr, "staff_list_next_month.csv")

    response = hr.get(reverse("staff_import:corrections", args=[StaffImport.objects.first().pk]))

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 1 + 12
    assert lines[0].endswith("Groups,What to correct")
    assert ",=" not in text
    assert ',"=' not in text
    assert "'=1+1" in text


def test_what_changed_since_hr_looked_stops_the_import(hr, northmoor):
    seen = upload(hr, "staff_list_next_month.csv")
    StaffMember.objects.filter(payroll_number="E010614").update(last_name="Changed")

    page = apply(hr, seen).content.decode()

    assert "has changed since you looked" in page
    assert StaffMember.objects.filter(payroll_number="E098001").count() == 0


def test_a_file_that_cannot_be_read_is_explained(hr):
    page = upload(hr, "staff.xlsx", b"PK\x03\x04 and so on").content.decode()

    assert "save it as CSV" in page
    assert StaffImport.objects.count() == 0


def test_an_import_keeps_what_it_did_after_the_file_is_gone(hr, northmoor):
    StaffImport.objects.update(content=None)

    page = hr.get(
        reverse("staff_import:inspect", args=[StaffImport.objects.get().pk])
    ).content.decode()

    assert "Joiners (154)" in page
    assert "has been deleted" in page

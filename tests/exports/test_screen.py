import csv
import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.exports.models import Export
from learning.people.permissions import Role
from tests.exports.reading import started
from tests.factories.exports import many_completions
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

EVERYTHING = {"with_voided": "on"}


def address():
    return reverse("exports:completions")


def text_of(response):
    page = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", page).replace(" ,", ",").replace(" :", ":")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICERS])
@pytest.mark.parametrize("file_format", ["", "zip", "xlsx"])
def test_only_hr_may_export(client, passed, role, file_format):
    client.force_login(UserFactory(roles=[role]))

    for response in (
        client.get(address()),
        client.post(address(), EVERYTHING | {"file_format": file_format}),
    ):
        # Wagtail sends those who may not look back to its front page.
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
    assert not Export.objects.exists()


def test_a_staff_member_may_not_export(client, passed):
    client.force_login(StaffMemberFactory().user)

    assert client.post(address(), {"file_format": "zip"}).status_code in (302, 403)
    assert not Export.objects.exists()


def test_nobody_exports_without_signing_in(client, passed):
    response = client.post(address(), {"file_format": "zip"})

    assert response.status_code == 302
    assert "login" in response.url
    assert not Export.objects.exists()


def test_hr_finds_the_screen_in_the_training_menu(hr):
    assert "Export records" in hr.get(reverse("wagtailadmin_home")).content.decode()
    assert "Nothing has been exported yet" in text_of(hr.get(address()))


def test_others_do_not_find_it_in_their_menu(client):
    client.force_login(UserFactory(roles=[Role.CSE_LEADS]))

    assert "Export records" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_hr_sees_how_many_match_before_taking_them(hr, passed, voided, april, reception):
    said = text_of(hr.post(address(), EVERYTHING))
    assert "3 completions match, 1 of them voided: everything." in said

    said = text_of(hr.post(address(), {"staff_groups": [reception.pk]}))
    assert "2 completions match: Reception; without voided completions." in said
    assert not Export.objects.exists()


def test_where_nothing_matches_the_screen_says_what_to_do(hr, passed):
    said = text_of(hr.post(address(), {"from_on": "01/01/2030"}))

    assert "0 completions match: completed from 1 January 2030 on; without" in said
    assert "Widen the period" in said


def test_hr_takes_a_zip(hr, officer, passed, april, complaints):
    response = hr.post(address(), {"activity": complaints.pk, "file_format": "zip"})
    archive = zipfile.ZipFile(io.BytesIO(response.getvalue()))
    table = csv.reader(io.StringIO(archive.read("completions.csv").decode(), newline=""))

    assert re.fullmatch(
        r'attachment; filename="completions-\d{4}-\d\d-\d\d\.zip"', response["Content-Disposition"]
    )
    assert "no-store" in response["Cache-Control"]
    assert len(list(table)) == 2
    export = Export.objects.get()
    assert (export.made_by, export.row_count) == (officer, 1)
    assert export.finished_at


def test_hr_takes_a_workbook(hr, passed):
    from openpyxl import load_workbook

    response = hr.post(address(), EVERYTHING | {"file_format": "xlsx"})
    sheet = load_workbook(io.BytesIO(response.getvalue()))["Completions"]

    assert response["Content-Disposition"].endswith('.xlsx"')
    assert sheet.max_row == 2


@pytest.mark.parametrize("day", ["31/03/2026", "2026-03-31", "31 March 2026", "31/3/26"])
def test_a_day_may_be_written_as_people_do(hr, april, day):
    assert "1 completion matches: completed from 31 March 2026 on;" in text_of(
        hr.post(address(), {"from_on": day})
    )


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        pytest.param({"from_on": "31/02/2026"}, "for example 31/03/2026", id="no such day"),
        pytest.param({"to_on": "soon"}, "for example 31/03/2026", id="no date at all"),
        pytest.param(
            {"from_on": "02/04/2026", "to_on": "01/04/2026"}, "Swap the two", id="the wrong way"
        ),
    ],
)
def test_a_bad_date_takes_nothing_and_says_how_to_write_it(hr, passed, dates, sentence):
    response = hr.post(address(), dates | {"file_format": "zip"})

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Nothing was exported" in text_of(response)
    assert not Export.objects.exists()


def test_an_unknown_format_takes_nothing(hr, passed):
    assert hr.post(address(), {"file_format": "csv"}).status_code == 200
    assert not Export.objects.exists()


def test_the_list_says_who_took_what_and_whether_it_is_whole(hr, passed, reception):
    hr.post(address(), {"staff_groups": [reception.pk], "file_format": "zip"}).getvalue()
    started(element="2.2.1")
    whole = Export.objects.get(made_by_name="Priya Shah")

    said = text_of(hr.get(address()))

    assert "Priya Shah Reception; without voided completions CSV in a zip 1 Whole" in said
    assert whole.sha256 in said
    assert "cron Element 2.2.1 CSV in a zip" in said
    assert "Not whole" in said


def test_the_screen_asks_the_database_as_often_however_much_there_is(hr, reception):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            hr.post(address(), EVERYTHING | {"staff_groups": [reception.pk]})
        return len(seen)

    many_completions(2)
    for _number in range(2):
        started()
    queries()
    few = queries()
    many_completions(50)
    for _number in range(25):
        started()

    assert queries() == few

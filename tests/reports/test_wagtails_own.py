"""Reports that Wagtail brings leave as ours do: defused, and written down."""

import csv
import io

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from learning.people.permissions import Role
from learning.people.services import issue_first_log_in
from learning.reports.models import ReportDownload
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
SITE_HISTORY = "/admin/reports/site-history/"


@pytest.fixture
def hr_officer():
    return UserFactory(roles=[Role.HR_OFFICERS])


def test_a_name_in_the_site_history_is_no_formula_in_a_spreadsheet(client, hr_officer):
    asha = StaffMemberFactory(never_signed_in=True, first_name="=1+1", last_name="Naik")
    issue_first_log_in(staff_member=asha, by=hr_officer, at=timezone.now())
    client.force_login(hr_officer)

    file = client.get(SITE_HISTORY, {"export": "csv"}).getvalue().decode("utf-8-sig")

    _heading, row = csv.reader(io.StringIO(file))
    assert row[1] == "'=1+1 Naik"


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_it_is_written_down_that_the_site_history_leaves(client, hr_officer, file_format):
    client.force_login(hr_officer)

    client.get(SITE_HISTORY, {"export": file_format, "label": "Asha"})

    download = ReportDownload.objects.get()
    assert download.report == "wagtailadmin_reports-site_history"
    assert download.file_format == file_format
    assert download.query == "label=Asha"
    assert ModelLogEntry.objects.filter(action="reports.download", user=hr_officer).exists()

"""HR's reports on the staff list."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.people.permissions import Role
from learning.people.reports import REPORTS
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def staff(reception):
    StaffMemberFactory(last_name="Nologin", never_signed_in=True, staff_groups=[reception])
    StaffMemberFactory(
        last_name="Unused",
        department="Housing",
        site="Town Hall",
        first_day_on=date(2026, 5, 22),
    )
    StaffMemberFactory(last_name="Gone", never_signed_in=True, left=True)
    keen = StaffMemberFactory(last_name="Keen")
    keen.user.last_login = NOW
    keen.user.save()


def look(client, slug, **filters):
    response = client.get(reverse(f"report_{slug}"), filters)
    assert response.status_code == 200
    return response


def names(response):
    return [row.last_name for row in response.context["table"].data]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICERS])
def test_nobody_but_hr_opens_a_report(client, report, role):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(reverse(f"report_{report.slug}")).status_code == 403
    assert client.get(reverse(f"report_{report.slug}_results")).status_code == 403


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
def test_an_empty_report_says_so(hr, report):
    assert str(report.nothing) in look(hr, report.slug).text


def test_whoever_works_here_and_never_signed_in_is_named_longest_here_first(hr, staff):
    shown = look(hr, "never-signed-in")

    assert names(shown) == ["Nologin", "Unused"]
    assert [row.days_here for row in shown.context["table"].data] == [2343, 10]
    assert "Of 3 people in post on 1 June 2026." in shown.text


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"log_in": "none"}, ["Nologin"]),
        ({"log_in": "never used"}, ["Unused"]),
        ({"department": "Housing"}, ["Unused"]),
        ({"site": "Civic Centre"}, ["Nologin"]),
        ({"ordering": "-here_since"}, ["Unused", "Nologin"]),
    ],
    ids=str,
)
def test_it_is_filtered_and_sorted(hr, staff, filters, expected):
    assert names(look(hr, "never-signed-in", **filters)) == expected


def test_it_is_filtered_by_group(hr, staff, reception):
    assert names(look(hr, "never-signed-in", group=reception.pk)) == ["Nologin"]


def test_each_figure_opens_on_its_names(hr, staff):
    figures = look(hr, "never-signed-in").context["figures"]

    assert [(one.number, names(hr.get(one.url))) for one in figures] == [
        ("1", ["Nologin"]),
        ("1", ["Unused"]),
    ]


def test_it_leaves_as_a_file(hr, staff):
    response = hr.get(reverse("report_never-signed-in"), {"export": "csv", "log_in": "none"})
    header, line = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert header == "Staff member,Payroll number,Department,Site,Log-in,Here since,Days here"
    assert line.endswith("Customer Services,Civic Centre,No log-in,2020-01-01,2343")


def test_it_asks_the_same_few_questions_however_many_there_are(hr, staff):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            look(hr, "never-signed-in")
        return len(captured)

    queries()
    few = queries()
    for _each in range(5):
        StaffMemberFactory(never_signed_in=True)

    assert queries() == few <= 25

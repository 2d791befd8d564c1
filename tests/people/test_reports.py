"""HR's reports on the staff list."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.people.models import StaffImport, StaffMember
from learning.people.permissions import Role
from learning.people.reports import REPORTS
from tests.factories.people import (
    EmploymentFactory,
    PostFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)

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
    ("back_on", "since"),
    [(date(2026, 1, 1), date(2020, 1, 1)), (date(2026, 1, 2), date(2026, 1, 2))],
    ids=["the-next-day", "after-a-break"],
)
def test_whoever_came_back_without_a_break_is_here_since_they_first_began(hr, back_on, since):
    returner = StaffMemberFactory(left=True)
    EmploymentFactory(staff_member=returner, from_on=back_on)

    [row] = look(hr, "never-signed-in").context["table"].data

    assert (row.here_since, row.days_here) == (since, (NOW.date() - since).days)


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


@pytest.mark.parametrize(
    "place", [{"department": "Libraries"}, {"site": "Depot"}, {"department": "Housing"}], ids=str
)
def test_somebody_with_two_posts_is_found_at_both(hr, staff, place):
    both = StaffMember.objects.get(last_name="Unused")
    PostFactory(staff_member=both, department="Libraries", site="Depot", from_on=date(2026, 5, 25))

    [row] = look(hr, "never-signed-in", **place).context["table"].data

    assert row == both
    assert all(getattr(row, name) == value for name, value in place.items())


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


@pytest.fixture
def imports():
    """Two that were applied, in different months, and one that was only looked at."""
    for name, by, applied_at, joiners in (
        ("april.csv", "Wendy Davies", datetime(2026, 4, 30, 22, 59, tzinfo=UTC), 12),
        ("may.csv", "Ann Other", datetime(2026, 5, 27, 9, tzinfo=UTC), 0),
        ("draft.csv", "", None, 3),
    ):
        StaffImport.objects.create(
            file_name=name,
            sha256="0" * 64,
            uploaded_at=NOW,
            takes_effect_on=date(2026, 5, 1),
            applied_at=applied_at,
            applied_by_name=by,
            counts={"joiner": joiners, "mover": 4, "leaver": 2, "new_groups": 1},
        )


def files(response):
    return [row.file_name for row in response.context["table"].data]


def test_applied_imports_say_who_when_and_how_many_of_each(hr, imports):
    response = hr.get(reverse("report_imports"), {"export": "csv", "ordering": "applied_at"})
    header, april, may = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert header == (
        "Applied,File,By,Takes effect,Undone,Joiners,Returners,Movers,Leavers,Details corrected"
    )
    assert april.startswith(
        "2026-04-30T23:59:00+01:00,april.csv,Wendy Davies,2026-05-01,,12,0,4,2,"
    )
    assert may.endswith("may.csv,Ann Other,2026-05-01,,0,0,4,2,0")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["may.csv", "april.csv"]),
        ({"applied_at_to": "2026-04-30"}, ["april.csv"]),
        ({"applied_at_from": "2026-05-01"}, ["may.csv"]),
        ({"by": "wendy"}, ["april.csv"]),
    ],
    ids=str,
)
def test_imports_are_filtered(hr, imports, filters, expected):
    assert files(look(hr, "imports", **filters)) == expected


def test_the_numbers_of_an_import_open_on_its_names(hr, imports):
    table = look(hr, "imports").context["table"]

    [may, _april] = table.data
    urls = {column.url(may) for column in table.columns.values() if column.url}
    assert urls == {reverse("staff_import:inspect", args=[may.pk])}


@pytest.mark.parametrize("slug", ["never-signed-in", "imports"])
def test_it_asks_the_same_few_questions_however_many_there_are(hr, staff, imports, slug):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            look(hr, slug)
        return len(captured)

    queries()
    few = queries()
    for number in range(5):
        StaffMemberFactory(never_signed_in=True)
        StaffImport.objects.create(
            file_name=f"{number}.csv",
            sha256="0" * 64,
            uploaded_at=NOW,
            takes_effect_on=NOW.date(),
            applied_at=NOW,
        )

    assert queries() == few <= 25

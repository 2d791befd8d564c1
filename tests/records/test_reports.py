"""HR's reports: each answers its question, opens on names, and leaves through the one writer."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.people.permissions import Role
from learning.records.reports import REPORTS
from learning.reports.models import SavedFilter
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    PostFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import AssignmentFactory, CompletionFactory, WaiverFactory
from tests.records.report_pages import look, names

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
def complaints(reception):
    activity = ActivityFactory(title="Complaints", yearly=True)
    AssignmentFactory(
        activity=activity, staff_group=reception, due_days=30, from_on=date(2026, 2, 3)
    )
    return activity


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICERS])
def test_nobody_but_hr_opens_a_report(client, report, role):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(reverse(f"report_{report.slug}")).status_code == 403
    assert client.get(reverse(f"report_{report.slug}_results")).status_code == 403


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
def test_an_empty_report_says_so(client, hr, report):
    assert str(report.nothing) in look(client, report.slug).text


def test_who_is_late_is_named_with_the_reason(client, hr, reception, complaints):
    StaffMemberFactory(last_name="Late", staff_groups=[reception])
    done = StaffMemberFactory(last_name="Done", staff_groups=[reception])
    CompletionFactory(staff_member=done, activity=complaints)

    shown = look(client, "overdue")

    assert names(shown) == ["Late"]
    assert (
        "For everyone in Reception. Due 5 March 2026: 30 days after it was assigned on "
        "3 February 2026." in shown.text
    )
    assert "As at 1 June 2026." in shown.text


def test_each_figure_opens_on_the_names_that_make_it(client, hr, reception, complaints):
    StaffMemberFactory(last_name="Never", staff_groups=[reception])
    lapsed = StaffMemberFactory(last_name="Lapsed", staff_groups=[reception])
    at = datetime(2025, 3, 1, 9, tzinfo=UTC)
    CompletionFactory(staff_member=lapsed, activity=complaints, completed_at=at)

    people, mandatory, never, again = look(client, "overdue", group=reception.pk).context["figures"]

    assert [each.number for each in (people, mandatory, never, again)] == ["2", "2", "1", "1"]
    assert names(client.get(never.url)) == ["Never"]
    assert names(client.get(again.url)) == ["Lapsed"]


def test_a_filter_that_is_on_is_said_in_words(client, hr):
    shown = look(client, "completion", mandatory="false", as_at="2026-03-01")

    said = {str(each.field_label): each.value for each in shown.context["view"].active_filters}
    assert said == {"Mandatory": "No", "As at": "1 March 2026"}


def test_the_same_word_looks_the_same_whether_mandatory_or_not(client, hr, reception, complaints):
    privacy = ActivityFactory(title="Privacy")
    AssignmentFactory(activity=privacy, staff_group=reception, is_mandatory=False)
    person = StaffMemberFactory(last_name="Done", staff_groups=[reception])
    for activity in (complaints, privacy):
        CompletionFactory(staff_member=person, activity=activity)

    shown = look(client, "standings")

    looks = {
        (row.get_status_display(), shown.context["table"].columns["status"].pressing(row))
        for row in shown.context["table"].data
    }
    assert looks == {("Current", False)}


def test_what_stops_counting_within_90_days_is_listed_and_more_on_asking(
    client, hr, reception, complaints
):
    for name, day in (("Soon", date(2025, 7, 1)), ("Later", date(2025, 10, 1))):
        person = StaffMemberFactory(last_name=name, staff_groups=[reception])
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        CompletionFactory(staff_member=person, activity=complaints, completed_at=at)

    assert names(look(client, "expiring")) == ["Soon"]
    assert names(look(client, "expiring", within="180")) == ["Soon", "Later"]
    assert names(look(client, "expiring", within="30")) == ["Soon"]


@pytest.mark.parametrize("slug", ["overdue", "expiring"])
def test_a_list_of_today_says_whom_it_leaves_out(client, hr, slug):
    assert "Whoever is away or waived today is left out" in look(client, slug).text


def test_filters_and_order_stand_in_the_address(client, hr, reception, complaints):
    for name in ("Baker", "Adams"):
        StaffMemberFactory(last_name=name, staff_groups=[reception])
    other = ActivityFactory(title="Privacy")
    AssignmentFactory(activity=other, staff_group=reception, due_on=date(2026, 3, 1))

    shown = look(client, "overdue", activity=complaints.pk, ordering="staff_member__last_name")

    assert names(shown) == ["Adams", "Baker"]


def test_a_report_is_downloaded_defused_and_the_download_is_logged(
    client, hr, reception, complaints
):
    StaffMemberFactory(first_name="=1+1", last_name="Late", staff_groups=[reception])

    response = client.get(reverse("report_overdue"), {"export": "csv", "group": reception.pk})
    content = b"".join(response.streaming_content).decode("utf-8-sig")

    assert content.splitlines()[0].startswith("Staff member,Payroll number,Department,Activity,")
    assert "'=1+1 Late" in content
    assert "Due 5 March 2026" in content
    logged = ModelLogEntry.objects.get(action="reports.download")
    assert logged.user == hr
    assert logged.data == {"filters": f"group={reception.pk}"}


def test_a_report_is_downloaded_as_a_workbook(client, hr, reception, complaints):
    StaffMemberFactory(last_name="Late", staff_groups=[reception])

    response = client.get(reverse("report_overdue"), {"export": "xlsx"})

    assert b"".join(response.streaming_content).startswith(b"PK")


def test_filters_are_saved_under_a_name_for_their_owner_alone(client, hr):
    query = "group=1&ordering=due_on&p=3"

    response = client.post(
        reverse("save_filter", args=["overdue"]), {"name": " My  desk ", "query": query}
    )

    saved = SavedFilter.objects.get()
    assert (saved.owner, saved.name, saved.query) == (hr, "My desk", "group=1&ordering=due_on")
    assert response.url == f"{reverse('report_overdue')}?group=1&ordering=due_on"
    assert "My desk" in look(client, "overdue").text
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))
    assert "My desk" not in look(client, "overdue").text


def test_nobody_throws_away_what_another_saved(client, hr):
    saved = SavedFilter.objects.create(owner=hr, report="overdue", name="Mine", query="")
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))

    assert client.post(reverse("forget_filter", args=[saved.pk])).status_code == 404
    assert SavedFilter.objects.exists()


def test_filters_without_a_name_or_of_no_report_are_not_saved(client, hr):
    client.post(reverse("save_filter", args=["overdue"]), {"name": " ", "query": "p=1"})

    assert client.post(reverse("save_filter", args=["nothing"]), {"name": "A"}).status_code == 404
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("slug", ["overdue", "expiring"])
def test_a_report_asks_the_same_few_questions_however_many_it_names(
    client, hr, reception, complaints, slug
):
    def fill(count):
        for _each in range(count):
            person = StaffMemberFactory(staff_groups=[reception])
            late = StaffMemberFactory(staff_groups=[reception])
            day = datetime(2025, 7, 1, 9, tzinfo=UTC)
            CompletionFactory(staff_member=person, activity=complaints, completed_at=day)
            assert late
        look(client, slug)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            look(client, slug)
        return len(captured)

    fill(1)
    few = queries()
    fill(6)

    assert queries() == few <= 25


@pytest.mark.parametrize(
    ("slug", "asked"),
    [
        ("completion", {"activity": "9" * 41}),
        ("grid", {"activity": "9" * 41}),
        ("completion", {"as_at": "9999-12-31"}),
        ("completion", {"known_on": "9999-12-31"}),
        ("changes", {"day_to": "9999-12-31"}),
    ],
)
def test_an_address_that_nobody_can_mean_is_a_filter_to_put_right(client, hr, slug, asked):
    assert client.get(reverse(f"report_{slug}"), asked).status_code == 200


@pytest.mark.parametrize(
    ("slug", "asked", "said"),
    [
        ("completion", {"as_at": "2026-02-30"}, "A filter makes no sense."),
        ("overdue", {"group": "9" * 41}, "A filter makes no sense."),
        ("standings", {"as_at": "2026-05-01"}, "choose an activity"),
    ],
)
def test_no_file_passes_for_nobody_where_there_is_no_list(client, hr, slug, asked, said):
    address = reverse(f"report_{slug}")

    answer = client.get(address, asked | {"export": "csv"}, follow=True)

    assert answer.redirect_chain == [(f"{address}?{urlencode(asked)}", 302)]
    assert said in answer.text


@pytest.mark.parametrize("department", ["Housing", "Libraries"])
@pytest.mark.parametrize(
    ("slug", "filters"),
    [
        ("overdue", {}),
        ("standings", {}),
        ("standings", {"as_at": "2026-05-01"}),
        ("excused", {"between_from": "2026-01-01"}),
        ("grid", {}),
    ],
)
def test_somebody_with_two_posts_is_found_under_both_departments(
    client, hr, reception, complaints, slug, filters, department
):
    asha = StaffMemberFactory(last_name="Two", staff_groups=[reception], department="Housing")
    PostFactory(staff_member=asha, department="Libraries", from_on=date(2026, 1, 5))
    WaiverFactory(staff_member=asha, from_on=date(2026, 1, 5), to_on=date(2026, 1, 9))
    if slug == "standings":
        filters = filters | {"activity": complaints.pk}

    shown = look(client, slug, department=department, **filters)

    [row] = shown.context["table"].data
    assert getattr(row, "staff_member", row) == asha
    if slug != "grid":
        told = row.staff_member if slug == "excused" else row
        assert told.department == department

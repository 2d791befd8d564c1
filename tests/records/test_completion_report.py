"""Completion by group and activity: the figures, their two dates, and the names they open on."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.people.permissions import Role
from learning.records.models import Completion
from learning.records.rules.status import Status
from learning.records.rules.tally import Tally, tally_of
from learning.records.services import refresh_stretches, void_completion
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    AbsenceFactory,
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import AssignmentFactory, CompletionFactory, WaiverFactory
from tests.records.report_pages import look, names

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("counts", "tally", "percentage"),
    [
        pytest.param({}, Tally(), None, id="nobody is asked: no figure"),
        pytest.param(
            {Status.WAIVED: 2, Status.AWAY: 1},
            Tally(asked=3, excused=3),
            None,
            id="everybody is excused: no figure",
        ),
        pytest.param(
            {Status.CURRENT: 1, Status.EXPIRING: 1, Status.OVERDUE: 1},
            Tally(asked=3, current=2, late=1),
            66,
            id="rounded down",
        ),
        pytest.param(
            {Status.CURRENT: 9, Status.LAPSED: 1, Status.DUE: 1, Status.AWAY: 4},
            Tally(asked=15, excused=4, current=9, late=1),
            81,
            id="whoever is away is not in the denominator",
        ),
    ],
)
def test_a_figure_is_made_of_statuses(counts, tally, percentage):
    assert tally_of(counts) == tally
    assert tally.percentage == percentage


@pytest.fixture
def hr(client, db):
    with time_machine.travel(NOW, tick=False):
        hr = UserFactory(roles=[Role.HR_OFFICERS])
        client.force_login(hr)
        yield hr


@pytest.fixture
def reception(hr):
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def complaints(reception):
    activity = ActivityFactory(title="Complaints", yearly=True)
    AssignmentFactory(
        activity=activity, staff_group=reception, due_days=30, from_on=date(2026, 2, 3)
    )
    return activity


@pytest.fixture
def people(reception, complaints):
    """One of each: done in March, late, away and waived."""
    people = {
        name: StaffMemberFactory(last_name=name, staff_groups=[reception])
        for name in ("Done", "Late", "Away", "Waived")
    }
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        CompletionFactory(staff_member=people["Done"], activity=complaints, completed_at=at)
    AbsenceFactory(staff_member=people["Away"], from_on=date(2026, 1, 1))
    WaiverFactory(staff_member=people["Waived"], activity=complaints, from_on=date(2026, 1, 1))
    return people


def figures(response):
    """(group, activity) to asked, excused, current, late, per cent."""
    return {
        (str(row.staff_group or "Everyone"), row.activity.title): (
            row.tally.asked,
            row.tally.excused,
            row.tally.current,
            row.tally.late,
            row.tally.percentage,
        )
        for row in response.context["table"].data
    }


def test_each_group_and_everyone_has_a_figure_with_its_exclusions(client, people, reception):
    one_more = StaffGroupFactory(name="Front office")
    MembershipFactory(staff_member=people["Done"], staff_group=one_more)

    shown = look(client)

    assert figures(shown) == {
        ("Everyone", "Complaints"): (4, 2, 1, 1, 50),
        ("Front office", "Complaints"): (1, 0, 1, 0, 100),
        ("Reception", "Complaints"): (4, 2, 1, 1, 50),
    }
    assert "50%" in shown.text
    assert "As at 1 June 2026." in shown.text


def test_a_group_of_whom_nobody_counts_has_no_per_cent(client, people):
    away = StaffGroupFactory(name="Away")
    MembershipFactory(staff_member=people["Away"], staff_group=away)

    assert figures(look(client, group=away.pk)) == {("Away", "Complaints"): (1, 1, 0, 0, None)}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("", ["Away", "Done", "Late", "Waived"]),
        ("counted", ["Done", "Late"]),
        ("current", ["Done"]),
        ("late", ["Late"]),
        ("excused", ["Away", "Waived"]),
        ("to do", []),
    ],
)
@pytest.mark.parametrize("as_at", ["", "2026-05-01"])
def test_each_number_opens_on_its_names_today_and_of_another_day(
    client, people, reception, status, expected, as_at
):
    [row] = look(client, group=reception.pk, as_at=as_at).context["table"].data

    response = client.get(row.names(status))

    assert names(response) == expected


@pytest.mark.parametrize("as_at", ["", "2026-05-01"])
def test_the_numbers_of_a_day_are_those_of_the_names(client, people, reception, as_at):
    [row] = look(client, group=reception.pk, as_at=as_at).context["table"].data

    for column in look(client).context["table"].columns.values():
        if column.kind.value == "integer" and column.url:
            listed = client.get(column.url(row)).context["table"].data
            assert len(listed) == column.get_value(row), column.name


def test_the_past_is_shown_as_it_was_and_says_its_dates(client, people):
    shown = look(client, as_at="2026-02-20")

    assert figures(shown)["Everyone", "Complaints"] == (4, 2, 0, 0, 0)
    assert "As at 20 February 2026, as known now." in shown.text


def test_what_was_recorded_later_is_left_out_on_asking_and_said(client, hr, people, complaints):
    done = Completion.objects.get()
    void_completion(completion=done, reason="Wrong person", by=hr, at=NOW)

    now = look(client, as_at="2026-05-01")
    then = look(client, as_at="2026-05-01", known_on="2026-05-01")

    assert figures(now)["Everyone", "Complaints"] == (4, 2, 0, 2, 0)
    assert "What was recorded after 1 May 2026 changed these figures." in now.text
    assert figures(then)["Everyone", "Complaints"] == (4, 2, 1, 1, 50)
    assert "as known at the end of 1 May 2026" in then.text
    assert "changed these figures" not in then.text


def test_figures_that_nothing_corrected_say_nothing_of_it(client, people):
    assert "changed these figures" not in look(client, as_at="2026-05-01").text


@pytest.mark.parametrize("as_at", ["", "2026-05-01"])
def test_it_is_filtered_by_activity_department_and_whether_it_is_mandatory(
    client, people, reception, complaints, as_at
):
    privacy = ActivityFactory(title="Privacy")
    AssignmentFactory(activity=privacy, staff_group=reception, is_mandatory=False)
    StaffMemberFactory(staff_groups=[reception], department="Housing")

    def shown(**filters):
        return figures(look(client, as_at=as_at, **filters))

    assert {activity for _group, activity in shown(activity=privacy.pk)} == {"Privacy"}
    assert {activity for _group, activity in shown(mandatory="true")} == {"Complaints"}
    assert shown(department="Housing", activity=privacy.pk) == {
        ("Everyone", "Privacy"): (1, 0, 0, 0, 0),
        ("Reception", "Privacy"): (1, 0, 0, 0, 0),
    }


def test_another_days_names_want_an_activity(client, people):
    assert "choose an activity" in look(client, "standings", as_at="2026-05-01").text


@pytest.mark.parametrize("name", ["as_at", "known_on"])
@pytest.mark.parametrize("slug", ["completion", "standings"])
@pytest.mark.parametrize("value", ["2026-06-02", "tomorrow"])
def test_a_day_to_come_or_none_at_all_shows_no_figures(client, people, slug, name, value):
    shown = look(client, slug, **{name: value})

    assert list(shown.context["object_list"]) == []
    assert "A filter makes no sense." in shown.text


def test_the_file_carries_both_dates(client, people):
    filters = {"export": "csv", "as_at": "2026-05-01", "known_on": "2026-05-31"}
    response = client.get(reverse("report_completion"), filters)
    header, everyone, _reception = (
        b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    )

    assert header == (
        "Staff group,Activity,Asked,Away or waived,Counted,Current,Per cent current,Late,"
        "As at,As known on"
    )
    assert everyone == "Everyone,Complaints,4,2,2,1,50,1,2026-05-01,2026-05-31"


def test_it_is_sorted_by_any_number(client, people):
    small = StaffGroupFactory(name="A small one")
    MembershipFactory(staff_member=people["Done"], staff_group=small)

    shown = look(client, ordering="-tally__asked")

    assert [row.tally.asked for row in shown.context["table"].data] == [4, 4, 1]


@pytest.mark.parametrize("as_at", ["", "2026-05-01"])
@pytest.mark.parametrize("slug", ["completion", "standings"])
def test_it_asks_the_same_few_questions_however_many_there_are(
    client, people, reception, complaints, slug, as_at
):
    def queries():
        refresh_stretches(at=NOW)
        with CaptureQueriesContext(connection) as captured:
            look(client, slug, as_at=as_at, activity=complaints.pk)
        return len(captured)

    queries()
    few = queries()
    for _each in range(5):
        StaffMemberFactory(staff_groups=[reception, StaffGroupFactory()])

    assert queries() == few <= 30


@pytest.mark.parametrize(
    ("dates", "name"),
    [
        ({}, "completion-2026-06-01.csv"),
        ({"as_at": "2026-05-01"}, "completion-as-at-2026-05-01.csv"),
        (
            {"as_at": "2026-05-01", "known_on": "2026-05-31"},
            "completion-as-at-2026-05-01-as-known-on-2026-05-31.csv",
        ),
    ],
)
def test_a_file_is_called_by_the_dates_that_it_is_of(client, hr, dates, name):
    response = client.get(reverse("report_completion"), dates | {"export": "csv"})

    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("slug", ["completion", "standings"])
def test_a_department_that_is_no_more_can_be_asked_about(client, people, slug):
    StaffMemberFactory(department="Rates", left=True)

    shown = look(client, slug, as_at="2025-06-01", department="Rates")

    assert '<option value="Rates" selected>' in shown.text
    assert "A filter makes no sense" not in shown.text


def test_a_list_of_today_asks_about_the_departments_of_today(client, people):
    StaffMemberFactory(department="Rates", left=True)

    assert '<option value="Rates"' not in look(client, "overdue").text

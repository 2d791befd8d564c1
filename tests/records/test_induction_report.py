"""Starters and their induction: who is counted, in which days, and who is still open."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.people.permissions import Role
from learning.records.choices import DueChoice
from learning.records.rules.induction import (
    Induction,
    Share,
    State,
    done_on,
    median_days,
    prompt_share,
)
from learning.records.rules.standing import Completed
from learning.records.services import refresh_stretches
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    AbsenceFactory,
    EmploymentFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import AssignmentFactory, CompletionFactory, WaiverFactory

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TODAY = NOW.date()
FIRST = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("completions", "day"),
    [
        pytest.param([], None, id="never done"),
        pytest.param([Completed(date(2026, 3, 9))], date(2026, 3, 9), id="done since"),
        pytest.param(
            [Completed(date(2026, 5, 9)), Completed(date(2026, 3, 9))],
            date(2026, 3, 9),
            id="the first time counts",
        ),
        pytest.param([Completed(date(2025, 3, 9))], FIRST, id="brought along, for ever"),
        pytest.param([Completed(date(2025, 3, 9), FIRST)], FIRST, id="brought along to that day"),
        pytest.param(
            [Completed(date(2025, 3, 1), date(2026, 3, 1)), Completed(date(2026, 4, 1))],
            date(2026, 4, 1),
            id="lapsed the day before",
        ),
    ],
)
def test_the_day_something_was_done(completions, day):
    assert done_on(completions, FIRST) == day


@pytest.mark.parametrize(
    ("done", "is_away", "state", "days"),
    [
        pytest.param([], False, State.NOTHING_ASKED, None, id="nothing asked"),
        pytest.param([None, FIRST], False, State.OPEN, None, id="one is open"),
        pytest.param([None, FIRST], True, State.AWAY, None, id="away before it is done"),
        pytest.param([FIRST], True, State.DONE, 0, id="done on the first day, away since"),
        pytest.param([FIRST, date(2026, 4, 1)], False, State.DONE, 30, id="the last one counts"),
    ],
)
def test_an_induction(done, is_away, state, days):
    induction = Induction(FIRST, done, is_away)

    assert (induction.state, induction.days) == (state, days)


def took(days, first=FIRST):
    return Induction(first, [date.fromordinal(first.toordinal() + days)])


@pytest.mark.parametrize(
    ("inductions", "expected"),
    [
        pytest.param([], None, id="nobody finished: no figure"),
        pytest.param([Induction(FIRST, [None])], None, id="an open one has no days"),
        pytest.param([took(3), took(90), took(10)], 10, id="the one in the middle"),
        pytest.param([took(3), took(10)], 6.5, id="between the two in the middle"),
    ],
)
def test_the_median(inductions, expected):
    assert median_days(inductions) == expected


@pytest.mark.parametrize(
    ("inductions", "share", "percentage"),
    [
        pytest.param([], Share(0, 0), None, id="nobody: no figure"),
        pytest.param([took(30), took(31), took(1)], Share(2, 3), 66, id="30 days are in time"),
        pytest.param([Induction(FIRST, [None])], Share(0, 1), 0, id="an open one counts"),
        pytest.param([took(1, date(2026, 5, 2))], Share(0, 0), None, id="30 days ago: too early"),
        pytest.param([took(1, date(2026, 5, 1))], Share(1, 1), 100, id="31 days ago"),
        pytest.param(
            [Induction(date(2026, 5, 2), [None])],
            Share(0, 0),
            None,
            id="who may finish today is in time yet",
        ),
        pytest.param([Induction(FIRST, [None], True)], Share(0, 0), None, id="away"),
        pytest.param([Induction(FIRST)], Share(0, 0), None, id="nothing asked"),
    ],
)
def test_the_share_within_30_days(inductions, share, percentage):
    assert prompt_share(inductions, TODAY) == share
    assert share.percentage == percentage


@pytest.fixture
def hr(client, db):
    with time_machine.travel(NOW, tick=False):
        hr = UserFactory(roles=[Role.HR_OFFICERS])
        client.force_login(hr)
        yield hr


@pytest.fixture
def everyone(hr):
    return StaffGroupFactory(name="Everyone")


@pytest.fixture
def welcome(everyone):
    activity = ActivityFactory(title="Welcome")
    AssignmentFactory(
        activity=activity, staff_group=everyone, due=DueChoice.AFTER_JOINING, due_days=30
    )
    return activity


def starter(name, everyone, first=FIRST, **kwargs):
    return StaffMemberFactory(last_name=name, staff_groups=[everyone], first_day_on=first, **kwargs)


def complete(person, activity, day):
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    CompletionFactory(staff_member=person, activity=activity, completed_at=at)


def look(client, **filters):
    response = client.get(reverse("report_induction"), filters)
    assert response.status_code == 200
    return response


def shown(response):
    return {
        row.staff_member.last_name: (row.induction.state, row.induction.days, row.still_to_do)
        for row in response.context["table"].data
    }


def figures(response):
    return [figure.number for figure in response.context["figures"]]


def test_starters_of_the_last_year_are_named_with_what_is_still_to_do(client, everyone, welcome):
    privacy = ActivityFactory(title="Privacy")
    AssignmentFactory(
        activity=privacy, staff_group=everyone, due=DueChoice.AFTER_JOINING, due_days=10
    )
    AssignmentFactory(activity=ActivityFactory(), staff_group=everyone, due_on=date(2026, 9, 1))
    done, half = starter("Done", everyone), starter("Half", everyone)
    starter("Long ago", everyone, date(2025, 5, 31))
    starter("Left", everyone, last_day_on=date(2026, 5, 1))
    for person in (done, half):
        complete(person, welcome, date(2026, 3, 9))
    complete(done, privacy, date(2026, 3, 12))

    response = look(client)

    assert shown(response) == {
        "Done": (State.DONE, 10, ()),
        "Half": (State.OPEN, None, ("Privacy",)),
    }
    assert figures(response) == ["2", "1", "0", "10", "1 of 2, 50%"]
    assert "Began from 1 June 2025 to 1 June 2026" in response.text


def test_a_new_contract_without_a_break_is_no_new_start(client, everyone, welcome):
    person = starter("Stayed", everyone, date(2020, 1, 1))
    person.employments.get().end(last_on=date(2026, 3, 1), at=NOW, source="Contract")
    EmploymentFactory(staff_member=person, from_on=date(2026, 3, 2))
    back = starter("Came back", everyone, date(2020, 1, 1))
    back.employments.get().end(last_on=date(2025, 3, 1), at=NOW, source="Left")
    EmploymentFactory(staff_member=back, from_on=date(2026, 3, 2))

    assert [*shown(look(client))] == ["Came back"]


def test_what_is_waived_is_not_waited_for_and_the_absent_are_not_late(client, everyone, welcome):
    waived, away = starter("Waived", everyone), starter("Away", everyone)
    WaiverFactory(staff_member=waived, activity=welcome)
    AbsenceFactory(staff_member=away, from_on=date(2026, 4, 1))

    response = look(client)

    assert shown(response) == {
        "Waived": (State.NOTHING_ASKED, None, ()),
        "Away": (State.AWAY, None, ("Welcome",)),
    }
    assert figures(response) == ["2", "0", "1", "–", "–"]


def test_each_figure_opens_on_its_names(client, everyone, welcome):
    complete(starter("Prompt", everyone), welcome, date(2026, 3, 9))
    complete(starter("Slow", everyone), welcome, date(2026, 5, 9))
    starter("Open", everyone)
    starter("New", everyone, date(2026, 5, 20))
    WaiverFactory(staff_member=starter("Waived", everyone), activity=welcome)

    urls = [figure.url for figure in look(client).context["figures"]]

    assert [sorted(shown(client.get(url))) for url in urls] == [
        ["New", "Open", "Prompt", "Slow", "Waived"],
        ["New", "Open"],
        ["Waived"],
        ["Prompt", "Slow"],
        ["Open", "Prompt", "Slow"],
    ]


def test_it_is_filtered_by_period_group_and_department(client, everyone, welcome):
    starter("Spring", everyone)
    starter("May", everyone, date(2026, 5, 4), department="Housing")
    starter("Elsewhere", StaffGroupFactory())

    assert [*shown(look(client, began_from="2026-05-01", began_to="2026-05-31"))] == ["May"]
    assert [*shown(look(client, department="Housing"))] == ["May"]
    assert sorted(shown(look(client, group=everyone.pk))) == ["May", "Spring"]


def test_it_asks_the_same_few_questions_however_many_began(client, everyone, welcome):
    def queries():
        refresh_stretches(at=NOW)
        with CaptureQueriesContext(connection) as captured:
            look(client)
        return len(captured)

    starter("One", everyone)
    queries()
    few = queries()
    for number in range(5):
        complete(starter(f"Another {number}", everyone), welcome, date(2026, 3, 9))

    assert queries() == few <= 25

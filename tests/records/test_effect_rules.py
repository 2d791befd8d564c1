"""What asking for something comes to, in minutes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.people.rules.spans import Span
from learning.records.rules.asking import Due, Season, Terms
from learning.records.rules.effect import Tally, cost_of, every_days
from learning.records.rules.ordering import edited
from learning.records.rules.standing import Standing
from learning.records.rules.status import Status

MONDAY = date(2026, 6, 1)


def terms(**kwargs):
    return Terms(id=1, span=Span(MONDAY), counted_from=MONDAY, **kwargs)


def standing(status, due_on=None, **kwargs):
    return Standing(status, terms(**kwargs), begins_on=MONDAY, due_on=due_on)


def tally_of(*standings, minutes=15, refresher_months=None):
    tally = Tally(minutes, refresher_months)
    for each in standings:
        tally.count(each, is_asked_already=False)
    return tally


@pytest.mark.parametrize(
    ("asks", "refresher_months", "days"),
    [
        pytest.param({}, None, None, id="once is enough"),
        pytest.param({}, 12, 365, id="as the activity says"),
        pytest.param({"again_months": 6}, 12, 182, id="sooner than the activity says"),
        pytest.param({"again_months": 24}, 12, 365, id="never later than the activity says"),
        pytest.param({"season": Season(11, 1)}, None, 365, id="every year"),
        pytest.param(
            {"due": Due.AFTER_COMPLETION, "due_days": 100}, 12, 100, id="days after the last"
        ),
        pytest.param({"due": Due.AFTER_JOINING, "due_days": 30}, None, None, id="days once"),
    ],
)
def test_how_often_it_is_done_again(asks, refresher_months, days):
    assert every_days(terms(**asks), refresher_months) == days


def test_only_those_who_have_it_to_do_cost_anything_at_first():
    tally = tally_of(
        standing(Status.DUE, date(2026, 6, 14)),
        standing(Status.CURRENT, date(2027, 6, 1)),
        standing(Status.EXPIRING, date(2026, 6, 20)),
        standing(Status.AWAY),
        standing(Status.WAIVED),
    )

    assert (tally.asked, tally.to_do, tally.meet_it, tally.away, tally.waived) == (5, 1, 2, 1, 1)
    assert cost_of([tally], on=MONDAY).first_minutes == 15


def test_the_first_time_is_spread_to_the_last_due_day():
    due_on = [date(2026, 6, 7), date(2026, 6, 28)]
    tally = tally_of(*[standing(Status.DUE, day) for day in due_on], minutes=60)

    cost = cost_of([tally], on=MONDAY)

    # 120 minutes over four weeks, the first day and the last among them.
    assert (cost.first_minutes, cost.first_until, cost.first_weekly) == (120, due_on[1], 30)


@pytest.mark.parametrize("due_on", [MONDAY, date(2026, 6, 3), date(2025, 1, 1)])
def test_what_is_due_at_once_or_late_takes_a_week_at_least(due_on):
    tally = tally_of(standing(Status.OVERDUE, due_on), minutes=20)

    assert cost_of([tally], on=MONDAY).first_weekly == 20


def test_what_is_due_on_no_day_has_no_weekly_figure_at_first():
    cost = cost_of([tally_of(standing(Status.NOT_STARTED))], on=MONDAY)

    assert (cost.first_minutes, cost.first_until, cost.first_weekly) == (15, None, None)


def test_everyone_asked_does_it_again_each_on_their_own_terms():
    tally = tally_of(
        *[standing(Status.CURRENT, again_months=12) for _each in range(365)],
        standing(Status.AWAY, again_months=12),
        standing(Status.DUE, MONDAY),
        minutes=10,
    )

    # 366 people × 10 minutes × 7 days ÷ 365 days, rounded up; one of them never again.
    assert cost_of([tally], on=MONDAY).then_weekly == 71


def test_nobody_costs_nothing():
    cost = cost_of([Tally(minutes=15, refresher_months=12)], on=MONDAY)

    assert (cost.first_minutes, cost.first_weekly, cost.then_weekly) == (0, None, 0)


@pytest.mark.parametrize(
    ("action", "order"),
    [
        pytest.param("up 2", [2, 1, 3], id="up"),
        pytest.param("down 2", [1, 3, 2], id="down"),
        pytest.param("out 2", [1, 3], id="out"),
        pytest.param("up 1", [1, 2, 3], id="the first stays first"),
        pytest.param("down 3", [1, 2, 3], id="the last stays last"),
        pytest.param("up 9", [1, 2, 3], id="one that is not there"),
        pytest.param("sideways 2", [1, 2, 3], id="no such button"),
        pytest.param("", [1, 2, 3], id="no button"),
    ],
)
def test_a_button_changes_the_order(action, order):
    assert edited([1, 2, 3], action) == order


def test_what_is_added_goes_to_the_end_once():
    assert edited([1, 2], "add", add=3) == [1, 2, 3]
    assert edited([1, 2], "add", add=1) == [1, 2]


@given(
    st.lists(st.integers(0, 9), unique=True),
    st.sampled_from(["up", "down"]),
    st.integers(0, 9),
)
def test_moving_loses_nothing(ids, verb, moved):
    assert sorted(edited(ids, f"{verb} {moved}")) == sorted(ids)

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.records.rules.dates import counts_until, due_on, months_later
from learning.records.rules.status import Status, status_on


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="short-month"),
        pytest.param(date(2028, 1, 31), 1, date(2028, 2, 29), id="leap-february"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="leap-day-a-year-on"),
        pytest.param(date(2026, 12, 15), 1, date(2027, 1, 15), id="over-new-year"),
        pytest.param(date(2026, 5, 3), 24, date(2028, 5, 3), id="two-years"),
    ],
)
def test_months_are_counted_as_a_calendar_counts_them(day, months, then):
    assert months_later(day, months) == then


def test_a_yearly_completion_counts_until_the_day_before_its_anniversary():
    assert counts_until(date(2026, 5, 3), 12) == date(2027, 5, 2)


def test_a_completion_without_a_refresher_counts_for_ever():
    assert counts_until(date(2026, 5, 3), None) is None


@given(st.dates(max_value=date(2200, 1, 1)), st.integers(1, 120))
def test_a_completion_counts_on_the_day_it_was_made(day, months):
    assert counts_until(day, months) >= day


@pytest.mark.parametrize(
    ("joined_on", "fixed_on", "days", "due"),
    [
        pytest.param(date(2026, 2, 3), None, 30, date(2026, 3, 5), id="after-joining"),
        pytest.param(date(2020, 1, 1), None, 30, date(2026, 1, 31), id="there-before"),
        pytest.param(None, None, 30, date(2026, 1, 31), id="assigned-in-person"),
        pytest.param(date(2026, 2, 3), date(2026, 10, 31), None, date(2026, 10, 31), id="fixed"),
        pytest.param(date(2026, 2, 3), None, None, None, id="no-day"),
    ],
)
def test_when_an_assignment_of_1_january_is_due(joined_on, fixed_on, days, due):
    assert (
        due_on(assigned_on=date(2026, 1, 1), joined_on=joined_on, fixed_on=fixed_on, days=days)
        == due
    )


@pytest.mark.parametrize(
    ("due", "completed", "expires", "status"),
    [
        pytest.param(None, None, None, Status.DUE, id="no-day"),
        pytest.param(date(2026, 6, 1), None, None, Status.DUE, id="due-today"),
        pytest.param(date(2026, 5, 31), None, None, Status.OVERDUE, id="due-yesterday"),
        pytest.param(date(2026, 5, 1), date(2026, 5, 20), None, Status.CURRENT, id="done-late"),
        pytest.param(None, date(2025, 6, 2), date(2026, 6, 1), Status.CURRENT, id="last-day"),
        pytest.param(None, date(2025, 6, 1), date(2026, 5, 31), Status.LAPSED, id="day-after"),
        pytest.param(date(2026, 5, 1), date(2026, 6, 2), None, Status.OVERDUE, id="done-tomorrow"),
    ],
)
def test_status_on_1_june(due, completed, expires, status):
    assert (
        status_on(date(2026, 6, 1), due_on=due, completed_on=completed, expires_on=expires)
        == status
    )

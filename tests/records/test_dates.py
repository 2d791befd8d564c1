from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.records.rules.dates import counts_until, months_later


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

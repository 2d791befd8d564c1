from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from learning.people.rules.known import end_of

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "last_moment"),
    [
        pytest.param(
            date(2026, 1, 31), datetime(2026, 1, 31, 23, 59, 59, 999999, UTC), id="in winter"
        ),
        pytest.param(
            date(2026, 6, 30), datetime(2026, 6, 30, 22, 59, 59, 999999, UTC), id="in summer"
        ),
        pytest.param(
            date(2026, 3, 29), datetime(2026, 3, 29, 22, 59, 59, 999999, UTC), id="clocks go on"
        ),
        pytest.param(
            date(2026, 10, 25), datetime(2026, 10, 25, 23, 59, 59, 999999, UTC), id="clocks go back"
        ),
    ],
)
def test_a_day_ends_at_local_midnight(day, last_moment):
    assert end_of(day, LONDON) == last_moment

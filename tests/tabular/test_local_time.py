from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.tabular.local_time import LocalTime

# Half hours, a clock changed by half an hour, and one changed inside an hour of UTC.
ZONES = [
    "Europe/London",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Asia/Kathmandu",
]
CLOCKS = {zone: LocalTime(zone) for zone in ZONES}
moments = st.datetimes(datetime(1980, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@settings(deadline=None)
@given(st.sampled_from(ZONES), moments)
def test_the_quick_way_agrees_with_the_calendar(zone, moment):
    clock = CLOCKS[zone]
    local = moment.astimezone(ZoneInfo(zone))

    assert clock.iso_of_stored(moment.replace(tzinfo=None).isoformat(" ")) == (
        local.isoformat(timespec="seconds")
    )
    stored = moment.isoformat(" ").replace("+00:00", "+00")
    assert clock.iso_of_stored(stored) == clock.iso(moment) == local.isoformat(timespec="seconds")
    seconds = (local.replace(tzinfo=None) - datetime(1970, 1, 1)) // timedelta(seconds=1)
    assert clock.seconds_of_stored(stored) == clock.seconds(moment) == seconds


def clock_changes(zone, year):
    """The hours of UTC in which the zone's offset changes."""
    start = int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
    offsets = [
        datetime.fromtimestamp(start + hour * 3600, UTC).astimezone(ZoneInfo(zone)).utcoffset()
        for hour in range(366 * 24)
    ]
    return [
        start + (hour - 1) * 3600
        for hour in range(1, len(offsets))
        if offsets[hour] != offsets[hour - 1]
    ]


@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Lord_Howe", "America/St_Johns"])
@pytest.mark.parametrize("year", [2011, 2026])
def test_every_minute_around_a_clock_change_is_right(zone, year):
    clock = CLOCKS[zone]
    changes = clock_changes(zone, year)
    assert len(changes) == 2
    for change in changes:
        for seconds in range(change - 7200, change + 10_800, 60):
            moment = datetime.fromtimestamp(seconds, UTC)
            local = moment.astimezone(ZoneInfo(zone))
            assert clock.iso_of_stored(f"{moment:%Y-%m-%d %H:%M:%S}") == local.isoformat()


@pytest.mark.parametrize(
    ("stored", "iso"),
    [
        ("2026-07-01 13:02:00", "2026-07-01T14:02:00+01:00"),
        ("2026-07-01 13:02:00.123456", "2026-07-01T14:02:00+01:00"),
        ("2026-07-01T13:02:00", "2026-07-01T14:02:00+01:00"),
        ("2026-07-01 13:02:00+00:00", "2026-07-01T14:02:00+01:00"),
        ("2026-07-01 13:02:00.5+00", "2026-07-01T14:02:00+01:00"),
        ("2026-07-01 15:02:00.5+02", "2026-07-01T14:02:00+01:00"),
        ("2026-07-01 15:02:00+02:00", "2026-07-01T14:02:00+01:00"),
        ("2026-07-01 13:02", "2026-07-01T14:02:00+01:00"),
        ("2026-07-01", "2026-07-01T01:00:00+01:00"),
    ],
)
def test_a_time_is_understood_in_each_form_that_sqlite_may_hold(stored, iso):
    assert CLOCKS["Europe/London"].iso_of_stored(stored) == iso

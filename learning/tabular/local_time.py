"""Times as the organisation's clock showed them, fast enough for a million rows."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

HOUR = 3600
REMEMBERED = 20_000
# Looking minutes and seconds up takes half the time of reading them as numbers.
SECONDS = {f"{count // 60:02}:{count % 60:02}": count for count in range(HOUR)}


class LocalHour(NamedTuple):
    """An hour of UTC that is an hour of local time too: minutes and seconds are the same."""

    iso: str  # 2026-07-01T14
    offset: str  # +01:00
    seconds: int  # of the local clock since 1970 began


class LocalTime:
    """A time zone that remembers the hours it was asked about."""

    def __init__(self, time_zone: str) -> None:
        self.zone = ZoneInfo(time_zone)
        self._hours = _Hours(self)

    def local(self, moment: datetime) -> datetime:
        """The same moment by the local clock."""
        if moment.tzinfo is None:
            raise ValueError("A time without a zone could mean several moments.")
        return moment.astimezone(self.zone)

    def iso(self, moment: datetime) -> str:
        """The moment to the second, local, with its offset: 2026-07-01T14:02:00+01:00."""
        return self.local(moment).isoformat(timespec="seconds")

    def iso_of_stored(self, stored: str) -> str:
        """The same for a time as a database stores it: 2026-07-01 13:02:00.123456, in UTC."""
        hour = self._hours[stored[:13]] if _is_plain(stored) else None
        if hour is None:
            return self.iso(from_stored(stored))
        return f"{hour.iso}{stored[13:19]}{hour.offset}"

    def seconds(self, moment: datetime) -> int:
        """Whole seconds that the local clock has counted since 1970 began."""
        local = self.local(moment)
        return int(local.timestamp() // 1) + _offset(local)

    def seconds_of_stored(self, stored: str) -> int:
        """The same for a time as a database stores it."""
        hour = self._hours[stored[:13]] if _is_plain(stored) else None
        if hour is None:
            return self.seconds(from_stored(stored))
        return hour.seconds + SECONDS[stored[14:19]]


class _Hours(dict[str, LocalHour | None]):
    """Local hours by hours of UTC. It forgets them all when they grow too many."""

    def __init__(self, clock: LocalTime) -> None:
        super().__init__()
        self._clock = clock

    def __missing__(self, hour: str) -> LocalHour | None:
        if len(self) >= REMEMBERED:
            self.clear()
        known = self[hour] = self._local_hour(from_stored(f"{hour}:00:00"))
        return known

    def _local_hour(self, start: datetime) -> LocalHour | None:
        first = self._clock.local(start)
        last = self._clock.local(start + timedelta(seconds=HOUR - 1))
        # Some zones are half an hour aside, and some clocks change inside an hour of UTC.
        if _offset(first) != _offset(last) or _offset(first) % HOUR:
            return None
        iso = first.isoformat(timespec="seconds")
        return LocalHour(iso[:13], iso[19:], self._clock.seconds(start))


def from_stored(stored: str) -> datetime:
    """The moment that a stored text stands for; without an offset it is UTC."""
    moment = datetime.fromisoformat(stored)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@cache
def local_time(time_zone: str) -> LocalTime:
    """The clock of this zone; what it remembers is kept from one table to the next."""
    return LocalTime(time_zone)


def _offset(local: datetime) -> int:
    return int((local.utcoffset() or timedelta()).total_seconds())


def _is_plain(stored: str) -> bool:
    """Whether a stored time is in UTC and has its seconds, as both databases write it."""
    length = len(stored)
    return (
        (length > 21 and stored[-3:] == "+00")
        or length == 19
        or (length == 26 and stored[19] == "." and stored[20:].isdigit())
    )

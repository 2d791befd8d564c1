"""Times as the organisation's clock showed them, fast enough for a million rows."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

HOUR = 3600


class LocalTime:
    """A time zone that remembers the offset of each hour it was asked about."""

    def __init__(self, time_zone: str) -> None:
        self.zone = ZoneInfo(time_zone)
        self._steady_offsets: dict[int, int | None] = {}
        self._iso_hours: dict[str, tuple[str, str] | None] = {}

    def offset_at(self, seconds: int) -> int:
        """Seconds by which local time is ahead of UTC, this many seconds after 1970 began."""
        hour = seconds // HOUR
        try:
            offset = self._steady_offsets[hour]
        except KeyError:
            first, last = self._offset_of(hour * HOUR), self._offset_of(hour * HOUR + HOUR - 1)
            offset = self._steady_offsets[hour] = first if first == last else None
        # Some places change their clocks inside an hour of UTC.
        return self._offset_of(seconds) if offset is None else offset

    def iso(self, moment: datetime) -> str:
        """The moment to the second, local, with its offset: 2026-07-01T14:02:00+01:00."""
        if moment.tzinfo is None:
            raise ValueError("A time without a zone could mean several moments.")
        return moment.astimezone(self.zone).isoformat(timespec="seconds")

    def iso_of_stored(self, stored: str) -> str:
        """The same for a time as SQLite stores it: UTC, 2026-07-01 13:02:00.123456."""
        hour = stored[:13]
        try:
            known = self._iso_hours[hour]
        except KeyError:
            known = self._iso_hours[hour] = self._iso_hour(hour)
        if known is None or len(stored) < 19 or stored[19:20] not in ("", "."):
            return self.iso(from_stored(stored))
        return f"{known[0]}{stored[13:19]}{known[1]}"

    def _iso_hour(self, hour: str) -> tuple[str, str] | None:
        """The local hour and the offset, where minutes and seconds are the same in both."""
        start = from_stored(f"{hour}:00:00")
        offset = self.offset_at(int(start.timestamp()))
        last = self.offset_at(int(start.timestamp()) + HOUR - 1)
        if offset != last or offset % HOUR:
            return None
        iso = self.iso(start)
        return iso[:13], iso[19:]

    def _offset_of(self, seconds: int) -> int:
        moment = datetime.fromtimestamp(seconds, UTC).astimezone(self.zone)
        return int((moment.utcoffset() or timedelta()).total_seconds())


def from_stored(stored: str) -> datetime:
    """The moment that SQLite's text stands for; without an offset it is UTC."""
    moment = datetime.fromisoformat(stored)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@cache
def local_time(time_zone: str) -> LocalTime:
    """The clock of this zone; what it remembers is kept from one table to the next."""
    return LocalTime(time_zone)

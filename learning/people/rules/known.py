"""Which moment "as known on" a day means."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def end_of(day: date, time_zone: ZoneInfo) -> datetime:
    """The last moment of a local day, so that everything recorded that day is known."""
    next_day = datetime.combine(day + timedelta(days=1), time.min, tzinfo=time_zone)
    return next_day - timedelta(microseconds=1)

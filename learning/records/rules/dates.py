"""Arithmetic of the calendar: months, and until when a completion counts."""

import calendar
from datetime import date, timedelta


def months_later(day: date, months: int) -> date:
    """The same day of the month, that many months on, or the month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = last_of_month(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def counts_until(completed_on: date, refresher_months: int | None) -> date | None:
    """The last day on which a completion counts. None where it counts for ever."""
    if refresher_months is None:
        return None
    return months_later(completed_on, refresher_months) - timedelta(days=1)

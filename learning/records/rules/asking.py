"""What an assignment asks: from when, by when the first time, and when again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from learning.people.rules.spans import ONE_DAY, Span

from .dates import last_of_month, months_later
from .pauses import moved_past, moved_while_counting


class Due(StrEnum):
    """By when an assignment asks for something the first time."""

    BY_NO_DAY = "by no day"
    ON_A_DAY = "on a day"
    AFTER_JOINING = "after joining"
    AFTER_JOINING_GROUP = "after joining the group"
    AFTER_COMPLETION = "after the last completion"


@dataclass(frozen=True, slots=True)
class Season:
    """The same months every year, from the first day of one to the last day of the other.

    From November to January is one season, of the year in which it begins.
    """

    from_month: int
    to_month: int

    def first_day(self, year: int) -> date:
        return date(year, self.from_month, 1)

    def last_day(self, year: int) -> date:
        return last_of_month(year + (self.to_month < self.from_month), self.to_month)

    def year_of(self, day: date, *, early: int = 0) -> int:
        """The latest season that had opened by the day, so many days before its first day."""
        year = (day + timedelta(days=early)).year
        return year if self.first_day(year) - timedelta(days=early) <= day else year - 1

    def first_end_from(self, day: date) -> date:
        """The first season's last day that is not before the day."""
        return next(
            end for year in range(day.year - 1, day.year + 2) if (end := self.last_day(year)) >= day
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What one assignment asks of a staff group (or, without one, of a person), for one activity.

    `due_days` are whole days, `again_months` whole months, `window_days` the last days before the
    day to do it again in which an early refresher counts.
    """

    id: int
    span: Span
    counted_from: date
    group: int | None = None
    is_mandatory: bool = True
    due: Due = Due.BY_NO_DAY
    due_on: date | None = None
    due_days: int = 0
    again_months: int | None = None
    season: Season | None = None
    window_days: int | None = None

    @property
    def age(self) -> tuple[date, date, int]:
        """The smaller, the older. A number alone would not do: an assignment that is ended, even
        on a day to come, is written anew with another."""
        return (self.counted_from, self.span.from_on, self.id)


@dataclass(frozen=True, slots=True)
class FirstDue:
    """The day by which something is first asked, and how it came about.

    `counted_from` is the day from which `days` were counted, where they were; `paused_days` is how
    far pauses moved it.
    """

    on: date | None
    counted_from: date | None = None
    days: int | None = None
    is_after_joining: bool = False
    paused_days: int = 0


def first_due(
    terms: Terms, *, employed_from: date, begins_on: date, pauses: Sequence[Span]
) -> FirstDue:
    """By when somebody is first asked, for whom the assignment begins on the day."""
    match terms.due:
        case Due.BY_NO_DAY if terms.season:
            return _fixed(terms.season.first_end_from(begins_on), pauses)
        case Due.BY_NO_DAY:
            return FirstDue(None)
        case Due.ON_A_DAY:
            assert terms.due_on is not None  # noqa: S101 - the database sees to it
            fixed = _fixed(terms.due_on, pauses)
            if begins_on <= terms.counted_from:
                return fixed
            return _later(fixed, _counted(begins_on, terms.due_days, pauses))
        case Due.AFTER_JOINING:
            clock = max(employed_from, terms.counted_from)
            if clock + timedelta(days=terms.due_days) < begins_on:
                return _counted(begins_on, terms.due_days, pauses)
            return _counted(clock, terms.due_days, pauses, is_after_joining=True)
        case Due.AFTER_JOINING_GROUP | Due.AFTER_COMPLETION:
            return _counted(begins_on, terms.due_days, pauses)


def _fixed(day: date, pauses: Sequence[Span]) -> FirstDue:
    moved = moved_past(day, pauses)
    return FirstDue(moved, paused_days=(moved - day).days)


def _counted(
    clock: date, days: int, pauses: Sequence[Span], *, is_after_joining: bool = False
) -> FirstDue:
    day = clock + timedelta(days=days)
    moved = moved_while_counting(clock, day, pauses)
    return FirstDue(moved, clock, days, is_after_joining, paused_days=(moved - day).days)


def _later(one: FirstDue, other: FirstDue) -> FirstDue:
    """A day that no pause has an end for is later than any."""
    return max(one, other, key=lambda due: due.on or date.max)


@dataclass(frozen=True, slots=True)
class Renewal:
    """How long one completion is good for under one assignment.

    It holds until `holds_until`; it is to be done again by `again_by`, from `opens_on` where there
    is a window. None is for ever, or no window.
    """

    holds_until: date | None
    again_by: date | None
    opens_on: date | None


def renewal_of(terms: Terms, *, completed_on: date, counts_until: date | None) -> Renewal:
    """How long a completion is good for, by what is written on it and by what the terms ask."""
    opens_on = None
    if terms.season:
        early = terms.window_days or 0
        year = terms.season.year_of(completed_on, early=early) + 1
        again_by: date | None = terms.season.last_day(year)
        opens_on = terms.season.first_day(year) - timedelta(days=early)
    elif terms.again_months is not None:
        again_by = months_later(completed_on, terms.again_months) - ONE_DAY
    elif terms.due is Due.AFTER_COMPLETION:
        again_by = completed_on + timedelta(days=terms.due_days)
    else:
        again_by = counts_until
    if again_by is not None and terms.window_days is not None and not terms.season:
        opens_on = again_by - timedelta(days=terms.window_days - 1)
    days = [day for day in (counts_until, again_by) if day is not None]
    return Renewal(holds_until=min(days, default=None), again_by=again_by, opens_on=opens_on)

"""What asking for something comes to: how those asked stand for it, and the minutes it costs.

At first: everyone who has yet to do it × its minutes, spread over the weeks from the day looked at
to the last of their due days, a week at least. Then: everyone asked × its minutes, spread over the
time until it is to be done again. Somebody away or excused today costs nothing at first, and
counts among those who do it again. It is an average: nobody is busy so many minutes every week.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .asking import Due, Terms
from .standing import Standing
from .status import EXCUSED, HOLDING, LATE, Status

# Twelve months are 365 days and a quarter.
DAYS_IN_FOUR_YEARS, MONTHS_IN_FOUR_YEARS = 1461, 48
DAYS_IN_A_YEAR = 365
DAYS_IN_A_WEEK = 7


@dataclass(slots=True)
class Tally:
    """How the people asked for one activity stand on the day looked at.

    `again` counts them by the days after which they do it again, if ever. `asked_already` of them
    are asked by another assignment too; `dropped` were asked, and by nothing from then on.
    """

    minutes: int
    refresher_months: int | None = None
    by_status: Counter[Status] = field(default_factory=Counter)
    again: Counter[int | None] = field(default_factory=Counter)
    asked_already: int = 0
    dropped: int = 0
    last_due_on: date | None = None

    def count(self, standing: Standing, *, is_asked_already: bool) -> None:
        self.by_status[standing.status] += 1
        self.again[every_days(standing.terms, self.refresher_months)] += 1
        self.asked_already += is_asked_already
        if is_to_do(standing.status) and standing.due_on:
            self.last_due_on = max(self.last_due_on or standing.due_on, standing.due_on)

    def _of(self, statuses: Iterable[Status]) -> int:
        return sum(self.by_status[status] for status in statuses)

    @property
    def asked(self) -> int:
        return self.by_status.total()

    @property
    def meet_it(self) -> int:
        """How many hold a completion that counts on the day."""
        return self._of(HOLDING)

    @property
    def away(self) -> int:
        return self.by_status[Status.AWAY]

    @property
    def waived(self) -> int:
        return self.by_status[Status.WAIVED]

    @property
    def late(self) -> int:
        """How many would be late on the very day."""
        return self._of(LATE)

    @property
    def to_do(self) -> int:
        return self.asked - self._of(HOLDING | EXCUSED)


@dataclass(frozen=True, slots=True)
class Cost:
    """Whole minutes. `first_weekly` is none where there is no day by which to do it."""

    first_minutes: int
    first_until: date | None
    first_weekly: int | None
    then_weekly: int


def is_to_do(status: Status) -> bool:
    return status not in HOLDING and status not in EXCUSED


def every_days(terms: Terms, refresher_months: int | None) -> int | None:
    """How often it is done again: as the assignment asks or the activity says, if that is sooner.

    None where once is enough.
    """
    days = [_days_of(months) for months in (terms.again_months, refresher_months) if months]
    if terms.season:
        days.append(DAYS_IN_A_YEAR)
    if terms.due is Due.AFTER_COMPLETION:
        days.append(terms.due_days)
    return min(days, default=None)


def cost_of(tallies: Iterable[Tally], *, on: date) -> Cost:
    tallies = list(tallies)
    first = sum(tally.to_do * tally.minutes for tally in tallies)
    until = max((tally.last_due_on for tally in tallies if tally.last_due_on), default=None)
    return Cost(
        first_minutes=first,
        first_until=until,
        first_weekly=_weekly(first, (until - on).days + 1) if until else None,
        then_weekly=sum(
            _weekly(people * tally.minutes, days)
            for tally in tallies
            for days, people in tally.again.items()
            if days
        ),
    )


def _days_of(months: int) -> int:
    return months * DAYS_IN_FOUR_YEARS // MONTHS_IN_FOUR_YEARS


def _weekly(minutes: int, days: int) -> int:
    """So many minutes over so many days, a week at least, by the week; rounded up."""
    return -(-minutes * DAYS_IN_A_WEEK // max(days, DAYS_IN_A_WEEK))

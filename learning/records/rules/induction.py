"""How long starters take over what is asked of them for joining the organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from .standing import Completed

PROMPT_DAYS = 30


class State(StrEnum):
    """How far somebody is with their induction."""

    DONE = "done"
    OPEN = "open"
    AWAY = "away"
    NOTHING_ASKED = "nothing asked"


@dataclass(frozen=True, slots=True)
class Induction:
    """A starter's first day, and for each thing asked of them the day it was done, or None."""

    first_day: date
    done_on: Sequence[date | None] = ()
    is_away: bool = False

    @property
    def state(self) -> State:
        if not self.done_on:
            return State.NOTHING_ASKED
        if self.finished_on:
            return State.DONE
        return State.AWAY if self.is_away else State.OPEN

    @property
    def done(self) -> int:
        return sum(day is not None for day in self.done_on)

    @property
    def finished_on(self) -> date | None:
        """The day on which the last of the things was done."""
        days = [day for day in self.done_on if day is not None]
        return max(days) if days and len(days) == len(self.done_on) else None

    @property
    def days(self) -> int | None:
        """From the first day to the day it was finished; done on the first day is no days."""
        finished_on = self.finished_on
        return (finished_on - self.first_day).days if finished_on else None

    def is_prompt(self) -> bool:
        return self.days is not None and self.days <= PROMPT_DAYS

    def is_told_by(self, today: date) -> bool:
        """Whether it can be said by now if it was prompt: the days are over, and nobody is away."""
        is_over = self.first_day + timedelta(days=PROMPT_DAYS) < today
        return is_over and self.state in (State.DONE, State.OPEN)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of how many."""

    part: int
    whole: int

    @property
    def percentage(self) -> int | None:
        """Whole per cent, rounded down. None of nobody."""
        return self.part * 100 // self.whole if self.whole else None


def done_on(completions: Iterable[Completed], first_day: date) -> date | None:
    """The day a starter had done something: the first day, if an earlier completion counts then."""
    days = [one.on for one in completions if one.on >= first_day]
    if any(_counts_from_before(one, first_day) for one in completions):
        days.append(first_day)
    return min(days, default=None)


def _counts_from_before(one: Completed, first_day: date) -> bool:
    return one.on < first_day and (one.counts_until is None or one.counts_until >= first_day)


def median_days(inductions: Iterable[Induction]) -> float | None:
    """The days that half of those who finished took at most. None where nobody did."""
    days = [one.days for one in inductions if one.days is not None]
    return median(days) if days else None


def prompt_share(inductions: Iterable[Induction], today: date) -> Share:
    """How many finished within 30 days, of those of whom that can be told by now."""
    told = [one for one in inductions if one.is_told_by(today)]
    return Share(sum(one.is_prompt() for one in told), len(told))

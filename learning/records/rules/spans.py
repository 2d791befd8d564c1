"""Arithmetic on spans of days. The first and the last day both belong to a span."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included; without a last day it goes on."""

    from_on: date
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    @property
    def days(self) -> int:
        """How many days it lasts. Only of a span that ends."""
        if self.to_on is None:
            raise ValueError("A span that goes on has no number of days.")
        return (self.to_on - self.from_on).days + 1


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, with those that touch or overlap as one."""
    runs: list[Span] = []
    for span in sorted(spans, key=lambda one: one.from_on):
        last = runs[-1] if runs else None
        if last is None or (last.to_on is not None and span.from_on > last.to_on + ONE_DAY):
            runs.append(span)
        elif last.to_on is not None and (span.to_on is None or span.to_on > last.to_on):
            runs[-1] = Span(last.from_on, span.to_on)
    return tuple(runs)


def covering(spans: Iterable[Span], day: date) -> Span | None:
    """The run of spans that covers the day."""
    return next((span for span in joined(spans) if span.covers(day)), None)


def overlap(one: Span, other: Span) -> Span | None:
    """The days that belong to both."""
    ends = [span.to_on for span in (one, other) if span.to_on is not None]
    both = Span(max(one.from_on, other.from_on), min(ends, default=None))
    return both if both.to_on is None or both.from_on <= both.to_on else None


def moved_while_counting(counted_from: date, due: date, pauses: Iterable[Span]) -> date:
    """A day so many days after another, when no day of a pause is counted.

    `pauses` are joined, in order, and over.
    """
    for pause in pauses:
        if pause.to_on is not None and counted_from <= pause.to_on and pause.from_on <= due:
            due += timedelta(days=Span(max(pause.from_on, counted_from), pause.to_on).days)
    return due


def moved_past(due: date, pauses: Iterable[Span]) -> date:
    """A fixed day, moved out of each pause it falls into: the days that were left are left again.

    `pauses` are joined, in order, and over.
    """
    for pause in pauses:
        if pause.covers(due):
            due += timedelta(days=pause.days)
    return due

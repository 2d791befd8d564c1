"""Arithmetic on days: spans with a first and a last day, both of which count.

Spans are joined when they are in order and nothing touches: what meets is one span.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """From one day to another; without an end for as long as nobody says otherwise."""

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


Spans = tuple[Span, ...]


def joined(spans: Iterable[Span]) -> Spans:
    """The same days, in order, with what overlaps or meets made one."""
    found = list(spans)
    if len(found) < 2:
        return tuple(found)
    runs: list[Span] = []
    for span in sorted(found, key=lambda span: span.from_on):
        last = runs[-1] if runs else None
        if last is None or (last.to_on is not None and span.from_on > last.to_on + ONE_DAY):
            runs.append(span)
        elif last.to_on is not None and (span.to_on is None or span.to_on > last.to_on):
            runs[-1] = Span(last.from_on, span.to_on)
    return tuple(runs)


def shared(one: Iterable[Span], other: Iterable[Span]) -> Spans:
    """The days that are in both."""
    others = tuple(other)
    found = []
    for first in one:
        for second in others:
            from_on = max(first.from_on, second.from_on)
            ends = [day for day in (first.to_on, second.to_on) if day is not None]
            to_on = min(ends, default=None)
            if to_on is None or from_on <= to_on:
                found.append(Span(from_on, to_on))
    return joined(found)


def without(spans: Iterable[Span], gone: Iterable[Span]) -> Spans:
    """The days of the first that are not in the second."""
    left = list(joined(spans))
    for hole in gone:
        left = [piece for span in left for piece in _cut(span, hole)]
    return tuple(left)


def _cut(span: Span, hole: Span) -> Iterable[Span]:
    if (hole.to_on is not None and hole.to_on < span.from_on) or (
        span.to_on is not None and span.to_on < hole.from_on
    ):
        yield span
        return
    if span.from_on < hole.from_on:
        yield Span(span.from_on, hole.from_on - ONE_DAY)
    if hole.to_on is not None and (span.to_on is None or span.to_on > hole.to_on):
        yield Span(hole.to_on + ONE_DAY, span.to_on)


def holds_on(spans: Iterable[Span], day: date) -> bool:
    return any(span.covers(day) for span in spans)


def covering(spans: Iterable[Span], day: date) -> Span | None:
    """The run of spans that covers the day."""
    return next((span for span in joined(spans) if span.covers(day)), None)


def first_day_of(spans: Iterable[Span]) -> date | None:
    return min((span.from_on for span in spans), default=None)

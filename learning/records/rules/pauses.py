"""How pauses move days. Here pauses are joined, in order, and over."""

from collections.abc import Iterable
from datetime import date, timedelta

from learning.people.rules.spans import Span


def moved_while_counting(counted_from: date, due: date, pauses: Iterable[Span]) -> date:
    """A day so many days after another, when no day of a pause is counted."""
    for pause in pauses:
        if pause.to_on is not None and counted_from <= pause.to_on and pause.from_on <= due:
            due += timedelta(days=Span(max(pause.from_on, counted_from), pause.to_on).days)
    return due


def moved_past(due: date, pauses: Iterable[Span]) -> date:
    """A fixed day, moved out of each pause: the days that were left are left again."""
    for pause in pauses:
        if pause.covers(due):
            due += timedelta(days=pause.days)
    return due

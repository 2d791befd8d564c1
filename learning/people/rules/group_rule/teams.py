"""Who is in a manager's whole team, day by day: their reports, those people's reports, and on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from learning.people.rules.spans import Span, Spans, joined, shared, without

from .days import HeldPost
from .rule import RuleField


class Line(NamedTuple):
    """That somebody reports to a manager for some days."""

    person: str
    manager: str
    span: Span


def days_in_team(manager: str, lines: Iterable[Line]) -> dict[str, Spans]:
    """On which days each person stands somewhere below the manager.

    Goes down from the manager and only looks again at whoever gained days, so it ends even where
    people manage each other in a circle.
    """
    reports: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        reports[line.manager].append(line)
    days: dict[str, Spans] = {}
    waiting: list[tuple[str, Spans | None]] = [(manager, None)]  # None: on every day
    while waiting:
        boss, when = waiting.pop()
        for line in reports[boss]:
            held = (line.span,) if when is None else shared((line.span,), when)
            gained = without(held, days.get(line.person, ()))
            if gained:
                days[line.person] = joined((*days.get(line.person, ()), *gained))
                waiting.append((line.person, gained))
    return days


def with_everybody_below(people: Iterable[str], lines: Iterable[Line]) -> set[str]:
    """These people and whoever stands below them on any day: all whose teams theirs decide."""
    reports: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        reports[line.manager].add(line.person)
    found: set[str] = set()
    waiting = set(people)
    while waiting:
        person = waiting.pop()
        found.add(person)
        waiting |= reports[person] - found
    return found


def split_by_team(post: HeldPost, teams: Mapping[str, Mapping[str, Spans]]) -> tuple[HeldPost, ...]:
    """The post in pieces, each of which knows the named managers who stand above it.

    `teams` has the days of every person in each named manager's team, by the manager's key.
    """
    pieces = [post]
    for manager, days in teams.items():
        pieces = [new for piece in pieces for new in _split(piece, manager, days)]
    return tuple(pieces)


def _split(post: HeldPost, manager: str, days: Mapping[str, Spans]) -> Iterable[HeldPost]:
    bosses = post.fields[RuleField.LINE_MANAGER]
    inside: Spans = (
        (post.span,)
        if manager in bosses
        else shared((post.span,), (span for boss in bosses for span in days.get(boss, ())))
    )
    if not inside:
        yield post
        return
    above = post.fields[RuleField.TEAM] | {manager}
    for span in inside:
        yield replace(post, span=span, fields={**post.fields, RuleField.TEAM: above})
    for span in without((post.span,), inside):
        yield replace(post, span=span)

"""Arithmetic on facts with a first and a last day. A changed fact is a new one: it has no number.

Every function takes a person's facts of one sort and returns them as they become.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from .staff_list import Fact

What = TypeVar("What")
Facts = tuple[Fact[What], ...]


def end_all(facts: Facts, last_on: date) -> Facts:
    """Nothing holds after the day. What would have begun later never was."""
    return tuple(
        fact if fact.to_on and fact.to_on <= last_on else replace(fact, id=None, to_on=last_on)
        for fact in facts
        if fact.from_on <= last_on
    )


def end_some(facts: Facts, last_on: date, is_meant: Callable[[Fact], bool]) -> Facts:
    """End those that are meant, as `end_all` does, and leave the rest alone."""
    kept = tuple(fact for fact in facts if not is_meant(fact))
    return kept + end_all(tuple(fact for fact in facts if is_meant(fact)), last_on)


def move_end(facts: Facts, old: date, new: date | None) -> Facts:
    """What ended on the one day ends on the other instead."""
    return tuple(replace(fact, id=None, to_on=new) if fact.to_on == old else fact for fact in facts)


def move_start(facts: Facts, old: date, new: date) -> Facts:
    """What began with a spell begins with its corrected first day; nothing holds before that."""
    moved: list[Fact] = []
    for fact in facts:
        if fact.from_on < old or (fact.from_on > old and fact.from_on >= new):
            moved.append(fact)
        elif fact.to_on is None or fact.to_on >= new:
            moved.append(replace(fact, id=None, from_on=new))
    return tuple(moved)


def superseded(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[int, ...]:
    """The numbers of facts that are no longer held to be true."""
    kept = {fact.id for fact in after}
    return tuple(fact.id for fact in before if fact.id is not None and fact.id not in kept)


def begun(after: Facts) -> Facts:
    """The facts to write."""
    return tuple(fact for fact in after if fact.id is None)

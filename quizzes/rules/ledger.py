"""Marks as a ledger: they are only ever added, and a later one may supersede an earlier one."""

from collections.abc import Iterable
from typing import Protocol, TypeVar
from uuid import UUID


class Entry(Protocol):
    """A mark as the ledger has it: its number, its question, and the mark it supersedes."""

    pk: int
    question_key: UUID
    supersedes_id: int | None


E = TypeVar("E", bound=Entry)


def in_force(entries: Iterable[E]) -> dict[UUID, E]:
    """The mark in force of each question that has one: the last not superseded."""
    entries = sorted(entries, key=lambda entry: entry.pk)
    superseded = {entry.supersedes_id for entry in entries}
    return {entry.question_key: entry for entry in entries if entry.pk not in superseded}


def outcome_after(
    had: bool | None, marks_say: bool | None, *, takes_pass_away: bool = False
) -> bool | None:
    """The outcome of an attempt when its marks have changed, None while some are awaited.

    A pass that somebody had is taken away only where that is said.
    """
    if had and not takes_pass_away:
        return had
    return marks_say

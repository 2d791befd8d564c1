"""What a file would do to the staff list: who joins, moves, returns, leaves, and what is wrong."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .cells import Value
from .problems import Problem
from .staff_list import Fact, PostHeld


class Kind(StrEnum):
    """What a file says has happened to somebody. Each person is of one kind."""

    JOINER = "joiner"
    RETURNER = "returner"
    LEAVER = "leaver"
    MOVER = "mover"
    CORRECTED = "corrected"
    ABSENT = "absent"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Options:
    """What HR confirms besides the file itself."""

    takes_effect_on: date
    leavers_last_day_on: date | None = None
    creates_groups: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that becomes another."""

    what: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows to write for one person: those no longer held to be true, and those now known."""

    superseded_employments: tuple[int, ...] = ()
    superseded_posts: tuple[int, ...] = ()
    superseded_memberships: tuple[int, ...] = ()
    employments: tuple[Fact[None], ...] = ()
    posts: tuple[Fact[PostHeld], ...] = ()
    memberships: tuple[Fact[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One person: what happens to them, from which day, and the facts that say so.

    `row` is empty for somebody who is not in the file.
    """

    kind: Kind
    payroll_number: str
    name: str
    row: int | None = None
    on: date | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    groups_begun: tuple[str, ...] = ()
    groups_ended: tuple[str, ...] = ()
    facts: Facts = Facts()

    @property
    def changes_anything(self) -> bool:
        return bool(self.details) or self.facts != Facts()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a file would do, and everything that stands in its way."""

    options: Options
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    new_groups: tuple[str, ...] = ()
    unknown_groups: Mapping[str, int] = field(default_factory=dict)
    ignored_columns: tuple[str, ...] = ()
    rows: int = 0

    def of(self, kind: Kind) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        counts = {kind.value: 0 for kind in Kind}
        for entry in self.entries:
            counts[entry.kind] += 1
        return counts | {"broken": len(self.broken_rows), "rows": self.rows}

    @property
    def broken_rows(self) -> tuple[int, ...]:
        return tuple(sorted({problem.row for problem in self.problems}))

    @property
    def changes_anything(self) -> bool:
        return any(entry.changes_anything for entry in self.entries)

    def digest(self) -> str:
        """The same for the same plan alone: what HR saw is what is applied, or nothing is."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

"""What a file would do to somebody: whether they join, move, return or leave, and what to write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .cells import Value
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
    is_full: bool = True


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

"""What a file would do to somebody: whether they join, move, return or leave, and what to write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from . import timelines
from .cells import Value
from .staff_list import Fact, Person, PostHeld

ONE_DAY = timedelta(days=1)


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

    @property
    def missed_from(self) -> date:
        """Whoever is still to be in post on this day, or after it, is missed in a whole list.

        Others have gone by then, whether or not it names them.
        """
        if self.leavers_last_day_on is None:
            return self.takes_effect_on + ONE_DAY
        return max(self.leavers_last_day_on + ONE_DAY, self.takes_effect_on)


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


def written(before: Person, after: Person) -> Facts:
    """What to write for somebody to become from the one the other."""
    return Facts(
        superseded_employments=timelines.superseded(before.employments, after.employments),
        superseded_posts=timelines.superseded(before.posts, after.posts),
        superseded_memberships=timelines.superseded(before.memberships, after.memberships),
        employments=timelines.begun(after.employments),
        posts=timelines.begun(after.posts),
        memberships=timelines.begun(after.memberships),
    )

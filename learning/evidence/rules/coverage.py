"""Coverage: how many of those who should have shown something about an element have shown it.

Everything here is as at one day and as known at one moment; whoever asks has chosen both. People,
staff groups, activities and elements are known by their ids.

Somebody has one standing for an element, whatever the scope:

- they are asked for every activity that claims the element and is meant for one of their groups;
- an activity they are excused from by a waiver is not asked of them, and while they are away
  nothing is: who is left with nothing asked is excused;
- of the rest, whoever holds every mandatory activity that is asked of them is current; where none
  that is asked is mandatory, it takes any one that they hold, even one they were excused from.

A scope, a staff group or all, only says whom to count. Each person counts once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

NOBODY: frozenset[int] = frozenset()

# An activity, and those of somebody's groups for which it is mandatory.
Meant = tuple[int, frozenset[int]]


class Status(StrEnum):
    CURRENT = "current"
    LAPSED = "lapsed"
    NOT_YET = "not yet"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class Completed:
    """A completion that stands: the day, and the last day on which it counts, if there is one.

    `source` is how it is known, which decides nothing.
    """

    on: date
    counts_until: date | None = None
    source: str = ""

    def counts_on(self, day: date) -> bool:
        return self.on <= day and (self.counts_until is None or day <= self.counts_until)

    @property
    def lasting(self) -> tuple[date, date]:
        """The greater, the longer it counts; of two that count as long, the later."""
        return (self.counts_until or date.max, self.on)


@dataclass(frozen=True, slots=True)
class Facts:
    """What figures rest on, as at a day. An absent key means that there is nothing to say."""

    day: date
    in_post: frozenset[int] = NOBODY
    groups_of: Mapping[int, frozenset[int]] = field(default_factory=dict)  # by person
    audience_of: Mapping[int, frozenset[int]] = field(default_factory=dict)  # groups, by activity
    activities_for: Mapping[int, frozenset[int]] = field(default_factory=dict)  # by element
    mandatory_for_groups: Mapping[int, frozenset[int]] = field(default_factory=dict)  # by activity
    mandatory_for_people: Mapping[int, frozenset[int]] = field(default_factory=dict)  # by activity
    waived: Mapping[int, frozenset[int]] = field(default_factory=dict)  # activities, by person
    away: frozenset[int] = NOBODY
    completed: Mapping[tuple[int, int], Completed] = field(default_factory=dict)  # person, activity


class Asked(NamedTuple):
    """One activity that serves the element, as it stands for one person."""

    activity: int
    is_waived: bool
    mandatory_groups: frozenset[int]
    is_mandatory_for_them: bool
    completed: Completed | None
    counts: bool

    @property
    def is_mandatory(self) -> bool:
        return bool(self.mandatory_groups) or self.is_mandatory_for_them


class Standing(NamedTuple):
    """How an expected person stands for an element, and what that rests on."""

    person: int
    status: Status
    is_away: bool
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many are expected, how many of them are excused and how many of the rest are current."""

    expected: int = 0
    excused: int = 0
    current: int = 0

    @property
    def counted(self) -> int:
        """The denominator: those expected and not excused."""
        return self.expected - self.excused

    @property
    def percentage(self) -> int | None:
        """Whole per cent, rounded down so that 100 means everyone. None where nobody is counted."""
        return self.current * 100 // self.counted if self.counted else None


def standings(facts: Facts, element: int, group: int | None = None) -> Iterator[Standing]:
    """Everyone expected for the element, in the group or anywhere, and how they stand."""
    # Most people share their groups with others, so what is meant for those is worked out once.
    meant_for: dict[frozenset[int], tuple[Meant, ...]] = {}
    for person in facts.in_post:
        groups = facts.groups_of.get(person, NOBODY)
        if group is not None and group not in groups:
            continue
        if groups not in meant_for:
            meant_for[groups] = _meant_for(facts, element, groups)
        if meant := meant_for[groups]:
            yield _standing(facts, person, meant)


def coverage(standing: Iterable[Standing]) -> Coverage:
    """The figure that a list of standings makes."""
    statuses = [each.status for each in standing]
    return Coverage(
        expected=len(statuses),
        excused=statuses.count(Status.EXCUSED),
        current=statuses.count(Status.CURRENT),
    )


def coverage_by_group(facts: Facts, element: int) -> tuple[Coverage, dict[int, Coverage]]:
    """The figure for everyone, and for each staff group with somebody expected."""
    everyone: list[Standing] = []
    by_group: dict[int, list[Standing]] = {}
    for standing in standings(facts, element):
        everyone.append(standing)
        for group in facts.groups_of[standing.person]:
            by_group.setdefault(group, []).append(standing)
    return coverage(everyone), {group: coverage(those) for group, those in by_group.items()}


def _meant_for(facts: Facts, element: int, groups: frozenset[int]) -> tuple[Meant, ...]:
    """The activities that serve the element and are meant for one of the groups."""
    return tuple(
        (activity, facts.mandatory_for_groups.get(activity, NOBODY) & groups)
        for activity in sorted(facts.activities_for.get(element, NOBODY))
        if facts.audience_of.get(activity, NOBODY) & groups
    )


def _standing(facts: Facts, person: int, meant: tuple[Meant, ...]) -> Standing:
    waived = facts.waived.get(person, NOBODY)
    asked = []
    for activity, mandatory_groups in meant:
        completed = facts.completed.get((person, activity))
        asked.append(
            Asked(
                activity=activity,
                is_waived=activity in waived,
                mandatory_groups=mandatory_groups,
                is_mandatory_for_them=person in facts.mandatory_for_people.get(activity, NOBODY),
                completed=completed,
                counts=completed is not None and completed.counts_on(facts.day),
            )
        )
    is_away = person in facts.away
    return Standing(person, _status(asked, is_away=is_away), is_away, tuple(asked))


def _status(activities: Sequence[Asked], *, is_away: bool) -> Status:
    asked = [activity for activity in activities if not activity.is_waived]
    if is_away or not asked:
        return Status.EXCUSED
    if mandatory := [activity for activity in asked if activity.is_mandatory]:
        missing = [activity for activity in mandatory if not activity.counts]
        never = any(activity.completed is None for activity in missing)
    else:
        missing = [] if any(activity.counts for activity in activities) else asked
        never = all(activity.completed is None for activity in missing)
    if not missing:
        return Status.CURRENT
    return Status.NOT_YET if never else Status.LAPSED

"""What a change of what is asked comes to, person by person, before it is made."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from learning.catalogue.models import Activity
from learning.people.models import Membership, Post, StaffMember
from learning.records.models import Assignment
from learning.records.rules.effect import Cost, Tally, cost_of
from learning.records.rules.standing import Standing, standing_on

from .changes import Change
from .facts import Asked, Known, asked_by, facts_about, facts_of, terms_of
from .sentences import because

# A list longer than this is counted, and not shown name by name.
PEOPLE_SHOWN = 200
# So many people's facts are in memory at once.
BATCH = 200


@dataclass(slots=True)
class Line:
    """What one person gets, and how they would stand for it on the day looked at."""

    staff_member: StaffMember
    activity: Activity
    standing: Standing
    because: str
    asked_already_by: Assignment | None
    department: str = ""


@dataclass(slots=True)
class Effect:
    """What a change comes to as at a day. `digest` stands for all of it, whatever is shown."""

    on: date
    people: int = 0
    tallies: dict[Activity, Tally] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    lines_in_all: int = 0
    digest: str = ""

    @property
    def cost(self) -> Cost:
        return cost_of(self.tallies.values(), on=self.on)

    @property
    def lines_left_out(self) -> int:
        return self.lines_in_all - len(self.lines)

    @property
    def reaches_nobody(self) -> bool:
        return not self.people and not self.total("dropped")

    def total(self, name: str) -> int:
        """A figure of the tallies, over all activities."""
        return sum(getattr(tally, name) for tally in self.tallies.values())


def reach_of(change: Change, *, today: date) -> int:
    """How many standings its effect is made of: people, each for each activity."""
    activities = {each.activity_id for each in (*change.begins, *change.ends)}
    return _people(change, on=max(change.from_on, today)).count() * len(activities)


def effect_of(
    change: Change, *, today: date, looked_at: Callable[[int], None] = lambda count: None
) -> Effect:
    """What the change comes to on its first day, or today if it reaches back.

    Two queries, two more for each batch of people, and one for the departments shown; `looked_at`
    hears how many people were looked at so far.
    """
    count = 0
    on = max(change.from_on, today)
    effect = Effect(on=on, tallies=_tallies(change))
    activities = {activity.pk: activity for activity in effect.tallies}
    asking = _Asking(
        new=asked_by(_numbered(change.begins)),
        old=asked_by(change.ends),
        others=asked_by(_others(change, [*activities], on=on)),
    )
    digest = hashlib.sha256(_terms_as_text(change).encode())
    for batch in _batches(_people(change, on=on)):
        known = facts_about(
            {person.pk: person.key for person in batch},
            {activity.pk: activity.key for activity in effect.tallies},
        )
        for person in batch:
            is_reached = False
            for activity, tally in effect.tallies.items():
                found = asking.standings(person.pk, activity.pk, known, on)
                if found.new is None:
                    tally.dropped += found.is_dropped
                    digest.update(f"{person.pk} {found.is_dropped}".encode())
                    continue
                is_reached = True
                tally.count(found.new, is_asked_already=found.other is not None)
                digest.update(_as_text(person, activity, found).encode())
                effect.lines_in_all += 1
                if len(effect.lines) < PEOPLE_SHOWN:
                    effect.lines.append(asking.line(person, activity, found))
            effect.people += is_reached
        count += len(batch)
        looked_at(count)
    _add_departments(effect.lines, on=on)
    effect.digest = digest.hexdigest()
    return effect


@dataclass(frozen=True, slots=True)
class _Found:
    """How somebody stands for an activity under what is new, what ends and what stays."""

    new: Standing | None
    old: Standing | None
    other: Standing | None

    @property
    def is_dropped(self) -> bool:
        return self.new is None and self.old is not None and self.other is None


@dataclass(frozen=True, slots=True)
class _Asking:
    new: Asked
    old: Asked
    others: Asked

    def standings(self, person: int, activity: int, known: Known, on: date) -> _Found:
        def under(asked: Asked) -> Standing | None:
            facts = facts_of(person, activity, known, asked)
            return standing_on(facts, on) if facts else None

        return _Found(under(self.new), under(self.old), under(self.others))

    def line(self, person: StaffMember, activity: Activity, found: _Found) -> Line:
        standing, other = found.new, found.other
        assert standing is not None  # noqa: S101 - only who is asked has a line
        return Line(
            staff_member=person,
            activity=activity,
            standing=standing,
            because=because(standing, self.new.assignments[standing.terms.id]),
            asked_already_by=self.others.assignments[other.terms.id] if other else None,
        )


def _tallies(change: Change) -> dict[Activity, Tally]:
    """A tally for each activity, in the order in which they are asked."""
    activities = dict.fromkeys(each.activity for each in (*change.begins, *change.ends))
    return {each: Tally(each.minutes, each.refresher_months) for each in activities}


def _others(change: Change, activities: list[int], *, on: date) -> QuerySet[Assignment]:
    """What else asks for the same that day."""
    ended = [each.pk for each in change.ends]
    others = Assignment.objects.known().on(on).filter(activity__in=activities).exclude(pk__in=ended)
    return others.select_related("activity", "programme", "staff_group", "staff_member")


def _numbered(assignments: Sequence[Assignment]) -> Iterator[Assignment]:
    """Copies that can be told apart, though none is saved yet."""
    for number, assignment in enumerate(assignments, start=1):
        numbered = copy(assignment)
        numbered.pk = number
        yield numbered


def _people(change: Change, *, on: date) -> QuerySet[StaffMember]:
    """Whoever the change can reach, in post that day, by name."""
    rows = (*change.begins, *change.ends)
    groups = {each.staff_group_id for each in rows if each.staff_group_id}
    people = {each.staff_member_id for each in rows if each.staff_member_id}
    members = Membership.objects.known().on(on).filter(staff_group__in=groups)
    reached = Q(pk__in=members.values("staff_member")) | Q(pk__in=people)
    return StaffMember.objects.in_post_on(on).filter(reached)


def _batches(people: QuerySet[StaffMember]) -> Iterator[list[StaffMember]]:
    each = people.iterator(chunk_size=BATCH)
    while batch := list(islice(each, BATCH)):
        yield batch


def _add_departments(lines: list[Line], *, on: date) -> None:
    """The department of the first of somebody's posts, as in every report."""
    people = {line.staff_member.pk for line in lines}
    posts = Post.objects.known().on(on).filter(staff_member__in=people).order_by("-from_on", "-pk")
    departments = dict(posts.values_list("staff_member", "department"))  # the last one stays
    for line in lines:
        line.department = departments.get(line.staff_member.pk, "")


def _terms_as_text(change: Change) -> str:
    def said(assignment: Assignment) -> tuple[Any, ...]:
        return (
            assignment.activity_id,
            assignment.activity.minutes,
            assignment.programme_id,
            assignment.staff_member_id,
            terms_of(assignment),
        )

    return repr(
        (
            change.from_on,
            [said(each) for each in change.begins],
            sorted(each.pk for each in change.ends),
        )
    )


def _as_text(person: StaffMember, activity: Activity, found: _Found) -> str:
    standing = found.new
    assert standing is not None  # noqa: S101 - only who is asked is told
    said = (person.pk, activity.pk, standing.status, standing.due_on, found.other is not None)
    return repr(said)

"""How many people stand on any day, as known at any moment, worked out from the facts."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from learning.people.models import StaffMember
from learning.records.models import Assignment, PastStanding
from learning.records.rules.standing import Standing, standing_on

from .facts import PersonFacts, asked_by, facts_about, facts_of

# Ten years of somebody's record are hundreds of rows, so few people at once keep memory flat.
PEOPLE_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Stood:
    """How one person stood for one activity, and the staff groups they were in that day."""

    person: int
    activity: int
    groups: frozenset[int]
    standing: Standing


def standings_of(
    people: QuerySet[StaffMember],
    *,
    activities: Collection[int] = (),
    on: date,
    known_at: datetime | None = None,
    at_once: int = PEOPLE_AT_ONCE,
    looked_at: Callable[[int], None] = lambda count: None,
) -> Iterator[Stood]:
    """Everything asked of the people that day, or of some activities only.

    Two queries for so many people at once, and no more of them in memory; `looked_at` hears how
    many were looked at so far.
    """
    count = 0
    assignments = Assignment.objects.known(known_at).on(on).select_related("activity")
    if activities:
        assignments = assignments.filter(activity__in=activities)
    asked = asked_by(assignments)
    keys_of_activities = {one.activity_id: one.activity.key for one in asked.assignments.values()}
    for keys in _batches(people, at_once):
        known = facts_about(keys, keys_of_activities, known_at=known_at)
        for person, theirs in known.people.items():
            groups = _groups_on(theirs, on)
            for activity in sorted(asked.activities_for(person, groups)):
                facts = facts_of(person, activity, known, asked)
                if facts and (standing := standing_on(facts, on)):
                    yield Stood(person, activity, groups, standing)
        count += len(keys)
        looked_at(count)


def _batches(people: QuerySet[StaffMember], at_once: int) -> Iterator[dict[int, UUID]]:
    """Ids to keys, so many at a time."""
    last = 0
    rows = people.order_by("pk").values_list("pk", "key")
    while batch := dict(rows.filter(pk__gt=last)[:at_once]):
        yield batch
        last = max(batch)


def _groups_on(theirs: PersonFacts, day: date) -> frozenset[int]:
    return frozenset(
        group
        for group, spans in theirs.memberships.items()
        if any(span.covers(day) for span in spans)
    )


def row_of(person: int, activity: int, standing: Standing) -> dict[str, object]:
    """A standing as lists read it, by the names of the fields; a row that is named by its id."""
    held = standing.held
    return {
        "staff_member": person,
        "activity": activity,
        "assignment": standing.terms.id,
        "status": standing.status.value,
        "is_mandatory": standing.is_mandatory,
        "due_on": standing.due_on,
        "held_on": held.completed.on if held else None,
        "holds_until": held.renewal.holds_until if held else None,
    }


def past_standing_of(stood: Stood) -> PastStanding:
    """A standing of a past day as lists read it, not saved."""
    row = row_of(stood.person, stood.activity, stood.standing)
    named_by_id = {
        f"{name}_id": row.pop(name) for name in ("staff_member", "activity", "assignment")
    }
    return PastStanding(**row, **named_by_id)

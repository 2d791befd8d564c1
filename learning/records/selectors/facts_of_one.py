"""What one person's standings rest on: every staff page asks, so it is gathered in one query."""

import json
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from learning.catalogue.models import Activity
from learning.people.models import Membership, StaffMember
from learning.records.models import Assignment, Completion
from learning.records.rules.standing import Completed, Standing, standing_on

from .facts import Asked, Known, PersonFacts, Row, as_rows, dated_facts, facts_of, take_in

# The terms travel as words, like the reason of a waiver.
TERMS = Assignment._meta.concrete_fields


def assigned_to(
    staff_member: StaffMember, *, known_at: datetime | None = None
) -> QuerySet[Assignment]:
    """What is or was asked of the person, themselves or as one of a group."""
    groups = Membership.objects.known(known_at).filter(staff_member=staff_member)
    mine = Q(staff_member=staff_member) | Q(staff_group__in=groups.values("staff_group"))
    return Assignment.objects.known(known_at).filter(mine)


def facts_about_one(
    staff_member: StaffMember,
    assignments: QuerySet[Assignment],
    *,
    known_at: datetime | None = None,
) -> Known:
    """What is known of the person, for the activities of the assignments. One query."""
    known = Known({staff_member.pk: PersonFacts()})
    first, *more = _facts(staff_member, assignments, known_at)
    for row in first.union(*more, all=True):
        _take_in(known, row)
    return known


def standings_of_one(
    staff_member: StaffMember, *, on: date, activity_key: UUID | None = None
) -> dict[UUID, Standing]:
    """How the person stands for everything asked of them that day, or for one activity.

    By the activity's key. One query: the terms come with the facts.
    """
    assignments = assigned_to(staff_member)
    if activity_key is not None:
        assignments = assignments.filter(activity__key=activity_key)
    columns = {field.attname: field.attname for field in TERMS}
    terms = JSONObject(**columns, activity_key="activity__key")
    known, asked = Known({staff_member.pk: PersonFacts()}), Asked()
    keys: dict[int, UUID] = {}
    first, *more = _facts(staff_member, assignments, None)
    for row in first.union(*more, as_rows("terms", assignments, "activity_id", terms), all=True):
        if row[0] == "terms":
            values = json.loads(row[3])
            keys[row[2]] = UUID(values.pop("activity_key"))
            asked.add(Assignment.of_values(values))
        else:
            _take_in(known, row)
    standings = {}
    for activity, key in keys.items():
        facts = facts_of(staff_member.pk, activity, known, asked)
        if facts and (standing := standing_on(facts, on)):
            standings[key] = standing
    return standings


def _facts(
    staff_member: StaffMember, assignments: QuerySet[Assignment], known_at: datetime | None
) -> list[QuerySet]:
    """The facts of the person as rows, what was completed among them."""
    activities = assignments.order_by().values("activity")
    completions = Completion.objects.standing(known_at).by(staff_member)
    completions = completions.filter(activity_key__in=activities.values("activity__key"))
    activity = Activity.objects.filter(key=OuterRef("activity_key")).values("pk")
    return [
        *dated_facts([staff_member.pk], activities, known_at),
        as_rows(
            "completion",
            completions,
            Subquery(activity),
            JSONObject(id="pk", source="source"),
            person=Value(staff_member.pk),
            from_on="completed_on",
            to_on="expires_on",
        ),
    ]


def _take_in(known: Known, row: Row) -> None:
    kind, person, activity, words, from_on, to_on = row
    if kind == "completion":
        completed = Completed(from_on, to_on, **json.loads(words))
        known.people[person].completions[activity].append(completed)
    else:
        take_in(known, row)

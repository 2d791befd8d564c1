"""What somebody must learn, and how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import Assignment, Completion, WorkedOutStanding
from learning.records.rules.standing import Standing, standing_on
from learning.records.rules.status import EXCUSED, Status

from .facts import Requested, asked_by, assignments_known, facts_about, facts_of
from .facts_of_one import assigned_to, facts_about_one
from .sentences import because, for_whom
from .steps import with_steps


@dataclass(frozen=True, slots=True)
class Assigned:
    """What somebody must or should complete, why, by when, and how it stands."""

    assignment: Assignment
    standing: Standing
    because: str
    request: Requested | None

    @property
    def activity(self) -> Activity:
        return self.assignment.activity

    @property
    def status(self) -> Status:
        return self.standing.status

    @property
    def for_whom(self) -> str:
        """The group and programme through which it is asked; nothing where it is to them alone."""
        return for_whom(self.assignment)

    @property
    def place(self) -> tuple[str, int, str]:
        """By title; but the steps of a programme stay together, in their order."""
        title, programme = self.activity.title, self.assignment.programme
        number, _count = self.assignment.step or (0, 0)
        return (str(programme or title), number, title)

    @property
    def is_begun(self) -> bool:
        return self.status is Status.IN_PROGRESS

    @property
    def due_on(self) -> date | None:
        return self.standing.due_on

    @property
    def is_mandatory(self) -> bool:
        return self.standing.is_mandatory

    @property
    def may_have_more_time(self) -> bool:
        """Whether there is a day by which it is to be done, or done again, that can be moved."""
        return self.due_on is not None and self.status not in EXCUSED | {Status.CURRENT}


def learning_of(
    staff_member: StaffMember, *, on: date, known_at: datetime | None = None
) -> list[Assigned]:
    """Everything asked of the person that day, most pressing first. Two queries."""
    assignments = assigned_to(staff_member, known_at=known_at)
    shown = with_steps(assignments, on=on, known_at=known_at)
    asked = asked_by(shown.select_related("activity", "programme", "staff_group"))
    known = facts_about_one(staff_member, assignments, known_at=known_at)
    activities = {each.activity_id for each in asked.assignments.values()}
    assigned = []
    for activity in activities:
        facts = facts_of(staff_member.pk, activity, known, asked)
        if facts and (standing := standing_on(facts, on)):
            assignment = asked.assignments[standing.terms.id]
            requests = known.people[staff_member.pk].requests[activity]
            assigned.append(
                Assigned(
                    assignment,
                    standing,
                    because(standing, assignment),
                    _current_request(requests, on=on),
                )
            )
    return sorted(assigned, key=_pressure)


def because_of(
    rows: Iterable[WorkedOutStanding], *, on: date, known_at: datetime | None = None
) -> dict[tuple[int, int], str]:
    """Why people stand as they do: sentences by person and activity. Three queries."""
    rows = list(rows)
    keys = {row.staff_member_id: row.staff_member.key for row in rows}
    activities = {row.activity_id: row.activity.key for row in rows}
    known = facts_about(keys, activities, known_at=known_at)
    assignments = assignments_known(known_at).filter(activity__in=activities)
    asked = asked_by(with_steps(assignments, on=on, known_at=known_at))
    sentences = {}
    for row in rows:
        facts = facts_of(row.staff_member_id, row.activity_id, known, asked)
        if facts and (standing := standing_on(facts, on)):
            assignment = asked.assignments[standing.terms.id]
            sentences[row.staff_member_id, row.activity_id] = because(standing, assignment)
    return sentences


def latest_completions(
    staff_member: StaffMember, *, on: date, known_at: datetime | None = None
) -> dict[UUID, Completion]:
    """The person's latest standing completion of each activity, by the activity's key."""
    standing = Completion.objects.standing(known_at).by(staff_member).filter(completed_on__lte=on)
    newest_first = [F("completed_at").desc(), F("pk").desc()]
    latest = standing.annotate(
        place=Window(RowNumber(), partition_by="activity_key", order_by=newest_first)
    ).filter(place=1)
    return {completion.activity_key: completion for completion in latest.order_by("completed_at")}


def _current_request(requests: Iterable[Requested], *, on: date) -> Requested | None:
    """What waits for an answer, or else an answer about a day that has not passed."""
    current = [each for each in requests if not each.is_answered or each.wanted_on >= on]
    return min(current, key=lambda each: each.is_answered, default=None)


def _pressure(assigned: Assigned) -> tuple[object, ...]:
    *pressure, _assignment = assigned.standing.pressure
    return (*pressure, assigned.place)

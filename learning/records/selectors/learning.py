"""Reads of what somebody must learn and has learnt."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import Membership, StaffMember
from learning.records.models import Assignment, Completion
from learning.records.rules.dates import due_on
from learning.records.rules.status import Status, status_on


@dataclass(frozen=True, slots=True)
class Assigned:
    """What somebody must or should complete, why, by when, and how it stands."""

    activity: Activity
    is_mandatory: bool
    due_on: date | None
    because: str
    completion: Completion | None
    status: Status


def learning_of(
    staff_member: StaffMember,
    *,
    on: date,
    known_at: datetime | None = None,
    completions: dict[UUID, Completion] | None = None,
) -> list[Assigned]:
    """Everything assigned to the person that day, most pressing first. Three queries.

    Two for a caller that has asked for their `latest_completions` already.
    """
    joined = dict(
        Membership.objects.known(known_at)
        .on(on)
        .filter(staff_member=staff_member)
        .values_list("staff_group")
        .annotate(joined=Max("from_on"))
    )
    assignments = (
        Assignment.objects.known(known_at)
        .on(on)
        .filter(Q(staff_member=staff_member) | Q(staff_group__in=joined.keys()))
        .filter(Q(activity__withdrawn_on=None) | Q(activity__withdrawn_on__gt=on))
        .select_related("activity", "staff_group")
    )
    if completions is None:
        completions = latest_completions(staff_member, on=on, known_at=known_at)
    pressing: dict[int, Assigned] = {}
    for assignment in assignments:
        assigned = _assigned(assignment, joined=joined, completions=completions, on=on)
        rival = pressing.get(assignment.activity_id)
        if rival is None or _pressure(assigned) < _pressure(rival):
            pressing[assignment.activity_id] = assigned
    return sorted(pressing.values(), key=_pressure)


def latest_completions(
    staff_member: StaffMember, *, on: date, known_at: datetime | None = None
) -> dict[UUID, Completion]:
    """The person's latest standing completion of each activity, by the activity's key."""
    standing = Completion.objects.standing(known_at).by(staff_member).filter(completed_on__lte=on)
    return {
        completion.activity_key: completion
        for completion in standing.order_by("completed_at", "pk")
    }


def _assigned(
    assignment: Assignment,
    *,
    joined: dict[int, date],
    completions: dict[UUID, Completion],
    on: date,
) -> Assigned:
    completion = completions.get(assignment.activity.key)
    group = assignment.staff_group
    joined_on = joined.get(group.pk) if group else None
    due = due_on(
        assigned_on=assignment.from_on,
        joined_on=joined_on,
        fixed_on=assignment.due_on,
        days=assignment.due_days,
    )
    return Assigned(
        activity=assignment.activity,
        is_mandatory=assignment.is_mandatory,
        due_on=due,
        because=_because(assignment, joined_on),
        completion=completion,
        status=status_on(
            on,
            due_on=due,
            completed_on=completion.completed_on if completion else None,
            expires_on=completion.expires_on if completion else None,
        ),
    )


def _because(assignment: Assignment, joined_on: date | None) -> str:
    if assignment.staff_group is None:
        return _("Assigned to you on %(day)s.") % {"day": date_format(assignment.from_on)}
    names = {"group": assignment.staff_group.name, "days": assignment.due_days}
    if assignment.due_days is None:
        return _("For everyone in %(group)s.") % names
    if joined_on and joined_on > assignment.from_on:
        names["day"] = date_format(joined_on)
        return _("For everyone in %(group)s: %(days)s days after you joined on %(day)s.") % names
    names["day"] = date_format(assignment.from_on)
    return _("For everyone in %(group)s: %(days)s days after it was assigned on %(day)s.") % names


PRESSING = [Status.OVERDUE, Status.LAPSED, Status.DUE, Status.CURRENT]


def _pressure(assigned: Assigned) -> tuple[object, ...]:
    return (
        PRESSING.index(assigned.status),
        not assigned.is_mandatory,
        assigned.due_on or date.max,
        assigned.activity.title,
    )

"""Saying who must complete what, and who is excused."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffGroup, StaffMember
from learning.records.models import Assignment, Waiver


@transaction.atomic
def assign_activity(
    *,
    activity: Activity,
    staff_groups: Iterable[StaffGroup] = (),
    staff_members: Iterable[StaffMember] = (),
    is_mandatory: bool = True,
    due_on: date | None = None,
    due_days: int | None = None,
    from_on: date,
    at: datetime,
    source: str,
) -> list[Assignment]:
    """Assign an activity, one assignment for each group and person, all or none.

    Where the group or person already has an open assignment of it, the new one takes over from
    its first day and the old one keeps the days before.
    """
    if due_on is not None and due_days is not None:
        raise ValidationError(_("Choose a due date or a number of days, not both."))
    if due_on is not None and due_on < from_on:
        raise ValidationError(_("The due date is before the day the assignment begins."))
    targets: list[dict[str, StaffGroup | StaffMember]] = [
        {"staff_group": group} for group in staff_groups
    ]
    targets += [{"staff_member": person} for person in staff_members]
    if not targets:
        raise ValidationError(_("Choose at least one staff group or person."))
    made = []
    for target in targets:
        for earlier in Assignment.objects.known().filter(activity=activity, to_on=None, **target):
            end_assignment(assignment=earlier, last_on=_day_before(from_on), at=at, source=source)
        made.append(
            Assignment.objects.create(
                activity=activity,
                is_mandatory=is_mandatory,
                due_on=due_on,
                due_days=due_days,
                from_on=from_on,
                recorded_at=at,
                source=source,
                **target,
            )
        )
    return made


def end_assignment(
    *, assignment: Assignment, last_on: date, at: datetime, source: str
) -> Assignment | None:
    """Ask no more after the day. What was due before it stays on record."""
    with transaction.atomic():
        return assignment.end(last_on=last_on, at=at, source=source)


@transaction.atomic
def waive(
    *,
    activity: Activity,
    staff_member: StaffMember,
    reason: str,
    from_on: date,
    to_on: date,
    at: datetime,
    source: str,
) -> Waiver:
    """Excuse somebody from an activity until a day, for a reason."""
    if not reason.strip():
        raise ValidationError(
            _("Say why they are excused. The reason is shown wherever it counts.")
        )
    if to_on < from_on:
        raise ValidationError(_("The last day is before the first."))
    return Waiver.objects.create(
        activity=activity,
        staff_member=staff_member,
        reason=reason.strip(),
        from_on=from_on,
        to_on=to_on,
        recorded_at=at,
        source=source,
    )


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)

"""Saying who must complete what, and who is excused."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffGroup, StaffMember
from learning.records.choices import DueChoice
from learning.records.models import Assignment, Programme, Step, Waiver


@dataclass(frozen=True, slots=True)
class Ask:
    """What an assignment asks, as HR sets it: the fields of `Assignment` of the same names."""

    is_mandatory: bool = True
    due: DueChoice = DueChoice.BY_NO_DAY
    due_on: date | None = None
    due_days: int = 0
    again_months: int | None = None
    season_from_month: int | None = None
    season_to_month: int | None = None
    window_days: int | None = None


@transaction.atomic
def assign(
    *,
    ask: Ask,
    activity: Activity | None = None,
    programme: Programme | None = None,
    staff_groups: Iterable[StaffGroup] = (),
    staff_members: Iterable[StaffMember] = (),
    from_on: date,
    at: datetime,
    source: str,
) -> list[Assignment]:
    """Assign an activity, or each step of a programme, to each group and person, all or none.

    Where the group or person already has an open assignment of it, the new one takes over from
    its first day and the old one keeps the days before.
    """
    if ask.due_on is not None and ask.due_on < from_on:
        raise ValidationError(_("The due date is before the day the assignment begins."))
    targets: list[dict[str, StaffGroup | StaffMember]] = [
        {"staff_group": group} for group in staff_groups
    ]
    targets += [{"staff_member": person} for person in staff_members]
    if not targets:
        raise ValidationError(_("Choose at least one staff group or person."))
    return [
        _assign_one(each, programme, target, ask, from_on=from_on, at=at, source=source)
        for each in activities_of(activity, programme, on=from_on)
        for target in targets
    ]


def activities_of(
    activity: Activity | None, programme: Programme | None, *, on: date
) -> list[Activity]:
    """The one activity, or those of the programme's steps that day, in order."""
    if activity is not None:
        return [activity]
    if programme is None:
        raise ValidationError(_("Choose an activity or a programme."))
    steps = Step.objects.known().on(on).filter(programme=programme).select_related("activity")
    activities = [step.activity for step in steps.order_by("position", "pk")]
    if not activities:
        raise ValidationError(
            _("%(programme)s has no activities yet. Add some first.") % {"programme": programme}
        )
    return activities


def _assign_one(
    activity: Activity,
    programme: Programme | None,
    target: Mapping[str, StaffGroup | StaffMember],
    ask: Ask,
    *,
    from_on: date,
    at: datetime,
    source: str,
) -> Assignment:
    same = Assignment.objects.known().filter(activity=activity, programme=programme, **target)
    for earlier in same.filter(to_on=None):
        end_assignment(assignment=earlier, last_on=_day_before(from_on), at=at, source=source)
    assignment = Assignment(
        activity=activity,
        programme=programme,
        from_on=from_on,
        counted_from_on=from_on,
        recorded_at=at,
        source=source,
        **asdict(ask),
        **target,
    )
    assignment.full_clean(exclude=["source"])
    assignment.save(force_insert=True)
    return assignment


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

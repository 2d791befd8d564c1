"""Planning a change of what is asked, so that its effect can be seen before it is made.

A new assignment, other terms and another set of steps are all the same thing: some assignments
begin on a day, and others end the day before.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffGroup, StaffMember
from learning.records.choices import DueChoice
from learning.records.models import Assignment, Programme, Step

Target = StaffGroup | StaffMember


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


@dataclass(frozen=True, slots=True)
class Change:
    """Assignments that begin on a day, not yet saved, and others that end the day before."""

    from_on: date
    begins: list[Assignment] = field(default_factory=list)
    ends: list[Assignment] = field(default_factory=list)


def plan_assignment(
    *,
    ask: Ask,
    activity: Activity | None = None,
    programme: Programme | None = None,
    staff_groups: Iterable[StaffGroup] = (),
    staff_members: Iterable[StaffMember] = (),
    from_on: date,
) -> Change:
    """Assign an activity, or each step of a programme, to each group and person.

    Where the group or person already has an open assignment of it, the new one takes over from
    its first day and the old one keeps the days before.
    """
    groups, people = list(staff_groups), list(staff_members)
    targets: list[Target] = [*groups, *people]
    if not targets:
        raise ValidationError(_("Choose at least one staff group or person."))
    asked = _asked_from(activity, programme, from_on=from_on)
    begins = [
        new_assignment(each, programme, target, ask, from_on=first_on)
        for each, first_on in asked
        for target in targets
    ]
    _refuse_impossible(begins)
    ends = open_assignments().filter(
        Q(staff_group__in=groups) | Q(staff_member__in=people),
        activity__in=[each for each, _first_on in asked],
        programme=programme,
    )
    return Change(from_on, begins, list(ends))


def plan_revision(*, assignments: Collection[Assignment], ask: Ask, from_on: date) -> Change:
    """Other terms for open assignments from a day on. Days are counted from when they were."""
    first_on = max(each.from_on for each in assignments)
    if from_on < first_on:
        raise ValidationError(
            _("What you change begins on %(day)s. Choose that day or a later one.")
            % {"day": date_format(first_on, "j F Y")}
        )
    begins = [
        new_assignment(
            each.activity,
            each.programme,
            target_of(each),
            ask,
            from_on=from_on,
            counted_from_on=each.counted_from_on,
        )
        for each in assignments
    ]
    _refuse_impossible(begins)
    return Change(from_on, begins, list(assignments))


def _asked_from(
    activity: Activity | None, programme: Programme | None, *, from_on: date
) -> list[tuple[Activity, date]]:
    """What is asked, and from when: the activity, or each step, which may begin later."""
    if activity is not None:
        return [(activity, from_on)]
    if programme is None:
        raise ValidationError(_("Choose an activity or a programme."))
    asked = [(step.activity, max(from_on, step.from_on)) for step in _open_steps(programme)]
    if not asked:
        raise ValidationError(
            _("%(programme)s has no activities yet. Add some first.") % {"programme": programme}
        )
    return asked


def new_assignment(
    activity: Activity,
    programme: Programme | None,
    target: Target,
    ask: Ask,
    *,
    from_on: date,
    to_on: date | None = None,
    counted_from_on: date | None = None,
) -> Assignment:
    """An assignment, not yet saved."""
    return Assignment(
        activity=activity,
        programme=programme,
        staff_group=target if isinstance(target, StaffGroup) else None,
        staff_member=target if isinstance(target, StaffMember) else None,
        from_on=from_on,
        to_on=to_on,
        counted_from_on=counted_from_on or from_on,
        **asdict(ask),
    )


def ask_of(assignment: Assignment) -> Ask:
    """What an assignment asks."""
    return Ask(**{name: getattr(assignment, name) for name in Ask.__slots__})


def _refuse_impossible(assignments: Sequence[Assignment]) -> None:
    """Refuse, in words, what the database would refuse. All of them have the same terms."""
    first = assignments[0]
    begin_on = max(each.counted_from_on for each in assignments)
    if first.due_on is not None and first.due_on < begin_on:
        raise ValidationError(
            _("The due date is before the day it is asked from, %(day)s. Give a later one.")
            % {"day": date_format(begin_on, "j F Y")}
        )
    first.clean_fields(exclude=["recorded_at", "source"])
    for constraint in Assignment._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            constraint.validate(Assignment, first, exclude={"recorded_at"})


def steps_of(programme: Programme) -> list[Activity]:
    """The activities of a programme as it goes on from here, in order."""
    return [step.activity for step in _open_steps(programme)]


def _open_steps(programme: Programme) -> QuerySet[Step]:
    steps = Step.objects.known().filter(programme=programme, to_on=None)
    return steps.select_related("activity").order_by("position", "pk")


def steps_behind(change: Change) -> list[list[int]]:
    """Programme and activity of every step of the programmes that it asks for, as they are now."""
    programmes = {each.programme_id for each in change.begins if each.programme_id is not None}
    steps = Step.objects.known().filter(programme__in=programmes, to_on=None)
    return sorted(list(step) for step in steps.values_list("programme", "activity"))


def plan_steps(*, programme: Programme, activities: Sequence[Activity], from_on: date) -> Change:
    """What other steps ask of those to whom the programme is assigned, from a day on.

    A new step is asked on the terms of the others, for as long as these hold, counted from that
    day; one that is taken out is asked no longer. Another order asks nothing.
    """
    steps = list(_open_steps(programme)) if programme.pk else []
    if not steps:
        return Change(from_on)
    assigned = _asking_from(from_on).filter(programme=programme).order_by("from_on", "pk")
    had, wanted = {step.activity_id for step in steps}, {each.pk for each in activities}
    # Every step is asked of everybody who has the programme; the first has been for longest.
    first = min(steps, key=lambda step: step.from_on).activity_id
    begins = [
        new_assignment(
            activity,
            programme,
            target_of(each),
            ask_of(each),
            from_on=max(from_on, each.from_on),
            to_on=each.to_on,
            counted_from_on=max(from_on, each.counted_from_on),
        )
        for activity in activities
        if activity.pk not in had
        for each in assigned
        if each.activity_id == first
    ]
    for assignment in begins:
        _refuse_step_that_is_late(assignment)
    ends = [each for each in assigned if each.activity_id in had - wanted]
    return Change(from_on, begins, ends)


def _refuse_step_that_is_late(assignment: Assignment) -> None:
    if assignment.due_on is not None and assignment.due_on < assignment.from_on:
        raise ValidationError(
            _(
                "%(target)s has this programme due on %(day)s, which is before a new activity "
                "would begin. Change those terms first."
            )
            % {
                "target": target_of(assignment),
                "day": date_format(assignment.due_on, "j F Y"),
            }
        )


def open_assignments() -> QuerySet[Assignment]:
    """Assignments that go on until somebody ends them, with all that names them."""
    return _with_names(Assignment.objects.known().filter(to_on=None))


def _asking_from(day: date) -> QuerySet[Assignment]:
    """Assignments that hold on the day or later; some have an end already."""
    return _with_names(Assignment.objects.known().filter(Q(to_on=None) | Q(to_on__gte=day)))


def _with_names(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return assignments.select_related("activity", "programme", "staff_group", "staff_member")


def together_with(assignment: Assignment) -> list[Assignment]:
    """Open assignments that stand and fall together: all steps of a programme for one target."""
    if assignment.programme_id is None:
        return [assignment]
    same = open_assignments().filter(
        programme=assignment.programme,
        staff_group=assignment.staff_group,
        staff_member=assignment.staff_member,
    )
    return list(same.order_by("pk"))


def holders_of(programme: Programme) -> list[Target]:
    """The groups and people to whom a programme is assigned."""
    assigned = open_assignments().filter(programme=programme).order_by("pk")
    return list(dict.fromkeys(target_of(each) for each in assigned))


def target_of(assignment: Assignment) -> Target:
    target = assignment.staff_group or assignment.staff_member
    assert target is not None  # noqa: S101 - the database sees to it
    return target

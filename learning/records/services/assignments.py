"""Saying who must complete what."""

from collections.abc import Iterable
from datetime import date, datetime

from learning.catalogue.models import Activity
from learning.people.models import StaffGroup, StaffMember
from learning.records.models import Assignment, Programme
from learning.records.selectors.changes import Ask, plan_assignment

from .changes import apply_change


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
    """Assign an activity, or each step of a programme, to each group and person, all or none."""
    change = plan_assignment(
        ask=ask,
        activity=activity,
        programme=programme,
        staff_groups=staff_groups,
        staff_members=staff_members,
        from_on=from_on,
    )
    return apply_change(change=change, at=at, source=source)

"""Which activities serve an element, and why."""

from dataclasses import dataclass
from datetime import date, datetime

from learning.catalogue.models import Activity, Audience, Claim
from learning.people.models import StaffGroup
from learning.records.models import Assignment
from learning.standards.models import Element


@dataclass(frozen=True, slots=True)
class Serving:
    """An activity that serves an element: what completing it shows, and for whom it is meant."""

    activity: Activity
    statement: str
    staff_groups: tuple[StaffGroup, ...]
    mandatory_for: tuple[StaffGroup, ...]


def activities_serving(
    element: Element, *, on: date, known_at: datetime | None = None
) -> list[Serving]:
    """Activities that claim the element that day and have an audience. Three queries."""
    claims = list(
        Claim.objects.known(known_at)
        .on(on)
        .filter(element=element)
        .select_related("activity")
        .order_by("activity__title", "pk")
    )
    activities = [claim.activity_id for claim in claims]
    audience = _groups_by_activity(Audience, activities, on=on, known_at=known_at)
    mandatory = _groups_by_activity(
        Assignment, activities, on=on, known_at=known_at, is_mandatory=True
    )
    return [
        Serving(
            claim.activity,
            claim.statement,
            tuple(audience[claim.activity_id]),
            tuple(mandatory.get(claim.activity_id, ())),
        )
        for claim in claims
        if claim.activity_id in audience
    ]


def _groups_by_activity(
    kind: type[Audience | Assignment],
    activities: list[int],
    *,
    on: date,
    known_at: datetime | None,
    **conditions: object,
) -> dict[int, list[StaffGroup]]:
    facts = (
        kind.objects.known(known_at)
        .on(on)
        .filter(activity__in=activities, **conditions)
        .select_related("staff_group")
        .order_by("staff_group__name")
    )
    groups: dict[int, list[StaffGroup]] = {}
    for fact in facts:
        if fact.staff_group is not None:
            groups.setdefault(fact.activity_id, []).append(fact.staff_group)
    return groups

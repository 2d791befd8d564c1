"""All that is known of one person, for their page."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from learning.people.models import (
    Absence,
    Adjustment,
    DatedFact,
    Employment,
    FirstLogIn,
    GroupRule,
    Membership,
    Post,
    StaffMember,
)

Dated = TypeVar("Dated", bound=DatedFact)


@dataclass(frozen=True, slots=True)
class Record:
    """Somebody's spells, posts, groups, absences and adjustments as known now, the latest first."""

    spells: list[Employment]
    posts: list[Post]
    memberships: list[Membership]
    absences: list[Absence]
    adjustments: list[Adjustment]
    code: FirstLogIn | None
    groups_by_rule: set[int]
    is_in_post: bool
    is_away: bool


def record_of(staff_member: StaffMember, *, on: date) -> Record:
    """A handful of queries, however long they have been here."""
    spells = list(_latest_first(Employment, staff_member))
    absences = list(_latest_first(Absence, staff_member))
    is_in_post = any(spell.holds_on(on) for spell in spells)
    code = None
    if staff_member.user_id:
        code = FirstLogIn.objects.filter(user=staff_member.user_id).first()
    return Record(
        spells=spells,
        posts=list(_latest_first(Post, staff_member).select_related("line_manager")),
        memberships=list(_latest_first(Membership, staff_member).select_related("staff_group")),
        absences=absences,
        adjustments=list(_latest_first(Adjustment, staff_member)),
        code=code,
        groups_by_rule=set(
            GroupRule.objects.known().filter(to_on=None).values_list("staff_group", flat=True)
        ),
        is_in_post=is_in_post,
        is_away=is_in_post and any(absence.holds_on(on) for absence in absences),
    )


def _latest_first(model: type[Dated], staff_member: StaffMember) -> QuerySet[Dated]:
    known = model.objects.known().filter(staff_member=staff_member)
    return known.order_by("-from_on", "pk")

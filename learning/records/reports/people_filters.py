"""Filters of reports that are about people rather than how they stand today."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from learning.people.models import Membership, Post, StaffGroup, StaffMember
from learning.people.selectors import with_post_in

from .standing_report import department_on, departments


class PeopleFilterSet(WagtailFilterSet):
    """The report heeds these itself: see `chosen_people`."""

    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.all(), method="leave", label=gettext_lazy("Staff group")
    )
    department = django_filters.ChoiceFilter(
        choices=departments, method="leave", label=gettext_lazy("Department")
    )

    class Meta:
        model = StaffMember
        fields: Sequence[str] = ()

    def leave(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        return queryset


def chosen_people(
    people: QuerySet[StaffMember],
    chosen: Mapping[str, Any],
    *,
    on: date,
    known_at: datetime | None = None,
) -> QuerySet[StaffMember]:
    """Of the people, those of the staff group and the department chosen, with their department."""
    posts = Post.objects.known(known_at).on(on)
    people = people.annotate(department=department_on(posts, person="pk"))
    if group := chosen.get("group"):
        members = Membership.objects.known(known_at).on(on).filter(staff_group=group)
        people = people.filter(pk__in=members.values("staff_member"))
    if department := chosen.get("department"):
        people = with_post_in(people, posts, person="pk", department=department)
    return people


def days_of(chosen: slice | None) -> tuple[date | None, date | None]:
    """The first and the last day of a range in a filter."""
    if chosen is None:
        return None, None
    first, last = (
        timezone.localdate(moment) if moment else None for moment in (chosen.start, chosen.stop)
    )
    return first, last

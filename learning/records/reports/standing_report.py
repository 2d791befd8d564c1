"""What reports on how people stand today have in common."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from learning.catalogue.models import Activity
from learning.organisation.fields import ManyFilter
from learning.people.models import Membership, Post, StaffGroup
from learning.people.selectors import with_post_in
from learning.records import permissions
from learning.records.models import LastRefresh, Stretch
from learning.records.selectors import because_of
from learning.records.services import MOST_WHILE_WAITING, refresh_stretches
from learning.reports.columns import Shown
from learning.reports.views import Report
from learning.tabular.columns import Kind

PERSON = Shown(
    "person",
    label=gettext_lazy("Staff member"),
    accessor=lambda row: row.staff_member.full_name,
    url=lambda row: reverse("staff:inspect", args=[row.staff_member.pk]),
    sort_key="staff_member__last_name",
)
PAYROLL_NUMBER = Shown(
    "payroll_number",
    label=gettext_lazy("Payroll number"),
    accessor="staff_member.payroll_number",
    sort_key="staff_member__payroll_number",
)
DEPARTMENT = Shown("department", label=gettext_lazy("Department"), sort_key="department")
ACTIVITY = Shown(
    "activity",
    label=gettext_lazy("Activity"),
    accessor="activity.title",
    sort_key="activity__title",
)
DUE_ON = Shown("due_on", label=gettext_lazy("Due"), kind=Kind.DATE, sort_key="due_on")
BECAUSE = Shown("because", label=gettext_lazy("Why"))


class StandingFilterSet(WagtailFilterSet):
    activity = ManyFilter(queryset=Activity.objects.all(), label=gettext_lazy("Activity"))
    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.filter(is_retired=False),
        method="filter_group",
        label=gettext_lazy("Staff group"),
    )
    department = django_filters.ChoiceFilter(
        choices=lambda: departments(),
        method="filter_department",
        label=gettext_lazy("Department"),
    )
    mandatory = django_filters.BooleanFilter(
        field_name="is_mandatory", label=gettext_lazy("Mandatory")
    )

    class Meta:
        model = Stretch
        fields: Sequence[str] = ()

    def filter_group(self, queryset: QuerySet, name: str, value: StaffGroup) -> QuerySet:
        members = Membership.objects.known().on(timezone.localdate()).filter(staff_group=value)
        return queryset.filter(staff_member__in=members.values("staff_member"))

    def filter_department(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        posts = Post.objects.known().on(timezone.localdate())
        return with_post_in(queryset, posts, person="staff_member", department=value)


def department_on(posts: QuerySet[Post], *, person: str) -> Subquery:
    """The department of the first of somebody's posts."""
    theirs = posts.filter(staff_member=OuterRef(person)).order_by("from_on", "pk")
    return Subquery(theirs.values("department")[:1])


def departments() -> list[tuple[str, str]]:
    """The departments of today."""
    return _departments_in(Post.objects.known().on(timezone.localdate()))


def departments_ever() -> list[tuple[str, str]]:
    """Every department that was ever known, for whoever asks about a day that is past."""
    return _departments_in(Post.objects.all())


def _departments_in(posts: QuerySet[Post]) -> list[tuple[str, str]]:
    names = posts.exclude(department="").order_by("department").distinct()
    return [(name, name) for name in names.values_list("department", flat=True)]


class StandingReport(Report):
    """How people stand today, read from what was worked out ahead."""

    may_open = staticmethod(permissions.may_see_standings)
    filterset_class = StandingFilterSet
    is_whole = True

    def rows(self) -> QuerySet[Stretch]:
        self.is_whole = refresh_stretches(at=timezone.now(), most=MOST_WHILE_WAITING)
        posts = Post.objects.known().on(self.today)
        return (
            Stretch.objects.on(self.today)
            .select_related("staff_member", "activity", "assignment__staff_group")
            .annotate(department=department_on(posts, person="staff_member"))
        )

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        """With the sentence that says why, worked out from the facts."""
        sentences = because_of(rows, on=self.today)
        for row in rows:
            row.because = sentences.get((row.staff_member_id, row.activity_id), "")
        return rows

    def said(self) -> Sequence[str]:
        return freshness(self.today, is_whole=self.is_whole)


def without_excused() -> str:
    """What lists of those who are late, or soon will be, leave out."""
    return _("Whoever is away or waived today is left out: see Waivers and absences.")


def freshness(today: date, *, is_whole: bool) -> list[str]:
    """As at which day the list is, and whether some changes are still to be worked in."""
    sentences = [_("As at %(day)s.") % {"day": date_format(today, "j F Y")}]
    if not is_whole:
        last = LastRefresh.objects.first()
        at = last.ended_at if last else None
        sentences.append(
            _("Some changes are still being worked in; the list is as it was at %(time)s.")
            % {"time": date_format(timezone.localtime(at), "H:i, j F") if at else "–"}
        )
    return sentences

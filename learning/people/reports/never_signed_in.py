from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet

from learning.people.models import Employment, Membership, Post, StaffGroup, StaffMember
from learning.people.permissions import may_see_staff
from learning.people.selectors import with_post_in
from learning.reports.columns import Shown
from learning.reports.views import Figure, Report
from learning.tabular.columns import Kind

NO_LOG_IN, NEVER_USED = "none", "never used"
LOG_INS = {NO_LOG_IN: gettext_lazy("No log-in"), NEVER_USED: gettext_lazy("Never used")}


def choices_of(field: str) -> list[tuple[str, str]]:
    """What the posts of today say."""
    posts = Post.objects.known().on(localdate()).exclude(**{field: ""}).order_by(field)
    return [(value, value) for value in posts.values_list(field, flat=True).distinct()]


class NeverSignedInFilterSet(WagtailFilterSet):
    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.filter(is_retired=False),
        method="filter_group",
        label=gettext_lazy("Staff group"),
    )
    department = django_filters.ChoiceFilter(
        choices=lambda: choices_of("department"),
        method="filter_post",
        label=gettext_lazy("Department"),
    )
    site = django_filters.ChoiceFilter(
        choices=lambda: choices_of("site"), method="filter_post", label=gettext_lazy("Site")
    )
    log_in = django_filters.ChoiceFilter(
        choices=[*LOG_INS.items()], method="filter_log_in", label=gettext_lazy("Log-in")
    )

    class Meta:
        model = StaffMember
        fields: Sequence[str] = ()

    def filter_group(self, queryset: QuerySet, name: str, value: StaffGroup) -> QuerySet:
        members = Membership.objects.known().on(localdate()).filter(staff_group=value)
        return queryset.filter(pk__in=members.values("staff_member"))

    def filter_post(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        posts = Post.objects.known().on(localdate())
        return with_post_in(queryset, posts, person="pk", **{name: value})

    def filter_log_in(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(user__isnull=value == NO_LOG_IN)


def here_without_a_break_since(day: date) -> Subquery:
    """When somebody who is in post began. Spells that touch are one: a new contract is no start."""
    spells = Employment.objects.known().filter(from_on__lte=day)
    day_before = Cast(OuterRef("from_on") - timedelta(days=1), DateField())
    before = spells.filter(staff_member=OuterRef("staff_member"), from_on__lt=OuterRef("from_on"))
    before = before.filter(Q(to_on=None) | Q(to_on__gte=day_before))
    starts = spells.filter(~Exists(before), staff_member=OuterRef("pk")).order_by("-from_on")
    return Subquery(starts.values("from_on")[:1])


class NeverSignedInReport(Report):
    """Who works here and has never signed in."""

    slug = "never-signed-in"
    page_title = gettext_lazy("Never signed in")
    header_icon = "lock"
    question = gettext_lazy("Who works here and has never signed in?")
    nothing = gettext_lazy("Everybody in post has signed in.")
    may_open = staticmethod(may_see_staff)
    filterset_class = NeverSignedInFilterSet
    columns = (
        Shown(
            "person",
            label=gettext_lazy("Staff member"),
            accessor="full_name",
            url=lambda person: reverse("staff:inspect", args=[person.pk]),
            sort_key="last_name",
        ),
        Shown("payroll_number", label=gettext_lazy("Payroll number"), sort_key="payroll_number"),
        Shown("department", label=gettext_lazy("Department"), sort_key="department"),
        Shown("site", label=gettext_lazy("Site"), sort_key="site"),
        Shown(
            "log_in",
            label=gettext_lazy("Log-in"),
            accessor=lambda person: LOG_INS[NEVER_USED if person.user_id else NO_LOG_IN],
            sort_key="user",
        ),
        Shown(
            "here_since", label=gettext_lazy("Here since"), kind=Kind.DATE, sort_key="here_since"
        ),
        Shown("days_here", label=gettext_lazy("Days here"), kind=Kind.INTEGER),
    )
    default_ordering = ("here_since", "last_name", "pk")

    def rows(self) -> QuerySet[StaffMember]:
        posts = Post.objects.known().on(self.today).filter(staff_member=OuterRef("pk"))
        posts = posts.order_by("from_on", "pk")

        return (
            StaffMember.objects.in_post_on(self.today)
            .filter(user__last_login=None)
            .annotate(
                department=Subquery(posts.values("department")[:1]),
                site=Subquery(posts.values("site")[:1]),
                here_since=here_without_a_break_since(self.today),
            )
        )

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        for person in rows:
            person.days_here = (self.today - person.here_since).days
        return rows

    def figures(self) -> Sequence[Figure]:
        counted = self.object_list.order_by()
        without = counted.filter(user=None).count()
        unused = counted.exclude(user=None).count()
        return [
            Figure(
                number_format(without),
                ngettext("has no log-in", "have no log-in", without),
                self.url_with(log_in=NO_LOG_IN),
            ),
            Figure(
                number_format(unused),
                ngettext("has one and never used it", "have one and never used it", unused),
                self.url_with(log_in=NEVER_USED),
            ),
        ]

    def said(self) -> Sequence[str]:
        in_post = StaffMember.objects.in_post_on(self.today).count()
        return [
            _("Of %(count)s people in post on %(day)s.")
            % {"count": number_format(in_post), "day": date_format(self.today, "j F Y")}
        ]

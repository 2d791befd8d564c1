from collections.abc import Sequence
from datetime import timedelta

import django_filters
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext

from learning.records.models import Stretch
from learning.records.rules.status import HOLDING
from learning.reports.columns import Shown
from learning.reports.views import Figure
from learning.tabular.columns import Kind

from .standing_report import (
    ACTIVITY,
    BECAUSE,
    DEPARTMENT,
    PAYROLL_NUMBER,
    PERSON,
    StandingFilterSet,
    StandingReport,
    without_excused,
)

USUAL_DAYS = 90
DAYS = gettext_lazy("%(days)s days")


class ExpiringFilterSet(StandingFilterSet):
    within = django_filters.ChoiceFilter(
        choices=[(days, DAYS % {"days": days}) for days in (30, 60, 180)],
        empty_label=DAYS % {"days": USUAL_DAYS},
        method="filter_within",
        label=gettext_lazy("Within"),
    )

    def filter_within(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(holds_until__lte=timezone.localdate() + timedelta(days=int(value)))


class ExpiringReport(StandingReport):
    """Whose completions stop counting in the next 90 days, or as many as the address says."""

    slug = "expiring"
    page_title = gettext_lazy("Expiring")
    header_icon = "time"
    question = gettext_lazy("Whose completions stop counting soon, and when?")
    nothing = gettext_lazy("No completion stops counting in this time.")
    filterset_class = ExpiringFilterSet
    columns = (
        PERSON,
        PAYROLL_NUMBER,
        DEPARTMENT,
        ACTIVITY,
        Shown("held_on", label=gettext_lazy("Completed"), kind=Kind.DATE, sort_key="held_on"),
        Shown(
            "holds_until",
            label=gettext_lazy("Counts until"),
            kind=Kind.DATE,
            sort_key="holds_until",
        ),
        BECAUSE,
    )
    default_ordering = ("holds_until", "pk")

    def rows(self) -> QuerySet[Stretch]:
        rows = super().rows().filter(status__in=HOLDING, holds_until__isnull=False)
        if not self.request.GET.get("within"):
            rows = rows.filter(holds_until__lte=self.today + timedelta(days=USUAL_DAYS))
        return rows

    def said(self) -> Sequence[str]:
        return [*super().said(), without_excused()]

    def figures(self) -> Sequence[Figure]:
        counted = self.object_list.order_by().aggregate(
            people=Count("staff_member", distinct=True), completions=Count("pk")
        )
        completions, people = counted["completions"], counted["people"]
        return [
            Figure(
                number_format(completions),
                ngettext("completion stops counting", "completions stop counting", completions),
            ),
            Figure(number_format(people), ngettext("person has one", "people have one", people)),
        ]

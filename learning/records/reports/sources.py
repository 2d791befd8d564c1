from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from learning.catalogue.models import Activity
from learning.organisation.fields import DayRangeFilter
from learning.records import permissions
from learning.records.choices import Source
from learning.records.models import Completion
from learning.records.rules.dates import months_later
from learning.reports.columns import Percentage, Shown
from learning.reports.views import Figure
from learning.reports.worked_out import WorkedOut
from learning.tabular.columns import Kind

from .people_filters import days_of
from .versions import completions_url

USUAL_MONTHS = 12


class SourcesFilterSet(WagtailFilterSet):
    completed_on = DayRangeFilter(
        method="leave", label=gettext_lazy("Completed between"), widget=DateRangePickerWidget
    )
    activity = django_filters.ModelChoiceFilter(
        queryset=Activity.objects.all(), method="leave", label=gettext_lazy("Activity")
    )

    class Meta:
        model = Completion
        fields: Sequence[str] = ()

    def leave(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """The report itself heeds this one."""
        return queryset


class SourcesReport(WorkedOut):
    """How we know of the completions of a period."""

    slug = "sources"
    page_title = gettext_lazy("Sources of completions")
    header_icon = "form"
    question = gettext_lazy("How do we know that people completed something?")
    nothing = gettext_lazy("Nothing was completed in this time.")
    may_open = staticmethod(permissions.may_see_completions)
    filterset_class = SourcesFilterSet
    columns = (
        Shown(
            "source",
            label=gettext_lazy("Source"),
            accessor=lambda row: Source(row["source"]).label,
            sort_key="source",
        ),
        Shown(
            "completions",
            label=gettext_lazy("Completions"),
            kind=Kind.INTEGER,
            sort_key="completions",
            url=lambda row: row["url"],
        ),
        Percentage("share", label=gettext_lazy("Share in per cent"), sort_key="completions"),
    )
    default_ordering = ("-completions", "source")

    @property
    def period(self) -> tuple[date, date]:
        first, last = days_of(self.chosen.get("completed_on"))
        last = last or self.today
        return first or months_later(last, -USUAL_MONTHS), last

    def completions(self) -> QuerySet:
        completions = Completion.objects.standing().filter(completed_on__range=self.period)
        if activity := self.chosen.get("activity"):
            completions = completions.filter(activity_key=activity.key)
        return completions

    def rows(self) -> QuerySet:
        return self.completions().order_by().values("source").annotate(completions=Count("pk"))

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        total = sum(row["completions"] for row in rows)
        return [
            row
            | {
                "share": row["completions"] * 100 // total,
                "url": self.names_url(source=row["source"]),
            }
            for row in rows
        ]

    def names_url(self, **filters: str) -> str:
        first, last = self.period
        activity = self.chosen.get("activity")
        return completions_url(
            completed_on_from=first,
            completed_on_to=last,
            activity=activity and activity.pk,
            **filters,
        )

    def figures(self) -> Sequence[Figure]:
        count = self.completions().count()
        label = ngettext("completion", "completions", count)
        return [Figure(number_format(count), label, self.names_url())]

    def said(self) -> Sequence[str]:
        first, last = self.period
        return [
            _(
                "Completed from %(first)s to %(last)s, as known now. Voided completions are left"
                " out. A share is of all of them, rounded down."
            )
            % {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        ]

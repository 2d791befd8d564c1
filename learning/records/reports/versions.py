from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from learning.catalogue.models import Activity
from learning.organisation.fields import ManyFilter
from learning.records import permissions
from learning.records.models import Completion
from learning.reports.columns import Shown
from learning.reports.views import Report
from learning.tabular.columns import Kind


class VersionsFilterSet(WagtailFilterSet):
    activity = ManyFilter(
        queryset=Activity.objects.all(), method="filter_activity", label=gettext_lazy("Activity")
    )

    class Meta:
        model = Completion
        fields: Sequence[str] = ()

    def filter_activity(self, queryset: QuerySet, name: str, value: Iterable[Activity]) -> QuerySet:
        keys = [activity.key for activity in value]
        return queryset.filter(activity_key__in=keys) if keys else queryset


def completions_url(**filters: object) -> str:
    """The list of completions that make a number. Those that were voided make none."""
    query = {name: value for name, value in filters.items() if value not in (None, "")}
    return f"{reverse('completion:index')}?{urlencode({'voided': 'false', **query})}"


def completions_of(row: dict[str, Any], **filters: object) -> str:
    version = row["content_version"]
    return completions_url(
        activity=row["activity"],
        content_version="none" if version is None else version,
        **filters,
    )


class VersionsReport(Report):
    """Which version of its content people completed each activity with."""

    slug = "versions"
    page_title = gettext_lazy("Activities by content version")
    header_icon = "history"
    question = gettext_lazy("Who completed which version of an activity, and when?")
    nothing = gettext_lazy("Nothing has been completed yet.")
    may_open = staticmethod(permissions.may_see_completions)
    filterset_class = VersionsFilterSet
    columns = (
        Shown(
            "activity",
            label=gettext_lazy("Activity"),
            accessor="title",
            sort_key="title",
        ),
        Shown(
            "content_version",
            label=gettext_lazy("Content version"),
            kind=Kind.INTEGER,
            sort_key="content_version",
        ),
        Shown(
            "completions",
            label=gettext_lazy("Completions"),
            kind=Kind.INTEGER,
            sort_key="completions",
            url=completions_of,
        ),
        Shown("first_on", label=gettext_lazy("First"), kind=Kind.DATE, sort_key="first_on"),
        Shown("last_on", label=gettext_lazy("Last"), kind=Kind.DATE, sort_key="last_on"),
        Shown(
            "counting",
            label=gettext_lazy("Still count today"),
            kind=Kind.INTEGER,
            sort_key="counting",
            url=lambda row: completions_of(row, counts_on=row["today"]),
        ),
    )
    default_ordering = ("title", "-content_version", "activity_key")

    def rows(self) -> QuerySet:
        counts_today = Q(expires_on=None) | Q(expires_on__gte=self.today)
        return (
            Completion.objects.standing()
            .filter(completed_on__lte=self.today)
            .values("activity_key", "content_version")
            .annotate(
                title=Max("activity_title"),
                completions=Count("pk"),
                first_on=Min("completed_on"),
                last_on=Max("completed_on"),
                counting=Count("pk", filter=counts_today),
            )
        )

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        """With the activities' titles of today. In the query they would be asked for row by row."""
        keys = {row["activity_key"] for row in rows}
        activities = {each.key: each for each in Activity.objects.filter(key__in=keys)}
        made = []
        for row in rows:
            activity = activities.get(row["activity_key"])
            title = activity.title if activity else row["title"]
            pk = activity and activity.pk
            made.append(row | {"title": title, "activity": pk, "today": self.today})
        return made

    def said(self) -> Sequence[str]:
        return [
            _(
                "As at %(day)s, as known now. Voided completions are left out. What was brought"
                " over or shown in another way has no version."
            )
            % {"day": date_format(self.today, "j F Y")}
        ]

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from learning.organisation.fields import DayRangeFilter
from learning.people.models import StaffImport
from learning.people.permissions import may_import_staff
from learning.people.rules.staff_import import Kind as Happened
from learning.reports.columns import Shown
from learning.reports.views import Figure, Report
from learning.tabular.columns import Kind


class ImportsFilterSet(WagtailFilterSet):
    applied_at = DayRangeFilter(label=gettext_lazy("Applied between"), widget=DateRangePickerWidget)
    by = django_filters.CharFilter(
        field_name="applied_by_name", lookup_expr="icontains", label=gettext_lazy("Applied by")
    )

    class Meta:
        model = StaffImport
        fields: Sequence[str] = ()


def changed(happened: Happened, label: Any) -> Shown:
    """So many people of a kind. It opens on the import, which names them."""
    return Shown(
        happened.value,
        label=label,
        kind=Kind.INTEGER,
        accessor=lambda row: row.counts.get(happened.value, 0),
        url=names_url,
    )


def names_url(staff_import: StaffImport) -> str:
    return reverse("staff_import:inspect", args=[staff_import.pk])


class ImportsReport(Report):
    """The staff lists that were applied, and what each changed."""

    slug = "imports"
    page_title = gettext_lazy("Imports and what they changed")
    header_icon = "upload"
    question = gettext_lazy("Which staff lists were applied, by whom, and what did they change?")
    nothing = gettext_lazy("No staff list has been applied yet.")
    may_open = staticmethod(may_import_staff)
    filterset_class = ImportsFilterSet
    columns = (
        Shown(
            "applied_at", label=gettext_lazy("Applied"), kind=Kind.DATETIME, sort_key="applied_at"
        ),
        Shown("file_name", label=gettext_lazy("File"), url=names_url, sort_key="file_name"),
        Shown("applied_by_name", label=gettext_lazy("By"), sort_key="applied_by_name"),
        Shown(
            "takes_effect_on",
            label=gettext_lazy("Takes effect"),
            kind=Kind.DATE,
            sort_key="takes_effect_on",
        ),
        Shown("undone_at", label=gettext_lazy("Undone"), kind=Kind.DATETIME, sort_key="undone_at"),
        changed(Happened.JOINER, gettext_lazy("Joiners")),
        changed(Happened.RETURNER, gettext_lazy("Returners")),
        changed(Happened.MOVER, gettext_lazy("Movers")),
        changed(Happened.LEAVER, gettext_lazy("Leavers")),
        changed(Happened.CORRECTED, gettext_lazy("Details corrected")),
    )
    default_ordering = ("-applied_at", "-pk")

    def rows(self) -> QuerySet[StaffImport]:
        # Without the file itself, which may be long.
        return StaffImport.objects.exclude(applied_at=None).only(
            "file_name", "applied_at", "applied_by_name", "undone_at", "takes_effect_on", "counts"
        )

    def figures(self) -> Sequence[Figure]:
        count = self.object_list.count()
        label = ngettext("staff list applied", "staff lists applied", count)
        return [Figure(number_format(count), label)]

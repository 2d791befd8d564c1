"""Files of completions from before, and what became of them."""

import django_filters
from django.db.models import Model, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from learning.organisation.columns import DayColumn
from learning.records import permissions
from learning.records.models import HistoryImport
from learning.records.selectors.history_rows import imports_waiting
from learning.records.views import (
    ApplyHistoryView,
    CheckHistoryView,
    HistoryImportView,
    HistoryToCorrectView,
    HistoryUploadView,
)

from .base import RecordsViewSet


class HistoryImportFilterSet(WagtailFilterSet):
    waiting = django_filters.BooleanFilter(
        method="filter_waiting", label=_("Waits for a second person")
    )

    class Meta:
        model = HistoryImport
        fields: tuple[str, ...] = ()

    def filter_waiting(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        found = {"pk__in": imports_waiting().order_by().values("pk")}
        return queryset.filter(**found) if value else queryset.exclude(**found)


class HistoryImportIndexView(IndexView):
    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return gettext("No import matches. Try other filters.")
        return gettext("No file was uploaded yet. Import what another system or a sheet knows.")

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not permissions.may_correct_completions(self.request.user):
            return []
        url = reverse("history_import:upload")
        return [HeaderButton(_("Import completions"), url=url, icon_name="upload")]

    def get_list_more_buttons(self, instance: Model) -> list[Button]:
        return []


class HistoryImportViewSet(RecordsViewSet):
    model = HistoryImport
    name = "history_import"
    icon = "upload"
    menu_label = _("Imports of completions")
    menu_order = 108
    index_view_class = HistoryImportIndexView
    inspect_view_class = HistoryImportView
    inspect_view_enabled = True
    filterset_class = HistoryImportFilterSet
    list_display = (
        TitleColumn("file_name", label=_("File"), url_name="history_import:inspect"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="state",
            primary=lambda row: row.applied_at is None,
        ),
        Column("uploaded_by_name", label=_("Uploaded by")),
        DayColumn("uploaded_at", label=_("Uploaded"), sort_key="uploaded_at"),
        Column("applied_by_name", label=_("Applied by")),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("upload/", HistoryUploadView.as_view(), name="upload"),
            path("<int:pk>/apply/", ApplyHistoryView.as_view(), name="apply"),
            path("<int:pk>/check/", CheckHistoryView.as_view(), name="check"),
            path("<int:pk>/to-correct/", HistoryToCorrectView.as_view(), name="to_correct"),
        ]

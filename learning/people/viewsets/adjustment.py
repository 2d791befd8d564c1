"""Adjustments: whose limits are wider, and until when."""

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from learning.organisation.columns import DayColumn
from learning.people.models import Adjustment
from learning.people.permissions import may_record_adjustment
from learning.people.views import EndAdjustmentView, RecordAdjustmentView

from .people import PeopleViewSet


class AdjustmentFilterSet(WagtailFilterSet):
    holds = django_filters.ChoiceFilter(
        choices=[("today", gettext_lazy("Today"))],
        method="holds_on",
        label=gettext_lazy("When"),
    )

    class Meta:
        model = Adjustment
        fields: tuple[str, ...] = ()

    def holds_on(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.on(localdate())


class AdjustmentIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return Adjustment.objects.known().select_related("staff_member")

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not may_record_adjustment(self.request.user):
            return []
        url = reverse("adjustment:record")
        return [HeaderButton(_("Record an adjustment"), url=url, icon_name="plus")]

    def get_list_more_buttons(self, instance: Adjustment) -> list[Button]:
        if not may_record_adjustment(self.request.user):
            return []
        url = reverse("adjustment:end", args=[instance.pk])
        return [Button(_("End"), url=url, icon_name="cross", priority=50)]

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No adjustment matches. Try fewer words or other filters.")
        return _("No adjustment is on record. Whatever you record here applies in every quiz.")


class AdjustmentViewSet(PeopleViewSet):
    model = Adjustment
    name = "adjustment"
    icon = "sliders"
    menu_label = gettext_lazy("Adjustments")
    menu_order = 52
    index_view_class = AdjustmentIndexView
    filterset_class = AdjustmentFilterSet
    search_fields = ("staff_member__last_name", "staff_member__payroll_number")
    search_backend_name = None
    list_display = (
        "staff_member",
        Column("adjustment", label=gettext_lazy("Adjustment"), accessor=str),
        DayColumn("from_on", label=gettext_lazy("First day"), sort_key="from_on"),
        DayColumn("to_on", label=gettext_lazy("Last day"), sort_key="to_on"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("record/", RecordAdjustmentView.as_view(), name="record"),
            path("<int:pk>/end/", EndAdjustmentView.as_view(), name="end"),
        ]

"""Absences: who is away, and until when."""

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from learning.organisation.columns import DayColumn
from learning.people.choices import AbsenceReason
from learning.people.models import Absence
from learning.people.permissions import may_record_absence
from learning.people.views import EndAbsenceView, RecordAbsenceView

from .people import PeopleViewSet


class AbsenceFilterSet(WagtailFilterSet):
    reason = django_filters.ChoiceFilter(
        choices=AbsenceReason.choices, label=gettext_lazy("Reason")
    )
    away = django_filters.ChoiceFilter(
        choices=[("today", gettext_lazy("Away today"))],
        method="is_away",
        label=gettext_lazy("When"),
    )

    class Meta:
        model = Absence
        fields: tuple[str, ...] = ()

    def is_away(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.on(localdate())


class AbsenceIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return Absence.objects.known().select_related("staff_member")

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not may_record_absence(self.request.user):
            return []
        url = reverse("absence:record")
        return [HeaderButton(_("Record an absence"), url=url, icon_name="plus")]

    def get_list_more_buttons(self, instance: Absence) -> list[Button]:
        if not may_record_absence(self.request.user):
            return []
        url = reverse("absence:end", args=[instance.pk])
        return [Button(_("End"), url=url, icon_name="cross", priority=50)]

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No absence matches. Try fewer words or other filters.")
        return _("Nobody is away. While an absence lasts, nothing is asked of the person.")


class AbsenceViewSet(PeopleViewSet):
    model = Absence
    name = "absence"
    icon = "time"
    menu_label = gettext_lazy("Absences")
    menu_order = 50
    index_view_class = AbsenceIndexView
    filterset_class = AbsenceFilterSet
    search_fields = ("staff_member__last_name", "staff_member__payroll_number")
    search_backend_name = None
    list_display = (
        "staff_member",
        "reason",
        DayColumn("from_on", label=gettext_lazy("First day"), sort_key="from_on"),
        DayColumn("to_on", label=gettext_lazy("Last day"), sort_key="to_on"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("record/", RecordAbsenceView.as_view(), name="record"),
            path("<int:pk>/end/", EndAbsenceView.as_view(), name="end"),
        ]

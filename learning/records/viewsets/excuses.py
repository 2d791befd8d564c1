"""Who is excused, who has more time, and who asked for it."""

import django_filters
from django.db.models import F, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from learning.organisation.columns import DayColumn
from learning.people.models import StaffGroup
from learning.records import permissions
from learning.records.models import Extension, ExtensionRequest, Waiver
from learning.records.views import (
    AnswerRequestView,
    EndWaiverView,
    ExtendView,
    TakeBackView,
    WaiveView,
)

from .base import RecordsViewSet, SeenByHrViewSet

PERSON_FIELDS = ("staff_member__last_name", "staff_member__payroll_number", "activity__title")


class WaiverFilterSet(WagtailFilterSet):
    holds = django_filters.ChoiceFilter(
        choices=[
            ("today", gettext_lazy("In force today")),
            ("later", gettext_lazy("Not begun yet")),
            ("ended", gettext_lazy("Ended before today")),
        ],
        method="holds_on",
        label=gettext_lazy("When"),
    )
    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.all(),
        method="filter_group",
        label=gettext_lazy("In staff group today"),
    )

    class Meta:
        model = Waiver
        fields = ["holds", "activity", "group"]

    def holds_on(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = localdate()
        match value:
            case "today":
                return queryset.on(today)
            case "later":
                return queryset.filter(from_on__gt=today)
            case _ended:
                return queryset.filter(to_on__lt=today)

    def filter_group(self, queryset: QuerySet, name: str, value: StaffGroup) -> QuerySet:
        members = value.memberships.known().on(localdate())
        return queryset.filter(staff_member__in=members.values("staff_member"))


class WaiverIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return Waiver.objects.known().select_related("activity", "staff_member")

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not permissions.may_waive(self.request.user):
            return []
        url = reverse("waiver:waive")
        return [HeaderButton(_("Excuse somebody"), url=url, icon_name="plus")]

    def get_list_more_buttons(self, instance: Waiver) -> list[Button]:
        is_over = instance.to_on is not None and instance.to_on < localdate()
        if is_over or not permissions.may_waive(self.request.user):
            return []
        url = reverse("waiver:end", args=[instance.pk])
        return [Button(_("End early"), url=url, icon_name="cross", priority=50)]

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No waiver matches. Try fewer words or other filters.")
        return _("Nobody is excused from anything. A waiver always has a reason and an end.")


class WaiverViewSet(RecordsViewSet):
    model = Waiver
    name = "waiver"
    icon = "circle-check"
    menu_label = gettext_lazy("Waivers")
    menu_order = 95
    index_view_class = WaiverIndexView
    filterset_class = WaiverFilterSet
    search_fields = PERSON_FIELDS
    search_backend_name = None
    list_display = [
        "staff_member",
        Column("activity", label=gettext_lazy("Activity")),
        Column("reason", label=gettext_lazy("Reason")),
        DayColumn("from_on", label=gettext_lazy("From"), sort_key="from_on"),
        DayColumn("to_on", label=gettext_lazy("To"), sort_key="to_on"),
        Column(
            "state",
            label=gettext_lazy("Today"),
            accessor=lambda row: _("In force") if row.holds_on(localdate()) else "–",
        ),
        Column("source", label=gettext_lazy("By")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("waive/", WaiveView.as_view(), name="waive"),
            path("end/<int:pk>/", EndWaiverView.as_view(), name="end"),
        ]


class ExtensionIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return Extension.objects.known().select_related("activity", "staff_member")

    @cached_property
    def header_buttons(self) -> list[Button]:
        return [
            HeaderButton(_("Give more time"), url=reverse("extension:extend"), icon_name="plus"),
            HeaderButton(
                _("Requests for more time"),
                url=reverse("extension_request:index"),
                icon_name="time",
            ),
        ]

    def get_list_more_buttons(self, instance: Extension) -> list[Button]:
        if instance.due_on < localdate():
            return []
        url = reverse("extension:take_back", args=[instance.pk])
        return [Button(_("Take back"), url=url, icon_name="cross", priority=50)]

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No extension matches. Try fewer words or other filters.")
        return _("Nobody has been given more time. Give it here, or answer a request.")


class ExtensionViewSet(SeenByHrViewSet):
    model = Extension
    name = "extension"
    icon = "time"
    menu_label = gettext_lazy("Extensions")
    menu_order = 96
    index_view_class = ExtensionIndexView
    list_filter = ["activity"]
    search_fields = PERSON_FIELDS
    search_backend_name = None
    list_display = [
        "staff_member",
        Column("activity", label=gettext_lazy("Activity")),
        Column("reason", label=gettext_lazy("Reason")),
        DayColumn("due_on", label=gettext_lazy("New due date"), sort_key="due_on"),
        DayColumn("from_on", label=gettext_lazy("Given on"), sort_key="from_on"),
        Column("source", label=gettext_lazy("By")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("extend/", ExtendView.as_view(), name="extend"),
            path("take-back/<int:pk>/", TakeBackView.as_view(), name="take_back"),
        ]


class RequestFilterSet(WagtailFilterSet):
    answered = django_filters.BooleanFilter(
        field_name="answered_at",
        lookup_expr="isnull",
        exclude=True,
        label=gettext_lazy("Answered"),
    )

    class Meta:
        model = ExtensionRequest
        fields = ["answered", "activity"]


class RequestIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        requests = ExtensionRequest.objects.select_related("activity", "staff_member", "extension")
        return requests.order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No request matches. Try fewer words or other filters.")
        return _("Nobody has asked for more time. Staff ask from My learning.")


class RequestViewSet(SeenByHrViewSet):
    model = ExtensionRequest
    name = "extension_request"
    icon = "time"
    menu_label = gettext_lazy("Requests for more time")
    menu_order = 97
    index_view_class = RequestIndexView
    filterset_class = RequestFilterSet
    search_fields = PERSON_FIELDS
    search_backend_name = None
    list_display = [
        TitleColumn(
            "staff_member", label=gettext_lazy("Staff member"), url_name="extension_request:answer"
        ),
        Column("activity", label=gettext_lazy("Activity")),
        DayColumn("wanted_on", label=gettext_lazy("Wanted until"), sort_key="wanted_on"),
        DayColumn("asked_at", label=gettext_lazy("Asked"), sort_key="asked_at"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("Answer"),
            accessor=lambda row: (
                _("Waits")
                if row.answered_at is None
                else _("Granted")
                if row.extension_id
                else _("Refused")
            ),
            primary=lambda row: row.answered_at is None,
        ),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("answer/<int:pk>/", AnswerRequestView.as_view(), name="answer"),
        ]

"""What was completed, in the CMS admin: a list to look at, with the few things HR may do."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    ButtonsColumnMixin,
    Column,
    StatusTagColumn,
    TitleColumn,
)
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button, ButtonWithDropdown, HeaderButton

from learning.catalogue.models import Activity
from learning.organisation.columns import DayColumn
from learning.organisation.fields import DayFilter, DayRangeFilter, sent_numbers
from learning.people.models import StaffGroup, StaffMember
from learning.records import permissions
from learning.records.models import Completion, CorrectionReason, Void
from learning.records.permissions import AnyUser
from learning.records.views import AddView, RedateView, VoidView

from .base import RecordsViewSet


class CompletionFilterSet(WagtailFilterSet):
    completed_on = DayRangeFilter(label=_("Completed between"), widget=DateRangePickerWidget)
    activity = django_filters.ModelChoiceFilter(
        queryset=Activity.objects.all(), method="filter_activity", label=_("Activity")
    )
    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.all(), method="filter_group", label=_("Staff group that day")
    )
    payroll_number = django_filters.CharFilter(method="filter_person", label=_("Payroll number"))
    voided = django_filters.BooleanFilter(
        field_name="void", lookup_expr="isnull", exclude=True, label=_("Voided")
    )
    content_version = django_filters.CharFilter(
        method="filter_version", label=_("Content version (none, or its number)")
    )
    counts_on = DayFilter(method="filter_counts", label=_("Counts on"), widget=AdminDateInput)

    class Meta:
        model = Completion
        fields = ["completed_on", "activity", "group", "source"]

    def filter_activity(self, queryset: QuerySet, name: str, value: Activity) -> QuerySet:
        return queryset.filter(activity_key=value.key)

    def filter_person(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        people = StaffMember.objects.filter(payroll_number__iexact=value.strip())
        return queryset.filter(staff_key__in=people.values("key"))

    def filter_version(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if numbers := sent_numbers([value]):
            return queryset.filter(content_version=numbers[0])
        return queryset.filter(content_version=None) if value == "none" else queryset.none()

    def filter_counts(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        lasting = Q(expires_on=None) | Q(expires_on__gte=value)
        return queryset.filter(lasting, completed_on__lte=value)

    def filter_group(self, queryset: QuerySet, name: str, value: StaffGroup) -> QuerySet:
        listed = Concat(Value("; "), F("staff_groups"), Value("; "), output_field=TextField())
        return queryset.annotate(listed=listed).filter(listed__contains=f"; {value.name}; ")


class CompletionIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return (
            Completion.objects.named()
            .annotate(
                voided_at=Subquery(
                    Void.objects.filter(completion=OuterRef("pk")).values("recorded_at")[:1]
                ),
            )
            .defer("elements", "content_sha256", "paper_sha256")
            .order_by("-completed_at", "-pk")
        )

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not permissions.may_correct_completions(self.request.user):
            return []
        url = reverse("completion:add_by_hand")
        return [HeaderButton(_("Add a completion"), url=url, icon_name="plus")]


def correcting_buttons(completion: Completion, user: AnyUser) -> list[Button]:
    """What HR may do about one that stands."""
    if not permissions.may_correct_completions(user):
        return []
    void = reverse("completion:void", args=[completion.pk])
    redate = reverse("completion:redate", args=[completion.pk])
    return [
        Button(_("Give another date"), url=redate, icon_name="calendar-alt", priority=40),
        Button(_("Void"), url=void, icon_name="cross", priority=50),
    ]


class PersonColumn(ButtonsColumnMixin, TitleColumn):
    """Whose it is, with what HR may do about it."""

    def get_buttons(
        self, instance: Completion, parent_context: Mapping[str, Any]
    ) -> list[ButtonWithDropdown]:
        buttons = correcting_buttons(instance, parent_context["request"].user)
        if instance.voided_at is not None or not buttons:
            return []
        label = _("What to do about %(activity)s of %(person)s") % {
            "activity": instance.activity_title,
            "person": instance.person,
        }
        attrs = {"aria-label": label}
        return [ButtonWithDropdown(buttons=buttons, icon_name="dots-horizontal", attrs=attrs)]


def words_of(reason: CorrectionReason | None) -> str:
    return reason.text if reason else _("The words of the reason were erased.")


def plain_number(value: Decimal | None) -> str | None:
    """Without the noughts that the column pads it with."""
    return None if value is None else number_format(value.normalize())


class OtherEntry(Component):
    """A completion that replaces another, or was replaced by it, and the way there."""

    template_name = "records/other_entry.html"

    def __init__(self, completion: Completion) -> None:
        self.completion = completion

    def get_context_data(self, parent_context: object) -> dict[str, object]:
        return {"completion": self.completion}


class CompletionInspectView(InspectView):
    page_title = _("Completion")

    @cached_property
    def person(self) -> StaffMember | None:
        return StaffMember.objects.filter(key=self.object.staff_key).first()

    @cached_property
    def void(self) -> Void | None:
        return Void.objects.filter(completion=self.object).first()

    def get_page_subtitle(self) -> str:
        return f"{self.object.activity_title}, {self.person or self.object.staff_key}"

    def get_fields_context(self) -> list[dict[str, object]]:
        shown = [{"label": _("Staff member"), "value": self.person or "–"}]
        if self.void is not None:
            shown.append({"label": _("Voided"), "value": words_of(self.void.reason)})
        if self.object.reason_digest:
            shown.append({"label": _("Reason"), "value": words_of(self.object.reason)})
        for label, key in (
            (_("Replaces"), {"key": self.object.replaces_key}),
            (_("Replaced by"), {"replaces_key": self.object.key}),
        ):
            if (other := Completion.objects.filter(**key).first()) is not None:
                shown.append({"label": label, "component": OtherEntry(other)})
        told = super().get_fields_context()
        return [*shown, *(each for each in told if each["value"] not in (None, ""))]

    def get_marks_awarded_display_value(self) -> str | None:
        return plain_number(self.object.marks_awarded)

    def get_marks_available_display_value(self) -> str | None:
        return plain_number(self.object.marks_available)

    def get_pass_mark_display_value(self) -> str | None:
        pass_mark = self.object.pass_mark
        return None if pass_mark is None else _("%(number)s%%") % {"number": pass_mark}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [] if self.void else correcting_buttons(self.object, self.request.user)


class CompletionViewSet(RecordsViewSet):
    model = Completion
    name = "completion"
    icon = "clipboard-list"
    menu_label = _("Completions")
    index_view_class = CompletionIndexView
    inspect_view_class = CompletionInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "activity_title",
        "completed_at",
        "expires_on",
        "source",
        "marks_awarded",
        "marks_available",
        "pass_mark",
        "elements",
        "staff_groups",
        "content_version",
        "content_sha256",
        "paper_sha256",
        "recorded_at",
        "entry",
        "key",
    ]
    filterset_class = CompletionFilterSet
    list_per_page = 50
    index_template_name = "records/completions.html"
    list_display = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="completion"),
        PersonColumn("person", label=_("Staff member"), url_name="completion:inspect"),
        Column("activity_title", label=_("Activity"), sort_key="activity_title"),
        DayColumn("completed_on", label=_("Completed"), sort_key="completed_on"),
        DayColumn("expires_on", label=_("Counts until"), sort_key="expires_on"),
        Column("get_source_display", label=_("Source")),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=lambda row: _("Voided") if row.voided_at else _("Stands"),
            primary=lambda row: not row.voided_at,
        ),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        chosen_by = self.filterset_class
        return [
            *super().get_urlpatterns(),
            path("void/<int:pk>/", VoidView.as_view(), name="void"),
            path("void/", VoidView.as_view(filterset_class=chosen_by), name="void_together"),
            path("redate/<int:pk>/", RedateView.as_view(), name="redate"),
            path("redate/", RedateView.as_view(filterset_class=chosen_by), name="redate_together"),
            path("add-by-hand/", AddView.as_view(), name="add_by_hand"),
        ]

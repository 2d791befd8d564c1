"""The records in the CMS admin: lists to look at, with the few things HR may do to them."""

import django_filters
from django.db.models import F, Model, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from learning.catalogue.models import Activity
from learning.people.models import StaffGroup, StaffMember
from learning.records import permissions
from learning.records.models import Assignment, Completion, Void, Waiver
from learning.records.permissions import LookOnly
from learning.records.views import AssignView, EndAssignmentView, VoidView, WaiveView


def staff_name() -> Subquery:
    """The name on the staff list of whom a record names by key."""
    person = StaffMember.objects.filter(key=OuterRef("staff_key"))
    return Subquery(
        person.values(name=Concat("first_name", Value(" "), "last_name"))[:1],
    )


class DayColumn(Column):
    """A day, written out: "3 days ago" is no use to somebody who answers for records."""

    def get_value(self, instance: Model) -> str:
        day = super().get_value(instance)
        return date_format(day) if day else "–"


class RecordsViewSet(ModelViewSet):
    """A list to look at. Whatever changes a record has a screen of its own."""

    copy_view_enabled = False
    form_fields: tuple[str, ...] = ()  # no screen of ours edits a row in place
    menu_order = 100
    add_to_admin_menu = False

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return LookOnly(self.model)


class CompletionFilterSet(WagtailFilterSet):
    completed_on = django_filters.DateFromToRangeFilter(
        label=_("Completed between"), widget=DateRangePickerWidget
    )
    activity = django_filters.ModelChoiceFilter(
        queryset=Activity.objects.all(), method="filter_activity", label=_("Activity")
    )
    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.all(), method="filter_group", label=_("Staff group that day")
    )
    voided = django_filters.BooleanFilter(
        field_name="void", lookup_expr="isnull", exclude=True, label=_("Voided")
    )

    class Meta:
        model = Completion
        fields = ["completed_on", "activity", "group", "source"]

    def filter_activity(self, queryset: QuerySet, name: str, value: Activity) -> QuerySet:
        return queryset.filter(activity_key=value.key)

    def filter_group(self, queryset: QuerySet, name: str, value: StaffGroup) -> QuerySet:
        listed = Concat(Value("; "), F("staff_groups"), Value("; "), output_field=TextField())
        return queryset.annotate(listed=listed).filter(listed__contains=f"; {value.name}; ")


class CompletionIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return (
            Completion.objects.annotate(
                person=Coalesce(staff_name(), Value("–")),
                voided_at=Subquery(
                    Void.objects.filter(completion=OuterRef("pk")).values("recorded_at")[:1]
                ),
            )
            .defer("elements", "content_sha256", "paper_sha256")
            .order_by("-completed_at", "-pk")
        )

    def get_list_more_buttons(self, instance: Completion) -> list[Button]:
        buttons = super().get_list_more_buttons(instance)
        if instance.voided_at is None and permissions.may_void_completion(self.request.user):
            buttons.append(
                Button(
                    _("Void"),
                    url=reverse("completion:void", args=[instance.pk]),
                    icon_name="cross",
                    priority=50,
                )
            )
        return buttons


class CompletionInspectView(InspectView):
    page_title = _("Completion")

    @cached_property
    def person(self) -> StaffMember | None:
        return StaffMember.objects.filter(key=self.object.staff_key).first()

    @cached_property
    def void(self) -> Void | None:
        return Void.objects.select_related("reason").filter(completion=self.object).first()

    def get_page_subtitle(self) -> str:
        return f"{self.object.activity_title}, {self.person or self.object.staff_key}"

    def get_fields_context(self) -> list[dict[str, object]]:
        shown = super().get_fields_context()
        if self.void is not None:
            reason = getattr(self.void, "reason", None)
            words = reason.text if reason else _("The words of the reason were erased.")
            shown.insert(0, {"label": _("Voided"), "value": words})
        return [{"label": _("Staff member"), "value": self.person or "–"}, *shown]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if self.void or not permissions.may_void_completion(self.request.user):
            return []
        url = reverse("completion:void", args=[self.object.pk])
        return [Button(_("Void"), url=url, icon_name="cross", priority=10)]


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
    list_display = [
        TitleColumn("person", label=_("Staff member"), url_name="completion:inspect"),
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
        return [
            *super().get_urlpatterns(),
            path("void/<int:pk>/", VoidView.as_view(), name="void"),
        ]


class AssignmentIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return Assignment.objects.known().select_related("activity", "staff_group", "staff_member")

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not permissions.may_assign(self.request.user):
            return []
        url = reverse("assignment:assign")
        return [HeaderButton(_("Assign an activity"), url=url, icon_name="plus")]

    def get_list_more_buttons(self, instance: Assignment) -> list[Button]:
        if instance.to_on is not None or not permissions.may_assign(self.request.user):
            return []
        url = reverse("assignment:end", args=[instance.pk])
        return [Button(_("End"), url=url, icon_name="cross", priority=50)]


class AssignmentViewSet(RecordsViewSet):
    model = Assignment
    name = "assignment"
    icon = "calendar-check"
    menu_label = _("Assignments")
    menu_order = 90
    index_view_class = AssignmentIndexView
    list_filter = ["activity", "staff_group", "is_mandatory"]
    list_display = [
        "activity",
        Column("target", label=_("For"), accessor=lambda row: row.staff_group or row.staff_member),
        Column(
            "kind",
            label=_("Kind"),
            accessor=lambda row: _("Mandatory") if row.is_mandatory else _("Recommended"),
        ),
        DayColumn("from_on", label=_("From")),
        DayColumn("to_on", label=_("To")),
        DayColumn("due_on", label=_("Due on")),
        Column("due_days", label=_("Days to complete it")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("assign/", AssignView.as_view(), name="assign"),
            path("end/<int:pk>/", EndAssignmentView.as_view(), name="end"),
        ]


class WaiverIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return Waiver.objects.known().select_related("activity", "staff_member")

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not permissions.may_waive(self.request.user):
            return []
        url = reverse("waiver:waive")
        return [HeaderButton(_("Excuse somebody"), url=url, icon_name="plus")]


class WaiverViewSet(RecordsViewSet):
    model = Waiver
    name = "waiver"
    icon = "circle-check"
    menu_label = _("Waivers")
    menu_order = 95
    index_view_class = WaiverIndexView
    list_filter = ["activity"]
    list_display = [
        "staff_member",
        Column("activity", label=_("Activity")),
        Column("reason", label=_("Reason")),
        DayColumn("from_on", label=_("From")),
        DayColumn("to_on", label=_("To")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("waive/", WaiveView.as_view(), name="waive")]

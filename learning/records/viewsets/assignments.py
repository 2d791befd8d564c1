"""Who is asked for what: assignments and programmes."""

import django_filters
from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from learning.organisation.columns import DayColumn
from learning.people.models import StaffGroup
from learning.records import permissions
from learning.records.models import Assignment, Programme
from learning.records.selectors.terms_words import terms_in_words
from learning.records.views import (
    AddProgrammeView,
    AssignView,
    EditProgrammeView,
    EndAssignmentView,
    LookedAheadView,
    ReviseView,
)

from .base import RecordsViewSet, SeenByHrViewSet


class AssignmentFilterSet(WagtailFilterSet):
    holds = django_filters.ChoiceFilter(
        choices=[("today", gettext_lazy("Today")), ("ended", gettext_lazy("Ended before today"))],
        method="holds_on",
        label=gettext_lazy("When"),
    )
    staff_group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.all(), label=gettext_lazy("Staff group")
    )

    class Meta:
        model = Assignment
        fields = ["holds", "activity", "programme", "staff_group", "is_mandatory"]

    def holds_on(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = localdate()
        return queryset.on(today) if value == "today" else queryset.filter(to_on__lt=today)


class AssignmentIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        return Assignment.objects.known().select_related(
            "activity", "programme", "staff_group", "staff_member"
        )

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not permissions.may_assign(self.request.user):
            return []
        url = reverse("assignment:assign")
        return [HeaderButton(_("Assign an activity"), url=url, icon_name="plus")]

    def get_list_more_buttons(self, instance: Assignment) -> list[Button]:
        if instance.to_on is not None or not permissions.may_assign(self.request.user):
            return []
        return [
            Button(
                _("Change the terms"),
                url=reverse("assignment:revise", args=[instance.pk]),
                icon_name="edit",
                priority=40,
            ),
            Button(
                _("End"),
                url=reverse("assignment:end", args=[instance.pk]),
                icon_name="cross",
                priority=50,
            ),
        ]

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No assignment matches. Try fewer words or other filters.")
        return _("Nothing is asked of anybody yet. Assign an activity or a programme above.")


class AssignmentViewSet(RecordsViewSet):
    model = Assignment
    name = "assignment"
    icon = "calendar-check"
    menu_label = gettext_lazy("Assignments")
    menu_order = 90
    index_view_class = AssignmentIndexView
    filterset_class = AssignmentFilterSet
    search_fields = ("activity__title", "programme__title", "staff_group__name")
    search_backend_name = None
    list_display = [
        "activity",
        Column(
            "programme", label=gettext_lazy("Programme"), accessor=lambda row: row.programme or ""
        ),
        Column(
            "target",
            label=gettext_lazy("For"),
            accessor=lambda row: row.staff_group or row.staff_member,
        ),
        Column("terms", label=gettext_lazy("Terms"), accessor=terms_in_words),
        DayColumn("from_on", label=gettext_lazy("From"), sort_key="from_on"),
        DayColumn("to_on", label=gettext_lazy("To"), sort_key="to_on"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("assign/", AssignView.as_view(), name="assign"),
            path("look/<uuid:key>/", LookedAheadView.as_view(), name="look"),
            path("revise/<int:pk>/", ReviseView.as_view(), name="revise"),
            path("end/<int:pk>/", EndAssignmentView.as_view(), name="end"),
        ]


class ProgrammeIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        open_steps = Q(steps__superseded_at=None, steps__to_on=None)
        counted = Programme.objects.annotate(step_count=Count("steps", filter=open_steps))
        return counted.order_by("title")

    @cached_property
    def header_buttons(self) -> list[Button]:
        url = reverse("programme:make")
        return [HeaderButton(_("Add a programme"), url=url, icon_name="plus")]

    def get_edit_url(self, instance: Programme) -> str:
        return reverse("programme:change", args=[instance.pk])

    def get_list_more_buttons(self, instance: Programme) -> list[Button]:
        change_url = self.get_edit_url(instance)
        buttons = [Button(_("Change"), url=change_url, icon_name="edit", priority=40)]
        if not instance.is_retired:
            assign_url = f"{reverse('assignment:assign')}?{urlencode({'programme': instance.pk})}"
            buttons.append(
                Button(_("Assign"), url=assign_url, icon_name="calendar-check", priority=50)
            )
        return buttons

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No programme matches. Try fewer words or other filters.")
        return _("There is no programme yet. Add one to ask for several activities at once.")


class ProgrammeViewSet(SeenByHrViewSet):
    model = Programme
    name = "programme"
    icon = "list-ol"
    menu_label = gettext_lazy("Programmes")
    menu_order = 92
    index_view_class = ProgrammeIndexView
    list_filter = ["is_retired"]
    search_fields = ("title",)
    search_backend_name = None
    list_display = [
        "title",
        Column("step_count", label=gettext_lazy("Activities")),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda row: _("Retired") if row.is_retired else _("In use"),
            primary=lambda row: not row.is_retired,
        ),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("make/", AddProgrammeView.as_view(), name="make"),
            path("change/<int:pk>/", EditProgrammeView.as_view(), name="change"),
        ]

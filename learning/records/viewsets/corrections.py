"""What was corrected, what waits for a second person, and prior learning to check."""

from typing import ClassVar

from django.db.models import Case, Model, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from learning.organisation.columns import DayColumn
from learning.records import permissions
from learning.records.models import Completion, Correction, PriorLearning
from learning.records.views import (
    AnswerView,
    ClaimForSomebodyView,
    CorrectionView,
    EraseCertificateView,
    PriorLearningView,
)

from .base import RecordsViewSet


class WaitingFirstView(IndexView):
    """A list whose waiting rows are at the top, unless somebody sorts it."""

    nothing: ClassVar[str]

    @property
    def no_results_message(self) -> str:
        return _("Nothing matches these filters.") if self.is_filtering else self.nothing

    def get_base_queryset(self) -> QuerySet:
        waits = Case(When(state="waiting", then=Value(0)), default=Value(1))
        return super().get_base_queryset().order_by(waits, *self.model._meta.ordering)

    def get_list_more_buttons(self, instance: Model) -> list[Button]:
        return []


class CorrectionIndexView(WaitingFirstView):
    nothing = _(
        "Nothing was corrected yet. To void or give another date, open the list of completions."
    )


class CorrectionViewSet(RecordsViewSet):
    model = Correction
    name = "correction"
    icon = "rotate"
    menu_label = _("Corrections")
    menu_order = 105
    index_view_class = CorrectionIndexView
    inspect_view_class = CorrectionView
    inspect_view_enabled = True
    list_filter = ("state", "kind")
    list_display = (
        TitleColumn("what", label=_("What"), accessor=str, url_name="correction:inspect"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda row: row.is_waiting,
        ),
        Column("asked_by_name", label=_("Asked by")),
        DayColumn("asked_at", label=_("Asked"), sort_key="asked_at"),
        Column("answered_by_name", label=_("Answered by")),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/approve/", AnswerView.as_view(agrees=True), name="approve"),
            path("<int:pk>/refuse/", AnswerView.as_view(), name="refuse"),
        ]


class PriorLearningIndexView(WaitingFirstView):
    nothing = _("No certificate was sent in yet. Staff send theirs in from My learning.")

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("activity", "staff_member")

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not permissions.may_check_prior_learning(self.request.user):
            return []
        url = reverse("prior_learning:send")
        return [HeaderButton(_("Send in for somebody"), url=url, icon_name="plus")]


class PriorLearningViewSet(RecordsViewSet):
    model = PriorLearning
    name = "prior_learning"
    icon = "doc-full"
    menu_label = _("Prior learning")
    menu_order = 110
    index_view_class = PriorLearningIndexView
    inspect_view_class = PriorLearningView
    inspect_view_enabled = True
    list_filter = ("state", "activity")
    list_display = (
        TitleColumn("staff_member", label=_("Staff member"), url_name="prior_learning:inspect"),
        Column("activity", label=_("Activity")),
        DayColumn("completed_on", label=_("Date on the certificate"), sort_key="completed_on"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda row: row.is_waiting,
        ),
        DayColumn("sent_at", label=_("Sent in"), sort_key="sent_at"),
        Column("answered_by_name", label=_("Checked by")),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("send/", ClaimForSomebodyView.as_view(), name="send"),
            path("<int:pk>/erase/", EraseCertificateView.as_view(), name="erase"),
        ]


class CorrectTogether(BulkAction):
    """Leads from the ticked completions, or from all of a filter, to the screen for them."""

    models = (Completion,)
    url_name = ""

    def dispatch(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.copy()
        chosen.pop("next", None)
        return redirect(f"{reverse(self.url_name)}?{chosen.urlencode()}")


class VoidTogether(CorrectTogether):
    display_name = _("Void")
    aria_label = _("Void the selected completions")
    action_type = "void"
    action_priority = 20
    classes: ClassVar = {"serious"}
    url_name = "completion:void_together"


class RedateTogether(CorrectTogether):
    display_name = _("Give another date")
    aria_label = _("Give the selected completions another date")
    action_type = "redate"
    action_priority = 10
    url_name = "completion:redate_together"

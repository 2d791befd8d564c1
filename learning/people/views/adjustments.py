"""HR's screens for reasonable adjustments: record one, and end it."""

from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.people import services
from learning.people.forms import AdjustmentForm, LastDayForm
from learning.people.models import Adjustment
from learning.people.permissions import may_record_adjustment

from .admin_form import HrFormView
from .staff import RecordForSomebodyView, page_of


class RecordAdjustmentView(RecordForSomebodyView):
    form_class = AdjustmentForm
    page_title = gettext_lazy("Record an adjustment")
    header_icon = "sliders"
    may_open = may_record_adjustment

    def get_list(self) -> tuple[str, str]:
        return reverse("adjustment:index"), _("Adjustments")

    def save(self, form: Form) -> str:
        adjustment = services.record_adjustment(
            **form.cleaned_data, by=self.request.user, at=timezone.now()
        )
        return _("Recorded for %(name)s: %(adjustment)s.") % {
            "name": adjustment.staff_member,
            "adjustment": adjustment,
        }


class EndAdjustmentView(HrFormView):
    form_class = LastDayForm
    page_title = gettext_lazy("End an adjustment")
    header_icon = "sliders"
    submit_label = gettext_lazy("End the adjustment")
    may_open = may_record_adjustment

    @cached_property
    def adjustment(self) -> Adjustment:
        known = Adjustment.objects.known().select_related("staff_member")
        return get_object_or_404(known, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return f"{self.adjustment.staff_member}, {self.adjustment}"

    def get_way_back(self) -> list[tuple[str, str]]:
        return [(reverse("adjustment:index"), _("Adjustments"))]

    def get_success_url(self) -> str:
        return page_of(self.adjustment.staff_member)

    def save(self, form: Form) -> str:
        ended = services.end_adjustment(
            adjustment=self.adjustment,
            last_on=form.cleaned_data["last_on"],
            by=self.request.user,
            at=timezone.now(),
        )
        if ended is None:
            return _("The adjustment is taken back: it never held.")
        return _("The adjustment has an end.")

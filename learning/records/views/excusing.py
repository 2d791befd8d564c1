"""HR's screens for excusing somebody."""

from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from learning.people.models import StaffMember
from learning.records import permissions, services
from learning.records.forms import EndForm, WaiveForm
from learning.records.models import Waiver

from .admin_form import RecordsFormView


class AboutSomebodyView(RecordsFormView):
    """A form about a person and an activity, which another page may have filled in."""

    def get_initial(self) -> dict[str, object]:
        names = ("payroll_number", "activity")
        return {name: self.request.GET[name] for name in names if name in self.request.GET}

    def refuse_own(self, staff_member: StaffMember) -> None:
        """As nobody answers their own request."""
        if permissions.is_own(self.request.user, {staff_member.key}):
            told = _("This is you. Somebody else in HR does it.")
            raise ValidationError({"payroll_number": told})


class WaiveView(AboutSomebodyView):
    form_class = WaiveForm
    page_title = gettext_lazy("Excuse somebody")
    header_icon = "circle-check"
    list_label = gettext_lazy("Waivers")
    list_url_name = "waiver:index"
    may_open = permissions.may_waive

    def save(self, form: Form) -> str:
        answers = form.cleaned_data
        self.refuse_own(answers["payroll_number"])
        waiver = services.waive(
            activity=answers["activity"],
            staff_member=answers["payroll_number"],
            reason=answers["reason"],
            from_on=answers["from_on"],
            to_on=answers["to_on"],
            at=timezone.now(),
            source=self.signed_by,
        )
        until = date_format(waiver.to_on, "j F Y")
        log(
            instance=waiver,
            action="records.waive",
            user=self.request.user,
            data={"until": until},
        )
        return _("%(person)s is excused until %(day)s.") % {
            "person": waiver.staff_member,
            "day": until,
        }


class EndWaiverView(RecordsFormView):
    form_class = EndForm
    page_title = gettext_lazy("End a waiver")
    header_icon = "circle-check"
    submit_label = gettext_lazy("End it")
    list_label = gettext_lazy("Waivers")
    list_url_name = "waiver:index"
    may_open = permissions.may_waive

    @cached_property
    def waiver(self) -> Waiver:
        known = Waiver.objects.known().select_related("activity", "staff_member")
        return get_object_or_404(known, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return f"{self.waiver.staff_member} – {self.waiver.activity}"

    def save(self, form: Form) -> str:
        ended = services.end_waiver(
            waiver=self.waiver,
            last_on=form.cleaned_data["last_on"],
            at=timezone.now(),
            source=self.signed_by,
        )
        log(instance=self.waiver, action="records.end_waiver", user=self.request.user)
        if ended is None:
            return _("The waiver is taken back: it never held.")
        return _("The waiver ends earlier. What it excused until then stays.")

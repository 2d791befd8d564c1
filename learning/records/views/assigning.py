"""HR's screens for assigning and excusing. Each parses a form and calls one service."""

from typing import ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from learning.records import permissions, services
from learning.records.forms import AssignForm, EndForm, WaiveForm
from learning.records.models import Assignment


class RecordsFormView(WagtailAdminTemplateMixin, FormView):
    """A form in the admin that calls one service and goes back to its list."""

    template_name = "wagtailadmin/generic/form.html"
    submit_label = gettext_lazy("Save")
    list_label: ClassVar[str] = ""
    list_url_name = ""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self) -> bool:
        raise NotImplementedError

    def save(self, form: Form) -> str:
        """Call the service and return what to tell the person."""
        raise NotImplementedError

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            told = self.save(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, told)
        return redirect(self.list_url_name)

    def form_invalid(self, form: Form) -> HttpResponse:
        messages.validation_error(
            self.request, _("Nothing was saved. Put right what is marked below."), form
        )
        return super().form_invalid(form)

    @property
    def signed_by(self) -> str:
        return self.request.user.get_full_name() or self.request.user.get_username()

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.list_url_name), "label": self.list_label},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_label,
            "media": context["form"].media,
        }


class AssignView(RecordsFormView):
    form_class = AssignForm
    page_title = gettext_lazy("Assign an activity")
    header_icon = "calendar-check"
    submit_label = gettext_lazy("Assign")
    list_label = gettext_lazy("Assignments")
    list_url_name = "assignment:index"

    def is_allowed(self) -> bool:
        return permissions.may_assign(self.request.user)

    def save(self, form: Form) -> str:
        answers = form.cleaned_data
        made = services.assign(
            ask=form.ask(),
            activity=answers["activity"],
            staff_groups=answers["staff_groups"],
            staff_members=answers["payroll_numbers"],
            from_on=answers["from_on"],
            at=timezone.now(),
            source=self.signed_by,
        )
        for assignment in made:
            log(instance=assignment, action="wagtail.create", user=self.request.user)
        return ngettext(
            "Assigned to %(count)d group or person.",
            "Assigned to %(count)d groups or people.",
            len(made),
        ) % {"count": len(made)}


class EndAssignmentView(RecordsFormView):
    form_class = EndForm
    page_title = gettext_lazy("End an assignment")
    header_icon = "calendar-check"
    submit_label = gettext_lazy("End it")
    list_label = gettext_lazy("Assignments")
    list_url_name = "assignment:index"

    def is_allowed(self) -> bool:
        return permissions.may_assign(self.request.user)

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.assignment = get_object_or_404(Assignment.objects.known(), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.assignment)

    def save(self, form: Form) -> str:
        services.end_assignment(
            assignment=self.assignment,
            last_on=form.cleaned_data["last_on"],
            at=timezone.now(),
            source=self.signed_by,
        )
        log(instance=self.assignment, action="records.end", user=self.request.user)
        return _("Ended. Completions so far stay as they are.")


class WaiveView(RecordsFormView):
    form_class = WaiveForm
    page_title = gettext_lazy("Excuse somebody")
    header_icon = "circle-check"
    list_label = gettext_lazy("Waivers")
    list_url_name = "waiver:index"

    def is_allowed(self) -> bool:
        return permissions.may_waive(self.request.user)

    def save(self, form: Form) -> str:
        answers = form.cleaned_data
        waiver = services.waive(
            activity=answers["activity"],
            staff_member=answers["payroll_number"],
            reason=answers["reason"],
            from_on=answers["from_on"],
            to_on=answers["to_on"],
            at=timezone.now(),
            source=self.signed_by,
        )
        log(instance=waiver, action="wagtail.create", user=self.request.user)
        return _("%(person)s is excused until %(day)s.") % {
            "person": waiver.staff_member,
            "day": date_format(waiver.to_on),
        }

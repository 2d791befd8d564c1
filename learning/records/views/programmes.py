"""HR's screens for programmes: make one, change its steps."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from learning.records import permissions, services
from learning.records.forms import ProgrammeForm
from learning.records.models import Programme
from learning.records.selectors import Change, plan_steps
from learning.records.selectors.changes import holders_of, steps_of

from .looking_ahead import LookAheadView


class ProgrammeView(LookAheadView):
    """A title and steps in order. The buttons beside the steps save nothing."""

    form_class = ProgrammeForm
    template_name = "records/programme.html"
    header_icon = "list-ol"
    list_label = gettext_lazy("Programmes")
    list_url_name = "programme:index"
    may_open = permissions.may_assign

    @cached_property
    def programme(self) -> Programme:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"instance": self.programme}

    def get_initial(self) -> dict[str, object]:
        if self.programme.pk is None:
            return {}
        return {"steps": ",".join(str(activity.pk) for activity in steps_of(self.programme))}

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if "do" in request.POST:
            form = ProgrammeForm.after_button(request.POST, instance=self.programme)
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {"activities": form.activities(), "order": form.order()}

    def plan(self, form: Form) -> Change:
        return plan_steps(
            programme=self.programme,
            activities=form.cleaned_data["activities"],
            from_on=form.cleaned_data["from_on"],
        )

    def summary(self, form: Form, change: Change) -> list[tuple[str, str]]:
        steps = form.cleaned_data["activities"]
        holders = holders_of(self.programme) if self.programme.pk else []
        return [
            (_("Programme"), form.cleaned_data["title"]),
            (_("In order"), "; ".join(activity.title for activity in steps)),
            (_("Assigned to"), ", ".join(str(each) for each in holders) or _("Nobody yet")),
        ]

    def make(self, form: Form, change: Change) -> str:
        is_new = self.programme.pk is None
        services.save_programme(
            programme=form.instance,
            activities=form.cleaned_data["activities"],
            change=change,
            at=timezone.now(),
            source=self.signed_by,
        )
        action = "records.add_programme" if is_new else "records.change_programme"
        log(instance=form.instance, action=action, user=self.request.user)
        return _("%(programme)s is saved.") % {"programme": form.instance}


class AddProgrammeView(ProgrammeView):
    page_title = gettext_lazy("Add a programme")

    @cached_property
    def programme(self) -> Programme:
        return Programme()


class EditProgrammeView(ProgrammeView):
    page_title = gettext_lazy("Change a programme")

    @cached_property
    def programme(self) -> Programme:
        return get_object_or_404(Programme, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return Programme.objects.values_list("title", flat=True).get(pk=self.programme.pk)

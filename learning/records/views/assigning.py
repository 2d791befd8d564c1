"""HR's screens for asking: assign, change the terms, end."""

from django.forms import Form
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import log

from learning.people.rules.spans import ONE_DAY
from learning.records import permissions, services
from learning.records.forms import AssignForm, EndForm, ReviseForm
from learning.records.models import Assignment
from learning.records.selectors import Change, plan_assignment, plan_revision
from learning.records.selectors.changes import open_assignments, target_of, together_with
from learning.records.selectors.terms_words import terms_in_words

from .admin_form import RecordsFormView
from .looking_ahead import LookAheadView


class AssigningView(LookAheadView):
    """What the two screens that set terms share."""

    template_name = "records/terms.html"
    header_icon = "calendar-check"
    list_label = gettext_lazy("Assignments")
    list_url_name = "assignment:index"
    may_open = permissions.may_assign

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        return context | {"sections": list(context["form"].sections())}


class AssignView(AssigningView):
    form_class = AssignForm
    page_title = gettext_lazy("Assign an activity")
    confirm_label = gettext_lazy("Assign")
    log_action = "records.assign"

    def get_initial(self) -> dict[str, object]:
        """What another screen has chosen already."""
        chosen = {name: self.request.GET.get(name) for name in ("activity", "programme")}
        groups = self.request.GET.getlist("staff_groups")
        return {name: pk for name, pk in chosen.items() if pk} | {"staff_groups": groups}

    def plan(self, form: Form) -> Change:
        answers = form.cleaned_data
        return plan_assignment(
            ask=form.ask(),
            activity=answers["activity"],
            programme=answers["programme"],
            staff_groups=answers["staff_groups"],
            staff_members=answers["payroll_numbers"],
            from_on=answers["from_on"],
        )

    def summary(self, form: Form, change: Change) -> list[tuple[str, str]]:
        answers = form.cleaned_data
        targets = [*answers["staff_groups"], *answers["payroll_numbers"]]
        return [
            (_("What"), str(answers["activity"] or answers["programme"])),
            (_("For"), ", ".join(str(target) for target in targets)),
            (_("Terms"), terms_in_words(form.ask())),
        ]

    def make(self, form: Form, change: Change) -> str:
        made = services.apply_change(change=change, at=timezone.now(), source=self.signed_by)
        for assignment in made:
            log(instance=assignment, action=self.log_action, user=self.request.user)
        targets = {target_of(assignment) for assignment in made}
        return ngettext(
            "Assigned to %(count)d group or person.",
            "Assigned to %(count)d groups or people.",
            len(targets),
        ) % {"count": len(targets)}


class AboutAnAssignment:
    """The open assignment whose number stands in the address, with those that go with it."""

    kwargs: dict[str, object]

    @cached_property
    def assignment(self) -> Assignment:
        return get_object_or_404(open_assignments(), pk=self.kwargs["pk"])

    @cached_property
    def together(self) -> list[Assignment]:
        return together_with(self.assignment)

    def get_page_subtitle(self) -> str:
        what = self.assignment.programme or self.assignment.activity
        return f"{what} – {target_of(self.assignment)}"


class ReviseView(AboutAnAssignment, AssigningView):
    form_class = ReviseForm
    page_title = gettext_lazy("Change the terms")
    log_action = "records.revise"

    def get_initial(self) -> dict[str, object]:
        return ReviseForm.answers_of(self.assignment)

    def plan(self, form: Form) -> Change:
        return plan_revision(
            assignments=self.together, ask=form.ask(), from_on=form.cleaned_data["from_on"]
        )

    def summary(self, form: Form, change: Change) -> list[tuple[str, str]]:
        return [
            (_("Until now"), terms_in_words(self.assignment)),
            (_("From then on"), terms_in_words(form.ask())),
        ]

    def make(self, form: Form, change: Change) -> str:
        made = services.apply_change(change=change, at=timezone.now(), source=self.signed_by)
        for assignment in made:
            log(instance=assignment, action=self.log_action, user=self.request.user)
        return _("The terms are changed. Those before stay on record.")


class EndAssignmentView(AboutAnAssignment, RecordsFormView):
    form_class = EndForm
    page_title = gettext_lazy("End an assignment")
    header_icon = "calendar-check"
    submit_label = gettext_lazy("End it")
    list_label = gettext_lazy("Assignments")
    list_url_name = "assignment:index"
    may_open = permissions.may_assign

    def save(self, form: Form) -> str:
        change = Change(from_on=form.cleaned_data["last_on"] + ONE_DAY, ends=self.together)
        services.apply_change(change=change, at=timezone.now(), source=self.signed_by)
        for assignment in self.together:
            log(instance=assignment, action="records.end", user=self.request.user)
        if all(each.from_on > form.cleaned_data["last_on"] for each in self.together):
            return _("Taken back: it was never asked. Completions stay as they are.")
        return _("Ended. Completions so far stay as they are.")

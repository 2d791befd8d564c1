"""An attempt with its marks, and a mark to change."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from quizzes import services
from quizzes.marking.forms import OverrideForm
from quizzes.marking.selectors import AnswerWithMarks, answers_with_marks, submitted_attempts
from quizzes.models import Attempt, Mark
from quizzes.permissions import (
    may_override,
    may_take_a_pass_away,
)

from .screen import TrainersFormView, TrainersView


class AttemptView(TrainersView, TemplateView):
    """The answers of one attempt, with every mark that they were ever given."""

    template_name = "quizzes/marking/attempt.html"
    page_title = gettext_lazy("Attempt")
    header_icon = "list-ul"
    may_open = may_override

    @cached_property
    def attempt(self) -> Attempt:
        return get_object_or_404(submitted_attempts().defer(None), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.attempt.pk)

    def way_back(self) -> list[tuple[str, str]]:
        return [(reverse("attempt:index"), _("Attempts"))]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {
            "attempt": self.attempt,
            "quiz": self.attempt.drawn.quiz,
            "answers": answers_with_marks(self.attempt),
        }


class OverrideView(TrainersFormView):
    """Another mark for one answer, with a reason."""

    form_class = OverrideForm
    template_name = "quizzes/marking/override.html"
    page_title = gettext_lazy("Change a mark")
    header_icon = "edit"
    submit_label = gettext_lazy("Change the mark")
    may_open = may_override

    @cached_property
    def mark(self) -> Mark:
        return get_object_or_404(Mark.objects.select_related("attempt"), pk=self.kwargs["pk"])

    @cached_property
    def answer(self) -> AnswerWithMarks:
        answers = answers_with_marks(self.mark.attempt)
        return next(each for each in answers if each.question.key == self.mark.question_key)

    @property
    def attempt_url(self) -> str:
        return reverse("attempt:inspect", args=[self.mark.attempt_id])

    def way_back(self) -> list[tuple[str, str]]:
        here = _("Attempt %(reference)s") % {"reference": self.mark.attempt_id}
        return [(reverse("attempt:index"), _("Attempts")), (self.attempt_url, here)]

    def get_form_kwargs(self) -> dict[str, object]:
        may = may_take_a_pass_away(self.request.user) and bool(self.mark.attempt.has_passed)
        return super().get_form_kwargs() | {"may_take_away": may}

    def form_valid(self, form: Form) -> HttpResponse:
        before = self.mark.attempt.has_passed
        try:
            later = services.override_mark(
                mark=self.mark,
                share=form.share,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
                takes_pass_away=form.cleaned_data.get("takes_pass_away", False),
            )
        except services.AlreadyMarked:
            messages.warning(
                self.request,
                _("Somebody changed this mark in the meantime. Nothing was saved: look again."),
            )
        except services.OwnAnswer:
            messages.error(
                self.request, _("This is your own attempt. Ask another trainer to look at it.")
            )
        else:
            log(
                instance=later.attempt,
                action="quizzes.override_mark",
                user=self.request.user,
                data={"mark": later.pk, "supersedes": self.mark.pk},
            )
            messages.success(self.request, self.told(later.attempt, before))
        return redirect(self.attempt_url)

    def told(self, attempt: Attempt, before: bool | None) -> str:
        """What became of the outcome."""
        if attempt.has_passed and not before:
            return _("The mark is changed. It is now a pass, and the completion is recorded.")
        if before and not attempt.has_passed:
            return _("The mark is changed. The pass is taken away, and its completion is voided.")
        if before:
            return _("The mark is changed. The pass stands.")
        return _("The mark is changed. The outcome is as it was.")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {
            "answer": self.answer,
            "attempt": self.mark.attempt,
        }

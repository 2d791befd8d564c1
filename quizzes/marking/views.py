"""Trainers' screens for marks. Each parses a form and calls one service."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from quizzes import services
from quizzes.models import Attempt, AwaitedMark, Mark, Question, QuestionVersion
from quizzes.permissions import (
    AnyUser,
    may_mark,
    may_override,
    may_regrade,
    may_take_a_pass_away,
)
from quizzes.rules.paper import PaperQuestion

from .forms import MarkForm, OverrideForm, RegradeForm
from .selectors import AnswerWithMarks, answers_to_mark, answers_with_marks, submitted_attempts
from .words import what_changes, what_is_left, what_stands

# Longer lists of changes are cut on the screen; the sentence above them counts them all.
EFFECTS_SHOWN = 100


class TrainersView(WagtailAdminTemplateMixin):
    """A screen that asks one function whether this person may open it."""

    may_open: Callable[[AnyUser], bool]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not type(self).may_open(request.user):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except services.PaperChanged as error:
            messages.error(
                request,
                _("Nothing was marked, because a stored paper was tampered with. Tell IT: %(why)s")
                % {"why": error},
            )
            return redirect(self.way_back()[0][0])

    def way_back(self) -> list[tuple[str, str]]:
        """The screens above this one: where each is and what it is called."""
        raise NotImplementedError

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        above = [{"url": url, "label": label} for url, label in self.way_back()]
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *above, here]


class TrainersFormView(TrainersView, FormView):
    submit_label = gettext_lazy("Save")

    def form_invalid(self, form: Form) -> HttpResponse:
        messages.validation_error(
            self.request, _("Nothing was saved. Put right what is marked below."), form
        )
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_label,
            "media": context["form"].media,
        }


class MarkView(TrainersFormView):
    """One answer to mark: the question, what was written, and the points to look for."""

    form_class = MarkForm
    template_name = "quizzes/marking/mark.html"
    page_title = gettext_lazy("Mark an answer")
    header_icon = "edit"
    submit_label = gettext_lazy("Save the mark")
    may_open = may_mark

    def way_back(self) -> list[tuple[str, str]]:
        return [(reverse("awaited_mark:index"), _("Answers to mark"))]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if may_mark(request.user) and self.awaited is None:
            return self.somebody_was_quicker()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def awaited(self) -> AwaitedMark | None:
        queue = answers_to_mark(self.request.user).defer(None)
        return queue.filter(pk=self.kwargs["pk"]).first()

    @cached_property
    def question(self) -> PaperQuestion:
        return self.awaited.attempt.drawn.question(self.awaited.question_key)

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"writing": self.question.interaction}

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            services.mark_answer(
                attempt=self.awaited.attempt,
                question_key=self.question.key,
                points=form.cleaned_data["points"],
                comment=form.cleaned_data["comment"],
                by=self.request.user,
                at=timezone.now(),
            )
        except services.AlreadyMarked:
            return self.somebody_was_quicker()
        messages.success(self.request, _("Marked. If it was the last, they can see their result."))
        return redirect("awaited_mark:index")

    def somebody_was_quicker(self) -> HttpResponse:
        messages.warning(
            self.request,
            _("This answer no longer waits for a mark: somebody has marked it. Yours is not kept."),
        )
        return redirect("awaited_mark:index")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        response = self.awaited.attempt.saved_responses()[self.question.key].response
        return super().get_context_data(**kwargs) | {
            "question": self.question,
            "text": response,
            "attempt": self.awaited.attempt,
        }


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


class RegradeView(TrainersFormView):
    """What marking every answer by the newest version would do; sent back, it is done."""

    form_class = RegradeForm
    template_name = "quizzes/marking/regrade.html"
    page_title = gettext_lazy("Mark answers again")
    header_icon = "resubmit"
    submit_label = gettext_lazy("Change these marks")
    may_open = may_regrade

    @cached_property
    def question(self) -> Question:
        return get_object_or_404(Question, pk=self.kwargs["pk"])

    @cached_property
    def plan(self) -> services.RegradePlan | None:
        """None where the question was never published, so that nobody can have answered it."""
        try:
            return services.plan_regrade(self.question.key)
        except QuestionVersion.DoesNotExist:
            return None

    def get_page_subtitle(self) -> str:
        return self.question.title

    def way_back(self) -> list[tuple[str, str]]:
        return [(reverse("wagtailsnippets_quizzes_question:list"), _("Question bank"))]

    def get_form_kwargs(self) -> dict[str, object]:
        may = may_take_a_pass_away(self.request.user)
        return super().get_form_kwargs() | {"may_take_away": may}

    def get_initial(self) -> dict[str, object]:
        return {"digest": self.plan.digest} if self.plan else {}

    def form_valid(self, form: Form) -> HttpResponse:
        takes = form.cleaned_data.get("takes_passes_away", False)
        try:
            done = services.apply_regrade(
                question_key=self.question.key,
                digest=form.cleaned_data["digest"],
                reason=form.cleaned_data["reason"],
                takes_passes_away=takes,
                by=self.request.user,
                at=timezone.now(),
            )
        except services.RegradeChanged as changed:
            return self.look_again(form, changed.plan)
        except QuestionVersion.DoesNotExist:
            return self.render_to_response(self.get_context_data(form=form))
        log(
            instance=self.question,
            action="quizzes.regrade",
            user=self.request.user,
            data={
                "version": done.question.version,
                "attempts": len(done.regrade.effects),
                "passes_given": done.regrade.gives,
                "passes_taken_away": done.regrade.would_take if takes else 0,
            },
        )
        messages.success(self.request, _("Done: %(what)s") % {"what": what_changes(done.regrade)})
        return redirect("regrade_question", self.question.pk)

    def look_again(self, form: Form, plan: services.RegradePlan) -> HttpResponse:
        """What would be done is not what was on the screen, so it is shown again instead."""
        messages.warning(
            self.request,
            _("This has changed since you looked, so nothing was done. Look at it again."),
        )
        self.plan = plan
        form.data = form.data.copy()
        form.data["digest"] = plan.digest
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs) | {"question": self.question}
        if self.plan is None:
            return context
        regrade = self.plan.regrade
        return context | {
            "version": self.plan.question.version,
            "what_changes": what_changes(regrade),
            "what_stands": what_stands(regrade),
            "what_is_left": what_is_left(regrade),
            "effects": regrade.effects[:EFFECTS_SHOWN],
            "not_shown": max(0, len(regrade.effects) - EFFECTS_SHOWN),
            "may_take_away": may_take_a_pass_away(self.request.user),
        }

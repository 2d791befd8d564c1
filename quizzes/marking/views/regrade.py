"""Answers to mark again."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log

from quizzes import services
from quizzes.marking.forms import OtherWordsForm, RegradeForm
from quizzes.marking.words import what_changed, what_changes, what_is_left, what_stands
from quizzes.models import Question, QuestionVersion
from quizzes.permissions import (
    may_regrade,
    may_take_a_pass_away,
)

from .screen import TrainersFormView

# Longer lists of changes are cut on the screen; the sentence above them counts them all.
EFFECTS_SHOWN = 100


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

    @property
    def marks_other_words(self) -> bool:
        """As ticked: it is part of the address that was looked at, and sent back to."""
        return "marks_other_words" in self.request.GET

    @cached_property
    def plan(self) -> services.RegradePlan | None:
        """None where the question was never published, so that nobody can have answered it."""
        try:
            return services.plan_regrade(
                self.question.key, marks_other_words=self.marks_other_words
            )
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
                marks_other_words=self.marks_other_words,
                by=self.request.user,
                at=timezone.now(),
            )
        except services.RegradeChanged as changed:
            return self.look_again(form, changed.plan)
        except QuestionVersion.DoesNotExist:
            return self.render_to_response(self.get_context_data(form=form))
        taken = done.regrade.would_take if takes else 0
        log(
            instance=self.question,
            action="quizzes.regrade",
            user=self.request.user,
            data={
                "version": done.question.version,
                "attempts": len(done.regrade.effects),
                "marks_other_words": done.marks_other_words,
                "passes_given": done.regrade.gives,
                "passes_taken_away": taken,
            },
        )
        messages.success(self.request, what_changed(done.regrade, taken=taken))
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
        if regrade.other_words or self.plan.marks_other_words:
            ticked = {"marks_other_words": self.plan.marks_other_words}
            context["other_words_form"] = OtherWordsForm(initial=ticked)
        return context | {
            "version": self.plan.question.version,
            "what_changes": what_changes(regrade),
            "what_stands": what_stands(regrade),
            "what_is_left": what_is_left(regrade),
            "effects": regrade.effects[:EFFECTS_SHOWN],
            "not_shown": max(0, len(regrade.effects) - EFFECTS_SHOWN),
            "may_take_away": may_take_a_pass_away(self.request.user),
        }

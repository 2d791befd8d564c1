"""An answer to mark."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from quizzes import services
from quizzes.marking.forms import MarkForm
from quizzes.marking.selectors import answers_to_mark
from quizzes.models import AwaitedMark
from quizzes.permissions import (
    may_mark,
)
from quizzes.rules.paper import PaperQuestion

from .screen import TrainersFormView


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
        response = self.awaited.attempt.responses()[self.question.key]
        return super().get_context_data(**kwargs) | {
            "question": self.question,
            "text": response,
            "attempt": self.awaited.attempt,
        }

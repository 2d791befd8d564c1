"""Submitting, and how it went."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.forms import RubricForm
from quizzes.models import Attempt
from quizzes.rules.paper import PaperQuestion
from quizzes.selectors import own_writing_to_mark, review_of
from quizzes.services import AlreadyMarked, mark_own_answer, submit_attempt

from .taking import own_attempt, read_or_send, taker_of


@read_or_send
def attempt_submit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Submit. Signing in again on the way here comes back with GET, which submits nothing."""
    own_attempt(request, key)
    if request.method != "POST":
        return redirect("attempt_check", key)
    submit_attempt(key=key, staff_member=taker_of(request), at=timezone.now())
    return redirect("attempt_result", key)


@require_safe
def attempt_result(request: HttpRequest, key: UUID) -> HttpResponse:
    """How it went, what was recorded and what to do next; or what is still awaited."""
    own = own_attempt(request, key)
    if not own.is_submitted:
        return redirect("attempt_check", key)
    if own.is_waiting and own_writing_to_mark(own):
        return redirect("attempt_mark", key)
    review = review_of(own, by=taker_of(request), at=timezone.now())
    context = {"review": review, "quiz": own.drawn.quiz}
    page = "attempt_waiting" if own.is_waiting else "attempt_result"
    return render(request, f"quizzes/{page}.html", context)


@read_or_send
def attempt_mark(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the person wrote, beside the model answer, for them to mark. One to a page."""
    own = own_attempt(request, key)
    written = own_writing_to_mark(own)
    if written is None:
        return redirect("attempt_result", key)
    form = RubricForm(request.POST or None, writing=written.writing)
    if request.method == "POST":
        if request.POST.get("question") != str(written.question.key):
            return redirect("attempt_mark", key)
        if form.is_valid():
            _mark_own(own, written.question, form)
            return redirect("attempt_result", key)
    context = {"form": form, "written": written, "quiz": own.drawn.quiz}
    return render(request, "quizzes/attempt_mark.html", context)


def _mark_own(own: Attempt, question: PaperQuestion, form: RubricForm) -> None:
    with suppress(AlreadyMarked):  # pressed twice: the first is the mark
        mark_own_answer(
            key=own.key,
            staff_member=own.staff_member,
            question_key=question.key,
            points=form.cleaned_data["points"],
            at=timezone.now(),
        )

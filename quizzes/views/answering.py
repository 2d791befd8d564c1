"""Answering: one question to a page, and a last look over the answers."""

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self
from urllib.parse import quote
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quizzes.forms import AnswerForm, answer_form
from quizzes.models import Attempt, AttemptEvent, UnclaimedSave
from quizzes.rules.paper import PaperQuestion
from quizzes.selectors import (
    GivenAnswer,
    ReviewedAnswer,
    Sitting,
    feedback_on,
    sitting_of,
)
from quizzes.services import (
    AnsweredSince,
    AnswerIsFinal,
    AnswerRefused,
    AttemptIsSubmitted,
    ForgedToken,
    TimeIsUp,
    attempt_of_token,
    claim_saves,
    make_answer_final,
)

from .saving import keep, keep_for_its_owner
from .taking import FINAL, own_attempt, question_of, read_or_send

# Where a question was opened from the check page, and goes back to.
FROM_CHECK = "check"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as its page shows it. `standing` is an answer of another page that differs.

    `feedback` is there once the answer is final.
    """

    given: GivenAnswer
    form: AnswerForm
    total: int
    standing: GivenAnswer | None = None
    feedback: ReviewedAnswer | None = None

    @classmethod
    def of(
        cls,
        sitting: Sitting,
        number: int,
        *,
        form: AnswerForm | None = None,
        standing: AttemptEvent | None = None,
    ) -> Self:
        given = sitting.answers[number - 1]
        if form is None:
            form = answer_form(
                given.question, initial={"idempotency_key": uuid4(), "after": given.event}
            )
            form.show(given.response)
        answer = GivenAnswer.to(number, given.question, standing) if standing else None
        return cls(given, form, sitting.total, answer, feedback_on(sitting.attempt, given))

    @property
    def number(self) -> int:
        return self.given.number

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 or None

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.number < self.total else None


@require_safe
def attempt(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go on where the person left off."""
    own = own_attempt(request, key)
    if own.is_submitted:
        return redirect("attempt_result", key)
    number = sitting_of(own).first_unanswered
    return redirect("attempt_question", key, number) if number else redirect("attempt_check", key)


@read_or_send
def attempt_question(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """One question. Sent back, its answer is saved, and the page that was asked for follows."""
    if request.user.is_anonymous:
        return _sign_in_again(request, key, number)
    own = own_attempt(request, key)
    question = question_of(own, number)
    if own.is_submitted and not (own.is_expired and request.method == "POST"):
        return _already_submitted(request, own)
    form, standing = None, None
    if request.method == "POST":
        form = answer_form(question, request.POST, may_be_empty="to" in request.POST)
        if form.is_valid():
            is_final = _asks_how_it_was(request, own, form)
            try:
                _keep_unless_as_before(own, question, form, is_final=is_final)
            except AttemptIsSubmitted:
                return _already_submitted(request, own)
            except TimeIsUp:
                return _too_late(request, own)
            except AnswerIsFinal:
                messages.info(request, FINAL)
                return _back_to(request, own, number)
            except AnswerRefused:
                messages.info(request, _("We tell you how it went once it has come to its end."))
                return _back_to(request, own, number)
            except AnsweredSince as since:
                form, standing = _shown_again(question, request, since), since.newest
            else:
                if stays_at := "feedback" if is_final else form.stays_at:
                    return _back_to(request, own, number, stays_at)
                return _on_from(request, own, number)
        elif own.is_submitted:
            return redirect("attempt_result", key)  # which says that the time is up
    else:
        waiting = claim_saves(attempt=own, question_key=question.key)
        if waiting and own.saved_responses()[question.key].is_final:
            messages.info(request, FINAL)
        elif waiting:
            form, standing = _left_over(own, question, waiting[-1])
    sitting = sitting_of(own)
    asked = AskedQuestion.of(sitting, number, form=form, standing=standing)
    context = {
        "asked": asked,
        "form": asked.form,
        "is_from_check": request.GET.get("from") == FROM_CHECK,
        "sitting": sitting,
        "quiz": own.drawn.quiz,
    }
    status = HTTPStatus.CONFLICT if standing and request.method == "POST" else HTTPStatus.OK
    return render(request, "quizzes/attempt_question.html", context, status=status)


@require_safe
def attempt_questions(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every question as its page shows it, so that a browser can go on without a connection.

    But for those with an answer to claim, for which their own page is to be opened.
    """
    own = own_attempt(request, key)
    if own.is_submitted:
        raise Http404
    sitting = sitting_of(own)
    unclaimed = set(sitting.unclaimed)
    asked = [
        AskedQuestion.of(sitting, given.number)
        for given in sitting.answers
        if given.number not in unclaimed
    ]
    context = {"every_question": asked, "sitting": sitting, "quiz": own.drawn.quiz}
    return render(request, "quizzes/attempt_questions.html", context)


@require_safe
def attempt_check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every answer so far, to look over before submitting."""
    own = own_attempt(request, key)
    if own.is_submitted:
        return redirect("attempt_result", key)
    context = {"sitting": sitting_of(own), "quiz": own.drawn.quiz}
    return render(request, "quizzes/attempt_check.html", context)


def _sign_in_again(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """The session is over. What was sent is kept for its owner, who claims it by coming back."""
    with suppress(ForgedToken, Attempt.DoesNotExist, AttemptIsSubmitted, AnswerRefused):
        own = attempt_of_token(request.POST.get("token", ""), key=key, runs_out=True)
        question = question_of(own, number)
        form = answer_form(question, request.POST, may_be_empty=True)
        if form.is_valid() and not _is_as_before(own, question, form):
            keep_for_its_owner(own, question, form)
            messages.info(
                request, _("You were signed out. Your answer is kept. Sign in again to add it.")
            )
    return redirect_to_login(request.get_full_path())


def _already_submitted(request: HttpRequest, own: Attempt) -> HttpResponse:
    if request.method == "POST":
        messages.info(
            request, _("You had submitted this quiz already, so that answer was not added.")
        )
    return redirect("attempt_result", own.key)


def _too_late(request: HttpRequest, own: Attempt) -> HttpResponse:
    message = _(
        "The time was up at %(time)s, so that answer came too late to count. It is kept with your "
        "attempt."
    )
    deadline = timezone.localtime(own.deadline_at)
    messages.info(request, message % {"time": time_format(deadline, "H:i")})
    return redirect("attempt_result", own.key)


def _on_from(request: HttpRequest, own: Attempt, number: int) -> HttpResponse:
    """Where the button leads that was pressed: on, unless it says otherwise."""
    to = request.POST.get("to", "")
    if to in [str(each) for each in range(1, len(own.drawn.questions) + 1)]:
        return redirect("attempt_question", own.key, int(to))
    is_from_check = request.GET.get("from") == FROM_CHECK
    if to == "check" or is_from_check or number == len(own.drawn.questions):
        return redirect("attempt_check", own.key)
    return redirect("attempt_question", own.key, number + 1)


def _back_to(request: HttpRequest, own: Attempt, number: int, place: str = "") -> HttpResponse:
    """The same question, at the place on its page where the person goes on."""
    address = reverse("attempt_question", args=[own.key, number])
    asked = "?from=check" if request.GET.get("from") == FROM_CHECK else ""
    return redirect(f"{address}{asked}#{quote(place)}" if place else f"{address}{asked}")


def _asks_how_it_was(request: HttpRequest, own: Attempt, form: AnswerForm) -> bool:
    """Whether the answer is to be spoken of, and closed by that. Any other button is not asking."""
    is_at_once = own.drawn.quiz.policy.has_feedback_at_once
    return is_at_once and "final" in request.POST and not ("to" in request.POST or form.stays_at)


def _keep_unless_as_before(
    own: Attempt, question: PaperQuestion, form: AnswerForm, *, is_final: bool
) -> None:
    """Save what was sent. Leaving a question without an answer, as it was found, saves nothing."""
    if form.may_be_empty and _is_as_before(own, question, form):
        return
    answer = keep(own, question, form)
    if is_final:
        with suppress(AttemptIsSubmitted):  # this moment, with this answer: the result tells of it
            make_answer_final(answer=answer, at=timezone.now())


def _is_as_before(own: Attempt, question: PaperQuestion, form: AnswerForm) -> bool:
    """Whether there is no answer, and there was none."""
    return not question.interaction.read(form.answer) and question.key not in own.saved_responses()


def _shown_again(question: PaperQuestion, request: HttpRequest, since: AnsweredSince) -> AnswerForm:
    """What was sent, ready to be sent again in full view of the answer that stands."""
    data = request.POST.copy()
    data["idempotency_key"], data["after"] = str(uuid4()), str(since.newest.pk)
    return answer_form(question, data)


def _left_over(
    own: Attempt, question: PaperQuestion, waiting: UnclaimedSave
) -> tuple[AnswerForm, AttemptEvent]:
    """What came when nobody was signed in, in full view of what was answered since."""
    newest = own.saved_responses()[question.key]
    form = answer_form(
        question,
        initial={"idempotency_key": uuid4(), "after": newest.pk, "left_over": waiting.pk},
    )
    form.show(waiting.response)
    return form, newest

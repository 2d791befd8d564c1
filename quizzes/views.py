"""Taking a quiz: one question to a page, a last check, and the result.

Every page asks for the person's own attempt, so that somebody else's is simply not there.
"""

from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning.people.models import StaffMember
from learning.people.selectors import staff_member_of
from quizzes.forms import AnswerForm, answer_form
from quizzes.models import Attempt, AttemptEvent
from quizzes.rules.paper import PaperQuestion
from quizzes.selectors import review_of, sitting_of
from quizzes.services import (
    AnsweredSince,
    AttemptIsSubmitted,
    RepeatedKey,
    save_answer,
    submit_attempt,
)

read_or_send = require_http_methods(["GET", "HEAD", "POST"])

# Where a question was opened from the check page, and goes back to.
FROM_CHECK = "check"


@require_safe
def attempt(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go on where the person left off."""
    own = _own(request, key)
    if own.is_submitted:
        return redirect("attempt_result", key)
    number = sitting_of(own).first_unanswered
    return redirect("attempt_question", key, number) if number else redirect("attempt_check", key)


@read_or_send
def attempt_question(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """One question. Sent back, its answer is saved, and the next one follows."""
    own = _own(request, key)
    questions = own.drawn.questions
    if not 1 <= number <= len(questions):
        raise Http404
    if own.is_submitted:
        return _already_submitted(request, own)
    question = questions[number - 1]
    form, answered_since = None, None
    if request.method == "POST":
        form = answer_form(question, request.POST)
        if form.is_valid():
            try:
                _keep(own, question, form)
            except AttemptIsSubmitted:
                return _already_submitted(request, own)
            except AnsweredSince as since:
                form, answered_since = _shown_again(question, request, since), since
            else:
                if form.stays_at:
                    return _back_to(request, own, number, form.stays_at)
                return _on_from(request, own, number)
    sitting = sitting_of(own)
    given = sitting.answers[number - 1]
    if form is None:
        form = answer_form(question, initial={"idempotency_key": uuid4(), "after": given.event})
        form.show(given.response)
    context = {
        "form": form,
        "given": given,
        "answered_since": answered_since,
        "number": number,
        "previous_number": number - 1,
        "next_number": number + 1 if number < sitting.total else None,
        "is_from_check": request.GET.get("from") == FROM_CHECK,
        "sitting": sitting,
        "quiz": own.drawn.quiz,
    }
    status = HTTPStatus.CONFLICT if answered_since else HTTPStatus.OK
    return render(request, "quizzes/attempt_question.html", context, status=status)


@require_safe
def attempt_check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every answer so far, to look over before submitting."""
    own = _own(request, key)
    if own.is_submitted:
        return redirect("attempt_result", key)
    context = {"sitting": sitting_of(own), "quiz": own.drawn.quiz}
    return render(request, "quizzes/attempt_check.html", context)


@read_or_send
def attempt_submit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Submit. Signing in again on the way here comes back with GET, which submits nothing."""
    if request.method != "POST":
        return redirect("attempt_check", _own(request, key).key)
    try:
        submit_attempt(key=key, staff_member=_taker(request), at=timezone.now())
    except Attempt.DoesNotExist as error:
        raise Http404 from error
    return redirect("attempt_result", key)


@require_safe
def attempt_result(request: HttpRequest, key: UUID) -> HttpResponse:
    """How it went, what was recorded and what to do next."""
    own = _own(request, key)
    if not own.is_submitted:
        return redirect("attempt_check", key)
    context = {"review": review_of(own), "quiz": own.drawn.quiz}
    return render(request, "quizzes/attempt_result.html", context)


def _own(request: HttpRequest, key: UUID) -> Attempt:
    return get_object_or_404(Attempt.objects.by(_taker(request)), key=key)


def _taker(request: HttpRequest) -> StaffMember:
    staff_member = staff_member_of(request.user)
    if staff_member is None:
        raise Http404
    return staff_member


def _already_submitted(request: HttpRequest, own: Attempt) -> HttpResponse:
    if request.method == "POST":
        messages.info(
            request, _("You had submitted this quiz already, so that answer was not added.")
        )
    return redirect("attempt_result", own.key)


def _on_from(request: HttpRequest, own: Attempt, number: int) -> HttpResponse:
    if request.GET.get("from") == FROM_CHECK or number == len(own.drawn.questions):
        return redirect("attempt_check", own.key)
    return redirect("attempt_question", own.key, number + 1)


def _back_to(request: HttpRequest, own: Attempt, number: int, place: str) -> HttpResponse:
    """The same question, at the place on its page where the person goes on."""
    address = reverse("attempt_question", args=[own.key, number])
    asked = "?from=check" if request.GET.get("from") == FROM_CHECK else ""
    return redirect(f"{address}{asked}#{quote(place)}")


def _keep(own: Attempt, question: PaperQuestion, form: AnswerForm) -> AttemptEvent:
    """Save what was sent, unless another answer has come since this page was made.

    The browser may keep a page, so that it brings the key of a save that was done. With another
    answer, the person has changed their mind on that page.
    """
    now = timezone.now()
    answer = {"attempt": own, "question_key": question.key, "answer": form.answer, "at": now}
    try:
        event = save_answer(
            **answer, idempotency_key=form.save_key, after=form.cleaned_data["after"]
        )
    except RepeatedKey as repeated:
        earlier, after = repeated.earlier, form.cleaned_data["after"]
        if (earlier.attempt_id, earlier.question_key) == (own.pk, question.key):
            after = earlier.pk
        return save_answer(**answer, idempotency_key=uuid4(), after=after)
    if event.saved_at != now:
        newest = own.saved_responses()[question.key]
        if newest != event:
            raise AnsweredSince(newest)
    return event


def _shown_again(question: PaperQuestion, request: HttpRequest, since: AnsweredSince) -> AnswerForm:
    """What was sent, ready to be sent again in full view of the answer that stands."""
    data = request.POST.copy()
    data["idempotency_key"], data["after"] = str(uuid4()), str(since.newest.pk)
    return answer_form(question, data)

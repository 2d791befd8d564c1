"""Saving an answer: with a page that is left, and by itself as it is given."""

from functools import partial
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from quizzes.forms import AnswerForm, answer_form
from quizzes.models import Attempt, AttemptEvent, UnclaimedSave
from quizzes.rules.paper import PaperQuestion
from quizzes.selectors import GivenAnswer
from quizzes.services import (
    AnsweredSince,
    AnswerIsFinal,
    AnswerRefused,
    AttemptIsSubmitted,
    ForgedToken,
    TimeIsUp,
    attempt_of_token,
    keep_unclaimed,
    save_sent_answer,
    submit_if_out_of_time,
)

from .taking import FINAL, question_of, taker_of


# The token that comes with an answer does what a CSRF token does, and outlives the session.
@csrf_exempt
@require_POST
def attempt_save(request: HttpRequest, key: UUID, number: int) -> JsonResponse:
    """Save an answer as it is given. Without a session it is kept for its owner to claim.

    The script of the page takes no reply for ours that does not carry what its status does here.
    """
    token = request.POST.get("token", "")
    try:
        own = attempt_of_token(token, key=key, runs_out=request.user.is_anonymous)
    except (ForgedToken, Attempt.DoesNotExist):
        return JsonResponse({}, status=HTTPStatus.FORBIDDEN)
    if request.user.is_authenticated:
        taker = taker_of(request)
        if taker.key != own.staff_key:
            return JsonResponse({}, status=HTTPStatus.FORBIDDEN)
        own = submit_if_out_of_time(attempt=own, staff_member=taker, at=timezone.now())
    question = question_of(own, number)
    form = answer_form(question, request.POST, may_be_empty=True)
    try:
        if not form.is_valid():
            return _to_put_right(own, question, form)
        if request.user.is_authenticated:
            saved = keep(own, question, form)
        else:
            saved = keep_for_its_owner(own, question, form)
    except AnswerIsFinal:
        return JsonResponse({"message": FINAL}, status=HTTPStatus.LOCKED)
    except AnswerRefused:
        return JsonResponse({}, status=HTTPStatus.FORBIDDEN)
    except (AttemptIsSubmitted, TimeIsUp):
        address = reverse("attempt_result", args=[key])
        return JsonResponse({"result": address}, status=HTTPStatus.GONE)
    except AnsweredSince as since:
        standing = GivenAnswer.to(number, question, since.newest)
        told = render_to_string("quizzes/answered_since.html", {"standing": standing}, request)
        return JsonResponse({"event": since.newest.pk, "told": told}, status=HTTPStatus.CONFLICT)
    if isinstance(saved, UnclaimedSave):
        return JsonResponse({"unclaimed": True}, status=HTTPStatus.ACCEPTED)
    return JsonResponse(
        {"event": saved.pk, "saved_at": time_format(timezone.localtime(saved.saved_at), "H:i")}
    )


def _to_put_right(own: Attempt, question: PaperQuestion, form: AnswerForm) -> JsonResponse:
    """What is wrong with it. Nobody is asked to put right what is not taken any more anyway."""
    if own.is_submitted:
        raise AttemptIsSubmitted
    newest = own.saved_responses().get(question.key)
    if newest is not None and newest.is_final:
        raise AnswerIsFinal
    (message, *_others), *_fields = form.errors.values()
    return JsonResponse({"message": message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def keep(own: Attempt, question: PaperQuestion, form: AnswerForm) -> AttemptEvent:
    """Save what was sent, unless another answer has come since this page was made.

    Another answer that says the same is no reason to trouble anybody. One that came in the last
    moment, and found the attempt submitted by its deadline, is kept as late.
    """
    save = partial(
        save_sent_answer,
        attempt=own,
        question_key=question.key,
        answer=form.answer,
        idempotency_key=form.save_key,
        after=form.cleaned_data["after"],
    )
    now = timezone.now()
    try:
        try:
            event = save(at=now)
        except AttemptIsSubmitted:
            event = save(at=timezone.now())  # by the person, and it is refused again
        if event.saved_at != now:
            newest = own.saved_responses()[question.key]
            if newest != event:
                raise AnsweredSince(newest)
    except AnsweredSince as since:
        if since.newest.response != question.interaction.read(form.answer):
            raise
        event = since.newest
    if left_over := form.cleaned_data["left_over"]:
        own.unclaimed_saves.filter(pk=left_over, question_key=question.key).delete()
    return event


def keep_for_its_owner(
    own: Attempt, question: PaperQuestion, form: AnswerForm
) -> UnclaimedSave | AttemptEvent:
    """Keep what was sent when nobody is signed in any more."""
    return keep_unclaimed(
        attempt=own,
        question_key=question.key,
        answer=form.answer,
        idempotency_key=form.save_key,
        at=timezone.now(),
        after=form.cleaned_data["after"],
    )

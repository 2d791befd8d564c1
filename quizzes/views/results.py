"""Submitting, and how it went."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.models import Attempt
from quizzes.selectors import review_of
from quizzes.services import submit_attempt

from .taking import own_attempt, read_or_send, taker_of


@read_or_send
def attempt_submit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Submit. Signing in again on the way here comes back with GET, which submits nothing."""
    if request.method != "POST":
        return redirect("attempt_check", own_attempt(request, key).key)
    try:
        submit_attempt(key=key, staff_member=taker_of(request), at=timezone.now())
    except Attempt.DoesNotExist as error:
        raise Http404 from error
    return redirect("attempt_result", key)


@require_safe
def attempt_result(request: HttpRequest, key: UUID) -> HttpResponse:
    """How it went, what was recorded and what to do next."""
    own = own_attempt(request, key)
    if not own.is_submitted:
        return redirect("attempt_check", key)
    context = {"review": review_of(own), "quiz": own.drawn.quiz}
    return render(request, "quizzes/attempt_result.html", context)

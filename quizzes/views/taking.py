"""Whose attempt it is. Every page asks for one's own, so that somebody else's is not there."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from learning.people.models import StaffMember
from learning.people.selectors import staff_member_of
from quizzes.models import Attempt
from quizzes.rules.paper import PaperQuestion
from quizzes.services import submit_if_out_of_time

FINAL = _("You have been told how this answer was, so it can no longer be changed.")
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def taker_of(request: HttpRequest) -> StaffMember:
    """The person on the staff list who is signed in."""
    staff_member = staff_member_of(request.user)
    if staff_member is None:
        raise Http404
    return staff_member


def own_attempt(request: HttpRequest, key: UUID) -> Attempt:
    """The person's own attempt. If its time is up by now, it is submitted."""
    taker = taker_of(request)
    attempt = get_object_or_404(Attempt.objects.by(taker), key=key)
    return submit_if_out_of_time(attempt=attempt, staff_member=taker, at=timezone.now())


def question_of(attempt: Attempt, number: int) -> PaperQuestion:
    """The question with that number on the paper, from 1."""
    questions = attempt.drawn.questions
    if not 1 <= number <= len(questions):
        raise Http404
    return questions[number - 1]

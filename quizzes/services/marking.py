"""Marking by a person: what somebody wrote, by a trainer or by themselves, and changing a mark."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from learning.people.models import StaffMember, User
from quizzes.choices import MarkSource
from quizzes.models import Attempt, AwaitedMark, Mark
from quizzes.rules.interactions import NotAnAnswer, Writing

from .ledger import check_paper, new_mark, settle, sign, take_pass_away


class AlreadyMarked(ValueError):
    """Somebody else was quicker: this answer has its mark, or another since the one in view."""


class OwnAnswer(ValueError):
    """Nobody marks for the record what they answered themselves, unless the question says so."""


class MarkRefused(ValueError):
    """A point that the rubric does not have, or a mark outside what a question can earn."""


class ReasonMissing(ValueError):
    """A mark is changed with a reason or not at all."""


@transaction.atomic(durable=True)
def mark_answer(
    *,
    attempt: Attempt,
    question_key: UUID,
    points: Sequence[str],
    comment: str = "",
    by: User,
    at: datetime,
) -> Mark:
    """Mark what somebody wrote by the points found in it. The last mark settles the attempt.

    Raises `AlreadyMarked` where it waits for no trainer's mark, or no longer does.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    _refuse_own(attempt, by)
    mark = _first_mark(
        attempt, question_key, points, source=MarkSource.TRAINER, is_for_a_trainer=True, at=at
    )
    sign([mark], by=by, note=comment)
    settle(attempt, at=at)
    return mark


@transaction.atomic(durable=True)
def mark_own_answer(
    *,
    key: UUID,
    staff_member: StaffMember,
    question_key: UUID,
    points: Sequence[str],
    at: datetime,
) -> Mark:
    """Mark what one wrote oneself, against the model answer.

    Raises `Attempt.DoesNotExist` where the person has no such attempt, and `AlreadyMarked` where
    the answer is not theirs to mark, or no longer is.
    """
    attempt = Attempt.objects.by(staff_member).select_for_update().get(key=key)
    mark = _first_mark(
        attempt, question_key, points, source=MarkSource.SELF, is_for_a_trainer=False, at=at
    )
    mark.by_key = staff_member.key
    mark.save()
    settle(attempt, at=at)
    return mark


@transaction.atomic(durable=True)
def override_mark(
    *,
    mark: Mark,
    share: Fraction,
    reason: str,
    by: User,
    at: datetime,
    takes_pass_away: bool = False,
) -> Mark:
    """Change a mark, with a reason, and settle the attempt again. A fail may become a pass.

    A pass that the new mark is not enough for stands, unless `takes_pass_away` says otherwise:
    then its completion is voided. `mark` is the one in view; raises `AlreadyMarked` where another
    has come since.
    """
    if not reason.strip():
        raise ReasonMissing("A mark is changed with a reason.")
    if not 0 <= share <= 1:
        raise MarkRefused("A share of a mark lies between nothing and the whole.")
    attempt = Attempt.objects.select_for_update().get(pk=mark.attempt_id)
    _refuse_own(attempt, by)
    check_paper(attempt)
    if attempt.marks_in_force()[mark.question_key] != mark:
        raise AlreadyMarked(f"Mark {mark.pk} is no longer in force.")
    later = new_mark(
        attempt=attempt,
        question_key=mark.question_key,
        share=share,
        source=MarkSource.OVERRIDE,
        supersedes=mark,
        at=at,
    )
    sign([later], by=by, note=reason)
    settle(attempt, at=at)
    if takes_pass_away:
        take_pass_away(attempt, reason=reason, by=by, at=at)
    return later


def _first_mark(
    attempt: Attempt,
    question_key: UUID,
    points: Sequence[str],
    *,
    source: MarkSource,
    is_for_a_trainer: bool,
    at: datetime,
) -> Mark:
    """The mark that an answer waits for, not yet stored. The answer leaves the queue."""
    check_paper(attempt)
    awaited = AwaitedMark.objects.filter(
        attempt=attempt, question_key=question_key, is_for_a_trainer=is_for_a_trainer
    )
    if not awaited.delete()[0]:
        raise AlreadyMarked(f"Attempt {attempt.key} waits for no such mark.")
    writing = attempt.drawn.question(question_key).interaction
    if not isinstance(writing, Writing):
        raise MarkRefused(f"Question {question_key} has no points to look for.")
    try:
        share = writing.share_of(list(points))
    except NotAnAnswer as error:
        raise MarkRefused(str(error)) from error
    return new_mark(
        attempt=attempt,
        question_key=question_key,
        share=share,
        source=source,
        points=points,
        at=at,
    )


def _refuse_own(attempt: Attempt, by: User) -> None:
    if StaffMember.objects.filter(user=by, key=attempt.staff_key).exists():
        raise OwnAnswer(f"Attempt {attempt.key} is their own.")

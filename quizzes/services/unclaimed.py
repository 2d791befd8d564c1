"""Answers that arrive when nobody is signed in any more: kept for their owner, and for nobody else.

A page of an attempt carries a token, signed for that attempt and its person. The token shows that
the page was theirs; it saves nothing by itself, for the machine may be in other hands by now.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction

from learning.people.models import StaffMember
from quizzes.models import Attempt, AttemptEvent, UnclaimedSave

from .attempts import (
    AnsweredSince,
    AnswerIsFinal,
    AnswerRefused,
    AttemptIsSubmitted,
    TimeIsUp,
    key_of_its_own,
    read_answer,
    save_sent_answer,
)

SALT = "quizzes.save"
GOOD_FOR = timedelta(days=30)
# More than any paper has questions, so that nobody fills the disk with a stolen token.
MOST_UNCLAIMED = 100


class ForgedToken(ValueError):
    """The token was not signed here for this attempt, or long ago."""


def save_token(attempt: Attempt) -> str:
    """What a page sends with an answer, so that the answer is known even without a session."""
    return signing.dumps([str(attempt.key), str(attempt.staff_key)], salt=SALT)


def attempt_of_token(token: str, *, key: UUID, runs_out: bool) -> Attempt:
    """The attempt that a page was made for. Raises `ForgedToken`.

    Beside the session of its owner a token need not run out: what waited in a browser for longer
    is still theirs to add.
    """
    max_age = GOOD_FOR if runs_out else None
    try:
        attempt_key, staff_key = signing.loads(token, salt=SALT, max_age=max_age)
    except signing.BadSignature as error:
        raise ForgedToken("The token does not hold.") from error
    if attempt_key != str(key):
        raise ForgedToken("The token is for another attempt.")
    try:
        return Attempt.objects.get(key=key, staff_key=staff_key)
    except Attempt.DoesNotExist:
        # The page was made before their record was merged into another, which has the attempt now.
        merged = StaffMember.objects.filter(key=staff_key).values("merged_into__key")
        return Attempt.objects.get(key=key, staff_key__in=merged)


def keep_unclaimed(
    *,
    attempt: Attempt,
    question_key: UUID,
    answer: object,
    idempotency_key: UUID,
    at: datetime,
    after: int | None = None,
) -> UnclaimedSave | AttemptEvent:
    """Keep an answer until its owner claims it. The same key again replaces what it brought before.

    But what comes too late replaces nothing that came in time. A save that had been done already,
    and is only repeated, is handed back as it was.
    """
    response = read_answer(attempt, question_key, answer)
    done = AttemptEvent.objects.filter(idempotency_key=idempotency_key, attempt=attempt).first()
    if done is not None and (done.question_key, done.response) == (question_key, response):
        return done
    if attempt.is_closed:
        raise AttemptIsSubmitted(f"Attempt {attempt.key} is submitted.")
    kept = attempt.unclaimed_saves
    if kept.exclude(idempotency_key=idempotency_key).count() >= MOST_UNCLAIMED:
        raise AnswerRefused("Too many answers wait to be claimed.")
    earlier = kept.filter(idempotency_key=idempotency_key).first()
    if earlier is not None:
        if (earlier.question_key, earlier.response) == (question_key, response):
            return earlier
        is_later = attempt.is_out_of_time(at) and not attempt.is_out_of_time(earlier.received_at)
        if is_later or earlier.question_key != question_key:
            idempotency_key = key_of_its_own(idempotency_key, attempt, question_key, response)
    answer_now = {"question_key": question_key, "response": response, "after": after}
    try:
        with transaction.atomic(durable=True):
            save, _is_new = UnclaimedSave.objects.update_or_create(
                idempotency_key=idempotency_key,
                attempt=attempt,
                defaults=answer_now | {"received_at": at},
            )
    except IntegrityError as error:
        raise AnswerRefused("The key of this save is that of another attempt.") from error
    return save


def claim_saves(*, attempt: Attempt, question_key: UUID | None = None) -> list[UnclaimedSave]:
    """Save what waits, or waits for one question, now that its owner is here, as of its arrival.

    Left over, and handed back, is what was answered otherwise in the meantime: it is for the person
    to decide while there is time. Nobody decides against a final answer: they are told once.
    """
    of_question = {"question_key": question_key} if question_key else {}
    left_over = []
    for waiting in attempt.unclaimed_saves.filter(**of_question).order_by("pk"):
        try:
            save_sent_answer(
                attempt=attempt,
                question_key=waiting.question_key,
                answer=waiting.response,
                idempotency_key=waiting.idempotency_key,
                at=waiting.received_at,
                after=waiting.after,
            )
        except AnsweredSince as since:
            if since.newest.response != waiting.response:
                left_over.append(waiting)
                continue
        except AttemptIsSubmitted:
            continue  # on another device, this moment, or long ago: what waits stays as it is
        except AnswerIsFinal:
            if attempt.saved_responses()[waiting.question_key].response != waiting.response:
                left_over.append(waiting)
        except TimeIsUp:
            pass  # It is kept where it belongs.
        waiting.delete()
    return left_over

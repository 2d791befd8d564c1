"""Taking a quiz: starting, saving an answer, submitting."""

from datetime import datetime
from secrets import token_hex
from uuid import UUID

from django.db import IntegrityError, transaction

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.rules.canonical import sha256_of
from quizzes.choices import MarkSource
from quizzes.models import Attempt, AttemptEvent, AwaitedMark, Mark, Quiz
from quizzes.rules.interactions import NotAnAnswer, Response, Writing
from quizzes.rules.marking import mark_paper
from quizzes.rules.paper import UnknownQuestion

from .drawing import draw_paper
from .ledger import check_paper, new_mark, record_pass


class AnswerRefused(ValueError):
    """The answer is to no question of the paper, or not one that the question can have."""


class AttemptIsSubmitted(ValueError):
    """A submitted attempt takes no more answers."""


class RepeatedKey(ValueError):
    """The key of this save was used before, for another answer, which is `earlier`."""

    def __init__(self, earlier: AttemptEvent) -> None:
        super().__init__(f"Save {earlier.idempotency_key} was another answer.")
        self.earlier = earlier


class AnsweredSince(ValueError):
    """Somebody, on another page or device, answered after what this answer was given in view of.

    `newest` is that answer. It stands, and nothing was saved.
    """

    def __init__(self, newest: AttemptEvent) -> None:
        super().__init__(f"Save {newest.idempotency_key} came in between.")
        self.newest = newest


@transaction.atomic
def start_attempt(
    *,
    staff_member: StaffMember,
    quiz: Quiz,
    activity: Activity,
    content_version: int | None,
    content_sha256: str,
    at: datetime,
) -> Attempt:
    """Draw a paper and open an attempt, or go on with the one that is open or waits for marks."""
    unsettled = Attempt.objects.by(staff_member).unsettled()
    unsettled = unsettled.filter(quiz_key=quiz.key, activity_key=activity.key)
    attempt = unsettled.first()
    if attempt is not None:
        return attempt
    paper = draw_paper(quiz=quiz, seed=token_hex(16), at=at).as_json()
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                staff_key=staff_member.key,
                quiz_key=quiz.key,
                activity_key=activity.key,
                content_version=content_version,
                content_sha256=content_sha256,
                paper=paper,
                paper_sha256=sha256_of(paper),
                started_at=at,
            )
    except IntegrityError:
        # Two presses of Start at once: the constraint let one through, and both go on with it.
        return unsettled.get()


def save_answer(
    *,
    attempt: Attempt,
    question_key: UUID,
    answer: object,
    idempotency_key: UUID,
    at: datetime,
    after: int | None = None,
) -> AttemptEvent:
    """Keep an answer. Once this returns, it is on disk. A repeated key is the same save.

    With `after`, the number of the answer that the person had in view (0: none), an answer that
    came in between is never overwritten: see `AnsweredSince`.

    `answer` is what the question's interaction reads: a list of ids, ids by place, or text. An
    empty one takes an earlier answer back.
    """
    event = AttemptEvent(
        attempt=attempt,
        question_key=question_key,
        response=_read(attempt, question_key, answer),
        idempotency_key=idempotency_key,
        after=after,
        saved_at=at,
    )
    try:
        with transaction.atomic(durable=True):
            is_kept = AttemptEvent.objects.append_while_open(event)
    except IntegrityError:
        is_kept = False
    if is_kept:
        return event
    earlier = AttemptEvent.objects.filter(idempotency_key=idempotency_key).first()
    if earlier is not None:
        if not earlier.says_the_same_as(event):
            raise RepeatedKey(earlier)
        return earlier
    if not Attempt.objects.open().filter(pk=attempt.pk).exists():
        raise AttemptIsSubmitted(f"Attempt {attempt.key} is submitted.")
    newest = attempt.events.filter(question_key=question_key).order_by("pk").last()
    if newest is not None:
        raise AnsweredSince(newest)
    # It claims to follow an answer that never was, so there is none that it could overwrite.
    return save_answer(
        attempt=attempt,
        question_key=question_key,
        answer=answer,
        idempotency_key=idempotency_key,
        at=at,
    )


@transaction.atomic(durable=True)
def submit_attempt(*, key: UUID, staff_member: StaffMember, at: datetime) -> Attempt:
    """Mark the saved answers against the frozen paper and, on a pass, record the completion.

    What a person has to read waits for a mark, and the attempt for its outcome. Submitting again
    changes nothing. Raises `Attempt.DoesNotExist` where the person has no such attempt.
    """
    attempt = Attempt.objects.by(staff_member).select_for_update().get(key=key)
    if attempt.is_submitted:
        return attempt
    check_paper(attempt)
    responses = {key: event.response for key, event in attempt.saved_responses().items()}
    result = mark_paper(attempt.drawn, responses)
    Mark.objects.bulk_create(
        new_mark(
            attempt=attempt,
            question_key=mark.question_key,
            share=mark.awarded / mark.available,
            source=MarkSource.AUTOMATIC,
            at=at,
        )
        for mark in result.marks
    )
    AwaitedMark.objects.bulk_create(
        AwaitedMark(
            attempt=attempt,
            question_key=key,
            is_for_a_trainer=not _is_marked_by_its_writer(attempt, key),
        )
        for key in result.awaited
    )
    attempt.submitted_at = at
    attempt.has_passed = result.has_passed
    attempt.save(update_fields=["submitted_at", "has_passed"])
    if result.has_passed:
        attempt.staff_member = staff_member  # known, so that nobody asks for it again
        record_pass(attempt, result, is_first=True, at=at)
    return attempt


def _read(attempt: Attempt, question_key: UUID, answer: object) -> Response:
    try:
        return attempt.drawn.question(question_key).interaction.read(answer)
    except (UnknownQuestion, NotAnAnswer) as error:
        raise AnswerRefused(str(error)) from error


def _is_marked_by_its_writer(attempt: Attempt, question_key: UUID) -> bool:
    interaction = attempt.drawn.question(question_key).interaction
    return isinstance(interaction, Writing) and interaction.is_marked_by_its_writer

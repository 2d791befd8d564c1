"""Taking a quiz: starting, saving an answer, submitting."""

from datetime import datetime
from functools import partial
from secrets import token_hex
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.rules.canonical import canonical_json, sha256_of
from learning.records.services import note_start
from quizzes.choices import MarkSource
from quizzes.models import Attempt, AttemptEvent, AwaitedMark, Mark, Quiz
from quizzes.rules.interactions import NotAnAnswer, Response, Writing
from quizzes.rules.marking import mark_paper
from quizzes.rules.paper import UnknownQuestion
from quizzes.rules.policy import Wait
from quizzes.selectors import adjustments_of, chances_of

from .drawing import draw_paper
from .ledger import check_paper, new_mark, record_pass


class NotYet(ValueError):
    """Another attempt may not start yet, or not at all: `wait` says which."""

    def __init__(self, wait: Wait) -> None:
        super().__init__(f"No other attempt before {wait.until}.")
        self.wait = wait


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


class AnswerIsFinal(ValueError):
    """The feedback on it has been told, so it can no longer be changed."""


class TimeIsUp(ValueError):
    """The answer came after the deadline. It is kept, as `event`, and not marked."""

    def __init__(self, event: AttemptEvent) -> None:
        super().__init__(f"Save {event.idempotency_key} came too late.")
        self.event = event


@transaction.atomic
def start_attempt(
    *,
    staff_member: StaffMember,
    quiz: Quiz,
    activity: Activity,
    content_version: int | None,
    content_sha256: str,
    at: datetime,
    is_test_first: bool = False,
) -> Attempt:
    """Draw a paper and open an attempt, or go on with the one that is open or waits for marks.

    Its conditions and the adjustments of its person are those of this moment, whatever is changed
    later. Raises `NotYet` where another attempt may not start.
    """
    unsettled = Attempt.objects.by(staff_member).unsettled()
    unsettled = unsettled.filter(quiz_key=quiz.key, activity_key=activity.key)
    attempt = unsettled.first()
    if attempt is not None:
        return attempt
    chances = chances_of(staff_member, quiz, activity.key, at=at)
    if chances.wait is not None:
        raise NotYet(chances.wait)
    drawn = draw_paper(
        quiz=quiz,
        staff_member=staff_member,
        seed=token_hex(16),
        at=at,
        adjustments=adjustments_of(staff_member, on=localdate(at)),
    )
    paper = drawn.as_json()
    try:
        with transaction.atomic():
            note_start(staff_member=staff_member, activity_key=activity.key, at=at)
            return Attempt.objects.create(
                staff_key=staff_member.key,
                quiz_key=quiz.key,
                activity_key=activity.key,
                content_version=content_version,
                content_sha256=content_sha256,
                paper=paper,
                paper_sha256=sha256_of(paper),
                is_test_first=is_test_first,
                started_at=at,
                deadline_at=drawn.deadline(started_at=at),
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

    An answer that comes after the deadline is kept and not marked: see `TimeIsUp`.

    With `after`, the number of the answer that the person had in view (0: none), an answer that
    came in between is never overwritten: see `AnsweredSince`.

    `answer` is what the question's interaction reads: a list of ids, ids by place, or text. An
    empty one takes an earlier answer back.
    """
    is_late = attempt.is_out_of_time(at)
    event = AttemptEvent(
        attempt=attempt,
        question_key=question_key,
        response=read_answer(attempt, question_key, answer),
        idempotency_key=idempotency_key,
        after=None if is_late else after,
        is_late=is_late,
        saved_at=at,
    )
    kept = event if _keep(event) else _why_not_kept(event)
    if kept is None:
        # It claims to follow an answer that never was, so there is none that it could overwrite.
        return save_answer(
            attempt=attempt,
            question_key=question_key,
            answer=answer,
            idempotency_key=idempotency_key,
            at=at,
        )
    if kept.is_late:
        raise TimeIsUp(kept)
    return kept


def save_sent_answer(
    *,
    attempt: Attempt,
    question_key: UUID,
    answer: object,
    idempotency_key: UUID,
    at: datetime,
    after: int | None,
) -> AttemptEvent:
    """Keep an answer by the key that came with it, whatever that key has kept before.

    A browser may keep a page, which then brings the key of a save that was done. With another
    answer the person has changed their mind on that page, so this is a save of its own.
    """
    save = partial(save_answer, attempt=attempt, question_key=question_key, answer=answer, at=at)
    try:
        return save(idempotency_key=idempotency_key, after=after)
    except RepeatedKey as repeated:
        earlier = repeated.earlier
        if (earlier.attempt_id, earlier.question_key) == (attempt.pk, question_key):
            after = earlier.pk
        response = read_answer(attempt, question_key, answer)
        key = key_of_its_own(idempotency_key, attempt, question_key, response)
        return save(idempotency_key=key, after=after)


def key_of_its_own(key: UUID, attempt: Attempt, question_key: UUID, response: Response) -> UUID:
    """For an answer whose key has kept another one. A repeat of it gets the same."""
    return uuid5(key, f"{attempt.key}/{question_key}/{canonical_json(response)}")


def _keep(event: AttemptEvent) -> bool:
    """Put it on disk, unless its attempt is closed or another came first. Says whether it is."""
    try:
        with transaction.atomic(durable=True):
            return AttemptEvent.objects.append_while_open(event)
    except IntegrityError:
        return False


def _why_not_kept(event: AttemptEvent) -> AttemptEvent | None:
    """The same save, if it was done before. Else says why, if there is a reason."""
    earlier = AttemptEvent.objects.filter(idempotency_key=event.idempotency_key).first()
    if earlier is not None:
        if not earlier.says_the_same_as(event):
            raise RepeatedKey(earlier)
        return earlier
    attempt = Attempt.objects.get(pk=event.attempt_id)
    if attempt.is_submitted:
        raise AttemptIsSubmitted(f"Attempt {attempt.key} is submitted.")
    newest = attempt.saved_responses().get(event.question_key)
    if newest is not None and newest.is_final:
        raise AnswerIsFinal(f"Question {event.question_key} is answered for good.")
    if newest is not None:
        raise AnsweredSince(newest)
    return None


def make_answer_final(*, answer: AttemptEvent, at: datetime) -> AttemptEvent:
    """Close its question with this answer, so that its feedback may be told.

    Doing so twice changes nothing. Raises `AnswerRefused` where there is nothing to tell yet, and
    else whatever `save_answer` raises where something else came first.
    """
    if answer.is_final:
        return answer
    interaction = answer.attempt.drawn.question(answer.question_key).interaction
    if not interaction.may_be_final(answer.response):
        raise AnswerRefused(f"Question {answer.question_key} has no answer that could be final.")
    final = AttemptEvent(
        attempt=answer.attempt,
        question_key=answer.question_key,
        response=answer.response,
        after=answer.pk,
        is_final=True,
        saved_at=at,
    )
    return final if _keep(final) else _why_not_final(final)


def _why_not_final(final: AttemptEvent) -> AttemptEvent:
    """Somebody pressed twice, and the other press did it; or else there is a reason."""
    kept = final.attempt.events.filter(question_key=final.question_key, is_final=True).first()
    if kept is not None and kept.says_the_same_as(final):
        return kept
    _why_not_kept(final)
    raise AnswerRefused(f"Answer {final.after} of question {final.question_key} was never saved.")


@transaction.atomic(durable=True)
def submit_attempt(*, key: UUID, staff_member: StaffMember, at: datetime) -> Attempt:
    """Mark the saved answers against the frozen paper and, on a pass, record the completion.

    After the deadline it is submitted as of then, with what was saved in time. What a person has to
    read waits for a mark, and the attempt for its outcome. Submitting again changes nothing. Raises
    `Attempt.DoesNotExist` where the person has no such attempt.
    """
    attempt = Attempt.objects.by(staff_member).select_for_update().get(key=key)
    if attempt.is_submitted:
        return attempt
    check_paper(attempt)
    if attempt.is_out_of_time(at):
        attempt.is_expired, at = True, attempt.deadline_at or at
    result = mark_paper(attempt.drawn, attempt.responses())
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
    attempt.save(update_fields=["submitted_at", "is_expired", "has_passed"])
    if result.has_passed:
        attempt.staff_member = staff_member  # known, so that nobody asks for it again
        record_pass(attempt, result, is_first=True, at=at)
    return attempt


def read_answer(attempt: Attempt, question_key: UUID, answer: object) -> Response:
    """The answer in the one form in which it is stored. Raises `AnswerRefused`."""
    try:
        return attempt.drawn.question(question_key).interaction.read(answer)
    except (UnknownQuestion, NotAnAnswer) as error:
        raise AnswerRefused(str(error)) from error


def _is_marked_by_its_writer(attempt: Attempt, question_key: UUID) -> bool:
    interaction = attempt.drawn.question(question_key).interaction
    return isinstance(interaction, Writing) and interaction.is_marked_by_its_writer

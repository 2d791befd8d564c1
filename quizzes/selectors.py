"""What the pages of an attempt show."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Self
from uuid import UUID

from django.utils.timezone import localdate

from learning.catalogue.models import Activity, Claim
from learning.people.models import StaffMember
from learning.people.selectors import adjustment_of
from learning.records.models import Completion
from quizzes.choices import LATER_MARKS
from quizzes.models import Attempt, AttemptEvent, Mark, MarkNote, Quiz
from quizzes.rules.interactions import NOTHING, Answered, Point, Response, Writing
from quizzes.rules.marking import marks_needed
from quizzes.rules.paper import PaperQuestion
from quizzes.rules.policy import (
    AS_ANYBODY,
    Adjustments,
    Wait,
    attempts_left,
    wait_before_next,
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where somebody is in an open attempt."""

    attempt: Attempt
    answers: "tuple[GivenAnswer, ...]"
    last_saved_at: datetime | None

    @property
    def unclaimed(self) -> list[int]:
        """The numbers of questions for which an answer waits to be claimed."""
        waiting = set(self.attempt.unclaimed_saves.values_list("question_key", flat=True))
        return [answer.number for answer in self.answers if answer.question.key in waiting]

    @property
    def total(self) -> int:
        return len(self.answers)

    @property
    def answered(self) -> int:
        return sum(answer.is_given for answer in self.answers)

    @property
    def unanswered(self) -> int:
        return self.total - self.answered

    @property
    def first_unanswered(self) -> int | None:
        """The number of the first question without an answer, or without all of it."""
        return next((answer.number for answer in self.answers if not answer.is_complete), None)

    @property
    def is_for_a_trainer(self) -> bool:
        """Something was written that a trainer will mark."""
        return any(
            answer.is_given and not answer.question.interaction.is_marked_by_its_writer
            for answer in self.answers
            if isinstance(answer.question.interaction, Writing)
        )


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A question of an open attempt, and what was answered so far. `event` 0: nothing yet."""

    number: int
    question: PaperQuestion
    response: Response
    saved_at: datetime | None
    event: int

    @classmethod
    def to(cls, number: int, question: PaperQuestion, event: AttemptEvent | None) -> Self:
        if event is None:
            return cls(number, question, [], None, 0)
        return cls(number, question, event.response, event.saved_at, event.pk)

    @property
    def is_given(self) -> bool:
        return bool(self.response)

    @property
    def is_complete(self) -> bool:
        return self.question.interaction.is_complete(self.response)

    @property
    def in_words(self) -> list[str]:
        """The answer as staff read it, without a word about what is right."""
        if not self.response:
            return []
        return [part.text for part in self.question.interaction.answered(self.response)]


@dataclass(frozen=True, slots=True)
class ReviewedAnswer:
    """A question of a submitted attempt: what was answered, and what that was worth.

    `mark` is none while it is awaited. `key`, and the points that were not found, are empty unless
    they may be told, and so is `model_answer`.
    """

    number: int
    question: PaperQuestion
    answered: tuple[Answered, ...]
    mark: Mark | None
    must_pass: bool
    key: tuple[str, ...]
    found: tuple[Point, ...] = ()
    not_found: tuple[Point, ...] = ()
    model_answer: str = ""

    @property
    def is_right(self) -> bool:
        return self.mark is not None and self.mark.awarded == self.mark.available

    @property
    def is_part_of_the_mark(self) -> bool:
        return self.mark is not None and 0 < self.mark.awarded < self.mark.available

    @property
    def is_changed(self) -> bool:
        """Whether somebody, or a new key, changed the mark that was given first."""
        return self.mark is not None and self.mark.source in LATER_MARKS

    @property
    def note(self) -> MarkNote | None:
        """What whoever gave the mark said."""
        return getattr(self.mark, "note", None)

    @property
    def is_partly_right(self) -> bool:
        """Something in it was right, whether or not that earned anything."""
        return not self.is_right and any(part.is_right for part in self.answered)


@dataclass(frozen=True, slots=True)
class Review:
    """How a submitted attempt went, and what came of it.

    `completion` is none after a fail, and when it was voided since.
    """

    attempt: Attempt
    activity: Activity
    answers: tuple[ReviewedAnswer, ...]
    right: int
    needed: int
    awarded: Decimal
    pass_mark: int
    completion: Completion | None
    claims: tuple[Claim, ...]

    @property
    def total(self) -> int:
        return len(self.answers)

    @property
    def is_held_back(self) -> bool:
        """Enough marks to pass, and yet no pass: something that must be right was not."""
        enough = self.awarded * 100 >= self.pass_mark * self.total
        return enough and not self.attempt.has_passed

    @property
    def stands_all_the_same(self) -> bool:
        """A pass that a mark changed later is no longer enough for, and that was not taken away."""
        return bool(self.attempt.has_passed) and (
            self.awarded * 100 < self.pass_mark * self.total
            or any(answer.must_pass and not answer.is_right for answer in self.answers)
        )

    @property
    def has_part_marks(self) -> bool:
        return any(answer.is_part_of_the_mark for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Chances:
    """Whether somebody may start a quiz now. `left`: how many attempts; none: no limit."""

    adjustments: Adjustments
    wait: Wait | None
    left: int | None


def chances_of(
    staff_member: StaffMember, quiz: Quiz, activity_key: UUID, *, at: datetime
) -> Chances:
    """By the quiz as it is live, the person's adjustments, and attempts since the last pass."""
    adjustment = adjustment_of(staff_member, on=localdate(at))
    adjustments = (
        Adjustments(
            extra_time=adjustment.extra_time,
            is_untimed=adjustment.is_untimed,
            has_unlimited_attempts=adjustment.has_unlimited_attempts,
        )
        if adjustment
        else AS_ANYBODY
    )
    ended = _ended_since_last_pass(staff_member, quiz.key, activity_key)
    return Chances(
        adjustments,
        wait_before_next(quiz.policy, adjustments, ended=ended, at=at),
        attempts_left(quiz.policy, adjustments, used=len(ended)),
    )


def _ended_since_last_pass(
    staff_member: StaffMember, quiz_key: UUID, activity_key: UUID
) -> list[datetime]:
    attempts = Attempt.objects.by(staff_member).filter(
        quiz_key=quiz_key, activity_key=activity_key, submitted_at__isnull=False
    )
    ended: list[datetime] = []
    newest_first = attempts.order_by("-submitted_at", "-pk")
    for submitted_at, has_passed in newest_first.values_list("submitted_at", "has_passed"):
        if has_passed or submitted_at is None:
            break
        ended.append(submitted_at)
    return ended


def sitting_of(attempt: Attempt) -> Sitting:
    """Every question of an open attempt with the answer in force."""
    events = attempt.saved_responses()
    answers = tuple(
        GivenAnswer.to(number, question, events.get(question.key))
        for number, question in enumerate(attempt.drawn.questions, start=1)
    )
    last_saved_at = max((event.saved_at for event in events.values()), default=None)
    return Sitting(attempt, answers, last_saved_at)


def review_of(attempt: Attempt) -> Review:
    """A submitted attempt as it was marked.

    After a fail the key of a question answered wrongly stays untold, so that trying again still
    makes one think. What was chosen has its feedback either way.
    """
    events = attempt.saved_responses()
    marks = attempt.marks_in_force()
    answers = tuple(
        _reviewed(number, question, events.get(question.key), marks.get(question.key), attempt)
        for number, question in enumerate(attempt.drawn.questions, start=1)
    )
    completion = _standing_completion(attempt)
    return Review(
        attempt=attempt,
        activity=Activity.objects.get(key=attempt.activity_key),
        answers=answers,
        right=sum(answer.is_right for answer in answers),
        needed=marks_needed(len(answers), attempt.drawn.quiz.pass_mark),
        awarded=_to_read(sum((mark.exact_share for mark in marks.values()), NOTHING)),
        pass_mark=attempt.drawn.quiz.pass_mark,
        completion=completion,
        claims=_claims_shown_by(completion) if completion else (),
    )


@dataclass(frozen=True, slots=True)
class OwnWriting:
    """What somebody wrote and marks themselves."""

    number: int
    question: PaperQuestion
    writing: Writing
    text: str


def own_writing_to_mark(attempt: Attempt) -> OwnWriting | None:
    """The first answer of the attempt that waits for its writer's own mark."""
    own = attempt.awaited.filter(is_for_a_trainer=False)
    awaited = set(own.values_list("question_key", flat=True))
    if not awaited:
        return None
    answers = attempt.saved_responses()
    for number, question in enumerate(attempt.drawn.questions, start=1):
        if question.key in awaited and isinstance(question.interaction, Writing):
            text = str(answers[question.key].response)
            return OwnWriting(number, question, question.interaction, text)
    return None


def _reviewed(
    number: int,
    question: PaperQuestion,
    event: AttemptEvent | None,
    mark: Mark | None,
    attempt: Attempt,
) -> ReviewedAnswer:
    interaction = question.interaction
    is_right = mark is not None and mark.awarded == mark.available
    is_told = bool(attempt.has_passed) and not is_right
    if isinstance(interaction, Writing):
        found = mark.points if mark else []
        # Whoever marked their own has seen it all.
        is_told = mark is not None and (
            bool(attempt.has_passed) or interaction.is_marked_by_its_writer
        )
        return ReviewedAnswer(
            number=number,
            question=question,
            answered=interaction.answered(event.response) if event else (),
            mark=mark,
            must_pass=question.key in attempt.drawn.quiz.must_pass,
            key=(),
            found=tuple(point for point in interaction.points if point.id in found),
            not_found=tuple(
                point for point in interaction.points if is_told and point.id not in found
            ),
            model_answer=interaction.model_answer if is_told else "",
        )
    return ReviewedAnswer(
        number=number,
        question=question,
        answered=interaction.answered(event.response) if event and event.response else (),
        mark=mark,
        must_pass=question.key in attempt.drawn.quiz.must_pass,
        key=interaction.key if is_told else (),
    )


def _standing_completion(attempt: Attempt) -> Completion | None:
    if not attempt.has_passed:
        return None
    return attempt.completions.standing().first()


def _claims_shown_by(completion: Completion) -> tuple[Claim, ...]:
    """What the activity claimed on the day, as we knew it when the completion was recorded."""
    return tuple(
        Claim.objects.known(completion.recorded_at)
        .on(completion.completed_on)
        .filter(activity__key=completion.activity_key)
        .select_related("element")
        .order_by("element__sub_criterion__position", "element__position")
    )


def _to_read(marks: Fraction) -> Decimal:
    return Decimal(marks.numerator) / Decimal(marks.denominator)

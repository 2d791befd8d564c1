"""What the pages of an attempt show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from learning.catalogue.models import Activity, Claim
from learning.records.choices import Source
from learning.records.models import Completion
from quizzes.models import Attempt, AttemptEvent, Mark
from quizzes.rules.marking import marks_needed
from quizzes.rules.paper import PaperChoice, PaperQuestion


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where somebody is in an open attempt."""

    attempt: Attempt
    answers: "tuple[GivenAnswer, ...]"
    last_saved_at: datetime | None

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
        """The number of the first question without an answer."""
        return next((answer.number for answer in self.answers if not answer.is_given), None)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A question of an open attempt, and what was chosen so far."""

    number: int
    question: PaperQuestion
    chosen: tuple[PaperChoice, ...]
    saved_at: datetime | None

    @classmethod
    def to(cls, number: int, question: PaperQuestion, event: AttemptEvent | None) -> Self:
        if event is None:
            return cls(number, question, (), None)
        return cls(number, question, question.chosen(event.chosen), event.saved_at)

    @property
    def is_given(self) -> bool:
        return bool(self.chosen)

    @property
    def chosen_ids(self) -> list[str]:
        return [choice.id for choice in self.chosen]


@dataclass(frozen=True, slots=True)
class ReviewedAnswer:
    """A question of a submitted attempt: what was chosen, and what that was worth.

    `right_choices` is empty unless the key may be told.
    """

    number: int
    question: PaperQuestion
    chosen: tuple[PaperChoice, ...]
    is_right: bool
    right_choices: tuple[PaperChoice, ...]

    @property
    def is_partly_right(self) -> bool:
        """Something right was chosen, though not the whole key or not only the key."""
        return not self.is_right and any(choice.is_right for choice in self.chosen)


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
    completion: Completion | None
    claims: tuple[Claim, ...]

    @property
    def total(self) -> int:
        return len(self.answers)


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
        _reviewed(number, question, events.get(question.key), marks[question.key], attempt)
        for number, question in enumerate(attempt.drawn.questions, start=1)
    )
    completion = _standing_completion(attempt)
    return Review(
        attempt=attempt,
        activity=Activity.objects.get(key=attempt.activity_key),
        answers=answers,
        right=sum(answer.is_right for answer in answers),
        needed=marks_needed(len(answers), attempt.drawn.quiz.pass_mark),
        completion=completion,
        claims=_claims_shown_by(completion) if completion else (),
    )


def _reviewed(
    number: int,
    question: PaperQuestion,
    event: AttemptEvent | None,
    mark: Mark,
    attempt: Attempt,
) -> ReviewedAnswer:
    is_right = mark.awarded == mark.available
    may_be_told = attempt.has_passed and not is_right
    return ReviewedAnswer(
        number=number,
        question=question,
        chosen=question.chosen(event.chosen) if event else (),
        is_right=is_right,
        right_choices=question.right_choices if may_be_told else (),
    )


def _standing_completion(attempt: Attempt) -> Completion | None:
    if not attempt.has_passed:
        return None
    return Completion.objects.standing().filter(source=Source.QUIZ, source_key=attempt.key).first()


def _claims_shown_by(completion: Completion) -> tuple[Claim, ...]:
    """What the activity claimed on the day, as we knew it when the completion was recorded."""
    return tuple(
        Claim.objects.known(completion.recorded_at)
        .on(completion.completed_on)
        .filter(activity__key=completion.activity_key)
        .select_related("element")
        .order_by("element__sub_criterion__position", "element__position")
    )

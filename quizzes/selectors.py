"""What the pages of an attempt show."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Self

from learning.catalogue.models import Activity, Claim
from learning.records.choices import Source
from learning.records.models import Completion
from quizzes.models import Attempt, AttemptEvent, Mark
from quizzes.rules.interactions import Answered, Response
from quizzes.rules.marking import marks_needed
from quizzes.rules.paper import PaperQuestion, asked_again


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
        """How many questions that could earn a mark have no answer."""
        return sum(answer.question.is_scored and not answer.is_given for answer in self.answers)

    @property
    def first_unanswered(self) -> int | None:
        """The number of the first question without an answer, or without all of it.

        Nobody is led back to one that is not scored and that they have gone past.
        """
        last_given = max((answer.number for answer in self.answers if answer.is_given), default=0)
        return next(
            (
                answer.number
                for answer in self.answers
                if not answer.is_complete
                and (answer.question.is_scored or answer.number > last_given)
            ),
            None,
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

    `key` is empty unless it may be told.
    """

    number: int
    question: PaperQuestion
    answered: tuple[Answered, ...]
    is_complete: bool
    mark: Mark
    must_pass: bool
    key: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return self.mark.awarded == self.mark.available

    @property
    def is_part_of_the_mark(self) -> bool:
        return 0 < self.mark.awarded < self.mark.available

    @property
    def is_partly_right(self) -> bool:
        """Something in it was right, whether or not that earned anything."""
        return not self.is_right and any(part.is_right for part in self.answered)


@dataclass(frozen=True, slots=True)
class Felt:
    """How confident somebody said that they felt, before a quiz and after it. Empty: unsaid."""

    question: PaperQuestion
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Review:
    """How a submitted attempt went, and what came of it.

    `completion` is none after a fail, and when it was voided since.
    """

    attempt: Attempt
    activity: Activity
    answers: tuple[ReviewedAnswer, ...]
    confidence: tuple[Felt, ...]
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
    def has_part_marks(self) -> bool:
        return any(answer.is_part_of_the_mark for answer in self.answers)


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
        for number, question in enumerate(attempt.drawn.scored, start=1)
    )
    completion = _standing_completion(attempt)
    return Review(
        attempt=attempt,
        activity=Activity.objects.get(key=attempt.activity_key),
        answers=answers,
        confidence=tuple(
            Felt(
                question,
                _in_words(question, events.get(question.key)),
                _in_words(question, events.get(asked_again(question.key))),
            )
            for question in attempt.drawn.asked_twice
        ),
        right=sum(answer.is_right for answer in answers),
        needed=marks_needed(len(answers), attempt.drawn.quiz.pass_mark),
        awarded=sum((answer.mark.awarded for answer in answers), Decimal()),
        pass_mark=attempt.drawn.quiz.pass_mark,
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
    interaction = question.interaction
    response = event.response if event else []
    is_right = mark.awarded == mark.available
    return ReviewedAnswer(
        number=number,
        question=question,
        answered=interaction.answered(response) if response else (),
        is_complete=bool(response) and interaction.is_complete(response),
        mark=mark,
        must_pass=question.key in attempt.drawn.quiz.must_pass,
        key=interaction.key if attempt.has_passed and not is_right else (),
    )


def _in_words(question: PaperQuestion, event: AttemptEvent | None) -> str:
    answered = question.interaction.answered(event.response) if event and event.response else ()
    return ", ".join(part.text for part in answered)


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

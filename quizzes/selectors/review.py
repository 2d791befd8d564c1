"""How a submitted attempt went, and what of it is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.utils.timezone import localdate

from learning.catalogue.models import Activity, Claim
from learning.people.models import StaffMember
from learning.records.models import Completion
from learning.records.rules.lasting import Lasting, lasting_of
from learning.records.selectors import standings_of_one
from quizzes.choices import LATER_MARKS
from quizzes.models import Attempt, AttemptEvent, Mark, MarkNote
from quizzes.rules.interactions import NOTHING, Answered, Point, Writing
from quizzes.rules.marking import marks_needed
from quizzes.rules.paper import PaperQuestion, asked_again
from quizzes.rules.policy import ReviewShows, shown_in_review

from .chances import Chances, chances_after
from .sitting import GivenAnswer


@dataclass(frozen=True, slots=True)
class ReviewedAnswer:
    """A question of a submitted attempt: what was answered, and what that was worth.

    `mark` is none while it is awaited. `key`, and the points that were not found, are empty unless
    they may be told, and so is `model_answer`.
    """

    number: int
    question: PaperQuestion
    answered: tuple[Answered, ...]
    is_complete: bool
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
class Felt:
    """How confident somebody said that they felt, before a quiz and after it. Empty: unsaid."""

    question: PaperQuestion
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Review:
    """How a submitted attempt went, and what came of it.

    `completion` is none after a fail, and when it was voided since. `lasting` tells how long it
    counts for what is asked of its person. `late` counts the questions that were answered after the
    deadline; those `not_added` had an answer when nobody was signed in, which the deadline did not
    find claimed. Without `shows_answers` the outcome is all that is told.
    """

    attempt: Attempt
    activity: Activity
    answers: tuple[ReviewedAnswer, ...]
    shows_answers: bool
    chances: Chances
    late: int
    not_added: tuple[ReviewedAnswer, ...]
    confidence: tuple[Felt, ...]
    right: int
    needed: int
    awarded: Fraction
    pass_mark: int
    completion: Completion | None
    lasting: Lasting
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


def review_of(attempt: Attempt, *, by: StaffMember, at: datetime) -> Review:
    """A submitted attempt as it was marked, as far as its conditions let it be told now."""
    events = attempt.saved_responses()
    marks = attempt.marks_in_force()
    chances = chances_after(attempt, at=at)
    shown = shown_in_review(
        attempt.drawn.quiz.policy, has_passed=_has_passed_by_now(attempt), left=chances.left
    )
    answers = tuple(
        _reviewed(
            number,
            question,
            events.get(question.key),
            marks.get(question.key),
            attempt,
            tells_key=shown is ReviewShows.KEY,
        )
        for number, question in enumerate(attempt.drawn.questions, start=1)
        if question.is_scored
    )
    completion = _standing_completion(attempt)
    return Review(
        attempt=attempt,
        activity=Activity.objects.get(key=attempt.activity_key),
        answers=answers,
        shows_answers=shown is not ReviewShows.OUTCOME,
        chances=chances,
        late=_late(attempt) if attempt.is_expired else 0,
        not_added=_not_added(attempt, answers, events) if attempt.is_expired else (),
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
        awarded=sum((mark.exact_share for mark in marks.values()), NOTHING),
        pass_mark=attempt.drawn.quiz.pass_mark,
        completion=completion,
        lasting=_lasting(completion, by, at=at),
        claims=_claims_shown_by(completion) if completion else (),
    )


def _has_passed_by_now(attempt: Attempt) -> bool:
    """With this attempt, or with one that came after it."""
    same = {name: getattr(attempt, name) for name in ("staff_key", "quiz_key", "activity_key")}
    return (
        bool(attempt.has_passed)
        or Attempt.objects.filter(
            **same, has_passed=True, submitted_at__gte=attempt.submitted_at
        ).exists()
    )


def feedback_on(attempt: Attempt, given: GivenAnswer) -> ReviewedAnswer | None:
    """What is told of a final answer while the attempt is open. None: it is not final, or marked.

    The key is told only where the quiz tells it straight away.
    """
    question = given.question
    if not given.is_final or not question.is_scored:
        return None
    share = question.interaction.score(given.response)
    return _reviewed(
        given.number,
        question,
        AttemptEvent(response=given.response),
        None if share is None else Mark(awarded=_to_read(share), available=1),
        attempt,
        tells_key=attempt.drawn.quiz.policy.review_shows is ReviewShows.KEY,
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
    responses = attempt.responses()
    for number, question in enumerate(attempt.drawn.questions, start=1):
        if question.key in awaited and isinstance(question.interaction, Writing):
            text = str(responses[question.key])
            return OwnWriting(number, question, question.interaction, text)
    return None


def _reviewed(
    number: int,
    question: PaperQuestion,
    event: AttemptEvent | None,
    mark: Mark | None,
    attempt: Attempt,
    *,
    tells_key: bool,
) -> ReviewedAnswer:
    interaction = question.interaction
    response = event.response if event else []
    is_right = mark is not None and mark.awarded == mark.available
    reviewed = ReviewedAnswer(
        number=number,
        question=question,
        answered=interaction.answered(response) if response else (),
        is_complete=bool(response) and interaction.is_complete(response),
        mark=mark,
        must_pass=question.key in attempt.drawn.quiz.must_pass,
        key=interaction.key if tells_key and not is_right else (),
    )
    if isinstance(interaction, Writing):
        found = mark.points if mark else []
        # Whoever marked their own has seen it all.
        is_told = mark is not None and (tells_key or interaction.is_marked_by_its_writer)
        return replace(
            reviewed,
            key=(),
            found=tuple(point for point in interaction.points if point.id in found),
            not_found=tuple(
                point for point in interaction.points if is_told and point.id not in found
            ),
            model_answer=interaction.model_answer if is_told else "",
        )
    return reviewed


def _late(attempt: Attempt) -> int:
    return attempt.events.filter(is_late=True).values("question_key").distinct().count()


def _not_added(
    attempt: Attempt, answers: Iterable[ReviewedAnswer], saved: Mapping[UUID, AttemptEvent]
) -> tuple[ReviewedAnswer, ...]:
    waiting = attempt.unclaimed_saves.still_waiting().values_list("question_key", "response")
    other = {
        key for key, response in waiting if key not in saved or saved[key].response != response
    }
    return tuple(answer for answer in answers if answer.question.key in other)


def _in_words(question: PaperQuestion, event: AttemptEvent | None) -> str:
    answered = question.interaction.answered(event.response) if event and event.response else ()
    return ", ".join(part.text for part in answered)


def _standing_completion(attempt: Attempt) -> Completion | None:
    if not attempt.has_passed:
        return None
    return attempt.completions.standing().first()


def _lasting(completion: Completion | None, by: StaffMember, *, at: datetime) -> Lasting:
    if completion is None:
        return Lasting()
    today, key = localdate(at), completion.activity_key
    asked = standings_of_one(by, on=today, activity_key=key)
    return lasting_of(completion, asked.get(key), on=today)


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

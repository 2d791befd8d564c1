"""Where somebody is in an open attempt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from quizzes.models import Attempt, AttemptEvent
from quizzes.rules.interactions import Response, Writing
from quizzes.rules.paper import PaperQuestion


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where somebody is in an open attempt."""

    attempt: Attempt
    answers: "tuple[GivenAnswer, ...]"
    last_saved_at: datetime | None

    @property
    def unclaimed(self) -> list[int]:
        """The numbers of questions for which an answer waits to be claimed."""
        unclaimed = self.attempt.unclaimed_saves.still_waiting()
        waiting = set(unclaimed.values_list("question_key", flat=True))
        return [answer.number for answer in self.answers if answer.question.key in waiting]

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
    is_final: bool = False

    @classmethod
    def to(cls, number: int, question: PaperQuestion, event: AttemptEvent | None) -> Self:
        if event is None:
            return cls(number, question, [], None, 0)
        return cls(
            number, question, event.response, event.saved_at, event.pk, is_final=event.is_final
        )

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


def sitting_of(attempt: Attempt) -> Sitting:
    """Every question of an open attempt with the answer in force."""
    events = attempt.saved_responses()
    answers = tuple(
        GivenAnswer.to(number, question, events.get(question.key))
        for number, question in enumerate(attempt.drawn.questions, start=1)
    )
    last_saved_at = max((event.saved_at for event in events.values()), default=None)
    return Sitting(attempt, answers, last_saved_at)

"""A quiz and its questions as they were frozen: plain values, and the canonical JSON they become.

A question is frozen when it is published, and copied whole into the paper of every attempt. So a
paper needs nothing else to be shown, answered, marked and read again years later.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Self
from uuid import UUID, uuid5

from learning.records.rules.canonical import canonical_json, sha256_of

from .drawing import Draw
from .interactions import Interaction, interaction_as_json, interaction_from_json, place_of
from .policy import AS_ANYBODY, NO_CONDITIONS, Adjustments, Policy


class UnknownQuestion(LookupError):
    """The paper has no such question."""


@dataclass(frozen=True, slots=True)
class FrozenScenario:
    """A situation that several questions are about."""

    key: UUID
    text: str


@dataclass(frozen=True, slots=True)
class FrozenQuestion:
    """What a published question says, how it is answered, and its key."""

    key: UUID
    prompt: str
    interaction: Interaction
    explanation: str
    scenario: FrozenScenario | None = field(default=None, kw_only=True)

    @property
    def kind(self) -> str:
        return self.interaction.kind

    @property
    def is_scored(self) -> bool:
        return self.interaction.is_scored

    def as_json(self) -> str:
        return canonical_json(self.fields())

    def fields(self) -> dict[str, Any]:
        """Plain values, with the kind of the interaction among them."""
        return asdict(self) | {"interaction": interaction_as_json(self.interaction)}


@dataclass(frozen=True, slots=True)
class PaperQuestion(FrozenQuestion):
    """A frozen question on a paper, with the version and the digest that it was frozen under."""

    version: int
    sha256: str

    @classmethod
    def frozen(cls, body: str, *, version: int) -> Self:
        """The question that a version holds. The digest is that of the version's own bytes."""
        return cls.from_fields(json.loads(body), version=version, sha256=sha256_of(body))

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any], *, version: int, sha256: str) -> Self:
        scenario = fields["scenario"]
        return cls(
            key=UUID(fields["key"]),
            prompt=fields["prompt"],
            interaction=interaction_from_json(fields["interaction"]),
            explanation=fields["explanation"],
            scenario=scenario and FrozenScenario(UUID(scenario["key"]), scenario["text"]),
            version=version,
            sha256=sha256,
        )


@dataclass(frozen=True, slots=True)
class FrozenQuiz:
    """What a published quiz says, and the keys of its chosen questions in order.

    `must_pass` has the keys of those without which nobody passes. `draws` come among the questions.
    """

    key: UUID
    title: str
    introduction: str
    pass_mark: int
    questions: tuple[UUID, ...]
    must_pass: tuple[UUID, ...] = ()
    shuffles_questions: bool = False
    shuffles_choices: bool = False
    draws: tuple[Draw, ...] = ()
    policy: Policy = NO_CONDITIONS

    @classmethod
    def from_json(cls, text: str) -> Self:
        fields = json.loads(text)
        keys = {name: tuple(map(UUID, fields[name])) for name in ("questions", "must_pass")}
        parts = {
            "key": UUID(fields["key"]),
            "draws": tuple(map(Draw.from_json, fields["draws"])),
            "policy": Policy.from_json(fields["policy"]),
        }
        return cls(**fields | parts | keys)

    def as_json(self) -> str:
        return canonical_json(asdict(self))


@dataclass(frozen=True, slots=True)
class PaperQuiz:
    """The quiz as it stands at the head of a paper."""

    key: UUID
    title: str
    introduction: str
    pass_mark: int
    must_pass: tuple[UUID, ...] = ()
    policy: Policy = NO_CONDITIONS


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that one attempt asks, with the key. It never leaves the server whole.

    `seed` is what it was drawn by: with the same versions, and from the same questions for somebody
    with the same history, it draws the same paper again. `adjustments` are those of its person.
    """

    quiz: PaperQuiz
    questions: tuple[PaperQuestion, ...]
    seed: str = ""
    adjustments: Adjustments = AS_ANYBODY

    @classmethod
    def of(
        cls,
        quiz: FrozenQuiz,
        questions: Sequence[PaperQuestion],
        *,
        seed: str = "",
        adjustments: Adjustments = AS_ANYBODY,
    ) -> Self:
        """The paper in the order that the quiz asks for. Without a seed, as it was written.

        What is not scored is asked before everything else, and once more after it.
        """
        asked = [question for question in questions if question.is_scored]
        if seed and quiz.shuffles_questions:
            asked = mixed_by(seed, asked)
        if seed and quiz.shuffles_choices:
            asked = [
                replace(question, interaction=question.interaction.shuffled(seed))
                for question in asked
            ]
        before = [question for question in questions if not question.is_scored]
        after = [replace(question, key=asked_again(question.key)) for question in before]
        keys = {question.key for question in asked}
        must_pass = tuple(key for key in quiz.must_pass if key in keys)
        head = PaperQuiz(
            quiz.key, quiz.title, quiz.introduction, quiz.pass_mark, must_pass, quiz.policy
        )
        return cls(
            quiz=head, questions=(*before, *asked, *after), seed=seed, adjustments=adjustments
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        fields = json.loads(text)
        head = fields["quiz"]
        parts = {
            "key": UUID(head["key"]),
            "must_pass": tuple(map(UUID, head["must_pass"])),
            "policy": Policy.from_json(head["policy"]),
        }
        return cls(
            quiz=PaperQuiz(**head | parts),
            seed=fields["seed"],
            adjustments=Adjustments(**fields["adjustments"]),
            questions=tuple(
                PaperQuestion.from_fields(item, version=item["version"], sha256=item["sha256"])
                for item in fields["questions"]
            ),
        )

    def as_json(self) -> str:
        questions = [question.fields() for question in self.questions]
        return canonical_json(
            {
                "quiz": asdict(self.quiz),
                "questions": questions,
                "seed": self.seed,
                "adjustments": asdict(self.adjustments),
            }
        )

    def deadline(self, *, started_at: datetime) -> datetime | None:
        """When the time of its person is up. None: it is untimed."""
        return self.quiz.policy.deadline(self.adjustments, started_at=started_at)

    @property
    def scored(self) -> tuple[PaperQuestion, ...]:
        """The questions that earn marks."""
        return tuple(question for question in self.questions if question.is_scored)

    @property
    def asked_twice(self) -> tuple[PaperQuestion, ...]:
        """The questions asked before the others and, under the key `asked_again`, after them."""
        keys = {question.key for question in self.questions}
        return tuple(question for question in self.questions if asked_again(question.key) in keys)

    def question(self, key: UUID) -> PaperQuestion:
        for question in self.questions:
            if question.key == key:
                return question
        raise UnknownQuestion(f"The paper has no question {key}.")


def asked_again(key: UUID) -> UUID:
    """The key under which a question is asked a second time on the same paper."""
    return uuid5(key, "asked again")


def mixed_by(seed: str, questions: Sequence[PaperQuestion]) -> list[PaperQuestion]:
    """In the order that the seed gives. Those of one scenario stay together, as they were written.

    They come where the first of them would by itself.
    """
    places: dict[UUID, str] = {}
    for question in questions:
        place, together = place_of(seed, str(question.key)), _kept_together(question)
        places[together] = min(place, places.get(together, place))
    return sorted(questions, key=lambda question: places[_kept_together(question)])


def _kept_together(question: PaperQuestion) -> UUID:
    return question.scenario.key if question.scenario else question.key

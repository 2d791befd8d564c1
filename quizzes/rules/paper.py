"""A quiz and its questions as they were frozen: plain values, and the canonical JSON they become.

A question is frozen when it is published, and copied whole into the paper of every attempt. So a
paper needs nothing else to be shown, answered, marked and read again years later.
"""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID

from learning.records.rules.canonical import canonical_json, sha256_of


class UnknownQuestion(LookupError):
    """The paper has no such question, or the question no such choice."""


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One choice, with the part of the key that it carries."""

    id: str
    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class FrozenQuestion:
    """What a published question says, and its key."""

    key: UUID
    kind: str
    prompt: str
    choices: tuple[PaperChoice, ...]
    explanation: str

    def as_json(self) -> str:
        return canonical_json(asdict(self))


@dataclass(frozen=True, slots=True)
class PaperQuestion(FrozenQuestion):
    """A frozen question on a paper, with the version and the digest that it was frozen under."""

    version: int
    sha256: str

    @classmethod
    def frozen(cls, body: str, *, version: int) -> Self:
        """The question that a version holds. The digest is that of the version's own bytes."""
        fields = _question_fields(json.loads(body))
        return cls(**fields, version=version, sha256=sha256_of(body))

    @property
    def right_ids(self) -> frozenset[str]:
        """The key: the ids of the choices that are right."""
        return frozenset(choice.id for choice in self.choices if choice.is_right)

    @property
    def right_choices(self) -> tuple[PaperChoice, ...]:
        return tuple(choice for choice in self.choices if choice.is_right)

    def chosen(self, ids: Collection[str]) -> tuple[PaperChoice, ...]:
        """The choices with these ids, in the order of the paper."""
        unknown = set(ids) - {choice.id for choice in self.choices}
        if unknown:
            raise UnknownQuestion(f"The question has no choice {sorted(unknown)[0]}.")
        return tuple(choice for choice in self.choices if choice.id in ids)


@dataclass(frozen=True, slots=True)
class FrozenQuiz:
    """What a published quiz says, and the keys of its questions in order."""

    key: UUID
    title: str
    introduction: str
    pass_mark: int
    questions: tuple[UUID, ...]

    @classmethod
    def from_json(cls, text: str) -> Self:
        fields = json.loads(text)
        questions = tuple(UUID(key) for key in fields.pop("questions"))
        return cls(**fields | {"key": UUID(fields["key"]), "questions": questions})

    def as_json(self) -> str:
        return canonical_json(asdict(self))


@dataclass(frozen=True, slots=True)
class PaperQuiz:
    """The quiz as it stands at the head of a paper."""

    key: UUID
    title: str
    introduction: str
    pass_mark: int


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that one attempt asks, with the key. It never leaves the server whole."""

    quiz: PaperQuiz
    questions: tuple[PaperQuestion, ...]

    @classmethod
    def of(cls, quiz: FrozenQuiz, questions: tuple[PaperQuestion, ...]) -> Self:
        head = PaperQuiz(quiz.key, quiz.title, quiz.introduction, quiz.pass_mark)
        return cls(quiz=head, questions=questions)

    @classmethod
    def from_json(cls, text: str) -> Self:
        fields = json.loads(text)
        head = fields["quiz"]
        return cls(
            quiz=PaperQuiz(**head | {"key": UUID(head["key"])}),
            questions=tuple(
                PaperQuestion(
                    **_question_fields(item), version=item["version"], sha256=item["sha256"]
                )
                for item in fields["questions"]
            ),
        )

    def as_json(self) -> str:
        return canonical_json(asdict(self))

    def question(self, key: UUID) -> PaperQuestion:
        for question in self.questions:
            if question.key == key:
                return question
        raise UnknownQuestion(f"The paper has no question {key}.")


def _question_fields(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": UUID(item["key"]),
        "kind": item["kind"],
        "prompt": item["prompt"],
        "choices": tuple(PaperChoice(**choice) for choice in item["choices"]),
        "explanation": item["explanation"],
    }

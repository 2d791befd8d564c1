"""Reading a module's sections from the plain lists in which they are stored.

Sections are read as stored rather than as blocks, because building blocks fetches every picture of
the module. A draft may lack anything, so nothing here insists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

Block = Mapping[str, Any]

KNOWLEDGE_CHECK = "knowledge_check"
PICTURE = "image"


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a knowledge check, with what is said to those who take it."""

    id: str
    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class KnowledgeCheck:
    """A question inside a section that is never marked."""

    id: str
    prompt: str
    choices: tuple[Choice, ...]

    @classmethod
    def of(cls, block: Block) -> Self:
        value = block.get("value") or {}
        return cls(
            id=block.get("id") or "",
            prompt=value.get("prompt") or "",
            choices=tuple(_choice(item) for item in value.get("choices") or ()),
        )

    def chosen(self, choice_id: str) -> Choice | None:
        """The choice with this id, if there is one."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a module, on a page of its own. Numbers count from one.

    `question_ids` are the rows of the questions that it prepares for.
    """

    id: str
    number: int
    title: str
    body: tuple[Block, ...]
    question_ids: frozenset[int] = frozenset()

    @property
    def parts(self) -> list[KnowledgeCheck | list[Block]]:
        """The body in order: each knowledge check by itself, and the runs of blocks between."""
        parts: list[KnowledgeCheck | list[Block]] = []
        for block in self.body:
            if block.get("type") == KNOWLEDGE_CHECK:
                parts.append(KnowledgeCheck.of(block))
            elif parts and isinstance(parts[-1], list):
                parts[-1].append(block)
            else:
                parts.append([block])
        return parts

    @property
    def picture_ids(self) -> list[int]:
        """The images that the section shows, by their id in the image library."""
        values = (block.get("value") or {} for block in self.body if block.get("type") == PICTURE)
        images = ((value.get("image") or {}).get("image") for value in values)
        return [image for image in images if image]


def sections_of(stored: Sequence[Block]) -> list[Section]:
    """The sections of a module, from what its page stores."""
    return [
        Section(
            id=item.get("id") or "",
            number=number,
            title=(item.get("value") or {}).get("title") or "",
            body=tuple((item.get("value") or {}).get("body") or ()),
            question_ids=_questions_of(item.get("value") or {}),
        )
        for number, item in enumerate(stored, start=1)
    ]


def _questions_of(value: Mapping[str, Any]) -> frozenset[int]:
    chosen = (item.get("value") for item in value.get("questions") or ())
    return frozenset(int(question) for question in chosen if question)


def claims_in(stored: Sequence[Block]) -> dict[int, str]:
    """What a module says that completing it shows, by the id of each element, each once."""
    claims: dict[int, str] = {}
    for item in stored:
        value = item.get("value") or {}
        if value.get("element"):
            claims.setdefault(int(value["element"]), value.get("statement") or "")
    return claims


def _choice(item: Block) -> Choice:
    value = item.get("value") or {}
    return Choice(
        id=item.get("id") or "",
        text=value.get("text") or "",
        is_right=bool(value.get("is_right")),
        feedback=value.get("feedback") or "",
    )

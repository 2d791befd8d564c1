"""Writing freely: a short text that a person reads and marks, with a list of points to look for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from .interaction import (
    NOTHING,
    Answered,
    Interaction,
    NotAnAnswer,
    Response,
    ids_among,
    text_of,
)

# Ten letters to a word, and space between them: far more than anybody writes.
LONGEST_WORD = 20


class MarkedBy(StrEnum):
    """Who reads what was written."""

    TRAINER = "trainer"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a rubric: something to look for, and how much it counts beside the others."""

    id: str
    text: str
    weight: int = 1
    description: str = ""


@dataclass(frozen=True, slots=True)
class Writing(Interaction):
    """A text of so many words at most, marked against `points` by a trainer or by its writer.

    Points and model answer are the key. A mark is the share of the weight of the points that were
    found: 3 of 5 where points of weight 2 and 1 were found and one of weight 2 was not. That is how
    Moodle works out the grade of a rubric, for criteria with two levels each, found and not found.
    """

    kind = "writing"

    marked_by: str
    most_words: int
    points: tuple[Point, ...]
    model_answer: str = ""

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(**{**fields, "points": tuple(Point(**point) for point in fields["points"])})

    @property
    def is_marked_by_its_writer(self) -> bool:
        return self.marked_by == MarkedBy.SELF

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(point.text for point in self.points)

    def read(self, sent: object) -> Response:
        text = text_of(sent, self.most_words * LONGEST_WORD).replace("\r\n", "\n")
        if len(text.split()) > self.most_words:
            raise NotAnAnswer(f"An answer has at most {self.most_words} words.")
        return text

    def score(self, response: Response) -> Fraction | None:
        return None if response else NOTHING

    def share_of(self, found: object) -> Fraction:
        """The share of the mark that the points with these ids earn. Raises `NotAnAnswer`."""
        ids = ids_among(found, [point.id for point in self.points])
        awarded = sum(point.weight for point in self.points if point.id in ids)
        return Fraction(awarded, sum(point.weight for point in self.points))

    def answered(self, response: Response) -> tuple[Answered, ...]:
        return (Answered(str(response), None),) if response else ()

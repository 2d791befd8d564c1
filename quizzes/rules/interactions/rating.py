"""Saying how confident one feels."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from .interaction import NOTHING, Answered, Interaction, NotAnAnswer, Response, ids_among
from .matching import Option


@dataclass(frozen=True, slots=True)
class Confidence(Interaction):
    """How confident somebody feels about what the question says, from least to most.

    Asked before a quiz and again after it. No answer to it is right or wrong, and none is marked:
    it is a rating of oneself, on a scale of the kind that Likert brought in (Archives of Psychology
    140, 1932), and has no key.
    """

    kind = "confidence"
    is_scored = False

    levels: tuple[Option, ...]

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(tuple(Option(**level) for level in fields["levels"]))

    def read(self, sent: object) -> Response:
        chosen = ids_among(sent, [level.id for level in self.levels])
        if len(chosen) > 1:
            raise NotAnAnswer("Confidence is one of the levels.")
        return chosen

    def score(self, response: Response) -> Fraction:
        return NOTHING

    def answered(self, response: Response) -> tuple[Answered, ...]:
        return tuple(Answered(level.text, None) for level in self.levels if level.id in response)

    @property
    def key(self) -> tuple[str, ...]:
        return ()

"""Putting the right thing in each place: pairs to match, and gaps to fill from a list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from .interaction import NOTHING, Answered, Interaction, Response, choices_for

GAP = re.compile(r"\[\[(\d{1,3})\]\]")


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be put in a place."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Something to be matched or a gap to be filled, and the id of the option that is right."""

    id: str
    text: str
    options: tuple[Option, ...]
    right: str
    feedback: str = ""

    @property
    def texts(self) -> dict[str, str]:
        return {option.id: option.text for option in self.options}


class PlacesInteraction(Interaction):
    """Scored by the share of places that hold the right option, each on its own.

    Every place weighs alike and a wrong one takes nothing off, as Moodle marks its questions
    "matching" and "select missing words"; in QTI, a `map_response` that scores each right pair.
    """

    places: tuple[Place, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(f"{place.text}: {place.texts[place.right]}" for place in self.places)

    def read(self, sent: object) -> Response:
        return choices_for(sent, {place.id: list(place.texts) for place in self.places})

    def score(self, response: Response) -> Fraction:
        if not isinstance(response, dict) or not response:
            return NOTHING
        right = sum(response.get(place.id) == place.right for place in self.places)
        return Fraction(right, len(self.places))

    def is_complete(self, response: Response) -> bool:
        return len(response) == len(self.places)

    def answered(self, response: Response) -> tuple[Answered, ...]:
        put = response if isinstance(response, dict) else {}
        return tuple(
            Answered(
                f"{place.text}: {place.texts[put[place.id]]}",
                put[place.id] == place.right,
                "" if put[place.id] == place.right else place.feedback,
            )
            for place in self.places
            if place.id in put
        )


def _places(fields: Mapping[str, Any]) -> tuple[Place, ...]:
    return tuple(
        Place(**place | {"options": tuple(Option(**option) for option in place["options"])})
        for place in fields["places"]
    )


@dataclass(frozen=True, slots=True)
class Matching(PlacesInteraction):
    """Pairs: to each thing on the left belongs one on the right."""

    kind = "matching"

    places: tuple[Place, ...]

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(_places(fields))


@dataclass(frozen=True, slots=True)
class Gaps(PlacesInteraction):
    """A text with gaps. `text` has `[[1]]` where the first gap is; each gap has its own options."""

    kind = "gaps"

    text: str
    places: tuple[Place, ...]

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(fields["text"], _places(fields))

    @property
    def marks(self) -> list[int]:
        """The numbers of the gaps, in the order in which the text has them."""
        return [int(number) for number in GAP.findall(self.text)]

    @property
    def text_to_read(self) -> str:
        """The text with a line where each gap is, and its number."""
        return GAP.sub(r"____ (\1)", self.text)

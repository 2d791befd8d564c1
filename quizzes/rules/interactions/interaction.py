"""What every way of answering a question has in common.

The words are those of the field's exchange format, IMS QTI: an interaction is how a question is
answered, a response is what somebody answered, and scoring a response gives its share of the mark.
Each way of scoring says where its rule is from; `match_correct` and `map_response` are the standard
templates of QTI's response processing. That no answer earns nothing holds for all of them.
"""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any, ClassVar, Self

# The null character and half a surrogate pair, which no PostgreSQL text or JSON takes.
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")

WHOLE = Fraction(1)
NOTHING = Fraction(0)

# As stored: the ids that were chosen, or in their order; what was put to each; or what was typed.
Response = list[str] | dict[str, str] | str


class NotAnAnswer(ValueError):
    """What was sent names something that the question does not have, or is of another shape."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One part of an answer in words, and whether it was right. None: it is neither.

    `said_to` is what it was a reply to, if it was one.
    """

    text: str
    is_right: bool | None
    feedback: str = ""
    said_to: str = ""


class Interaction(ABC):
    """How one question is answered, with its key. Plain values; order on the page means nothing."""

    kind: ClassVar[str]
    # What is not scored earns nothing and costs nothing, and stands at both ends of a paper.
    is_scored: ClassVar[bool] = True

    @classmethod
    @abstractmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        """What `dataclasses.asdict` made of it."""

    @abstractmethod
    def read(self, sent: object) -> Response:
        """What was sent, in the one form in which it is stored. Raises `NotAnAnswer`."""

    @abstractmethod
    def score(self, response: Response) -> Fraction | None:
        """The share of the mark that a response earns, from 0 to 1. No answer earns nothing.

        None where no rule can tell: a person has to read it first.
        """

    def is_complete(self, response: Response) -> bool:
        """Whether nothing is left to answer."""
        return bool(response)

    def may_be_final(self, response: Response) -> bool:
        """Whether there is an answer that could be told how it was, and closed by that."""
        return self.is_scored and bool(response)

    def shuffled(self, seed: str) -> Self:
        """What may be shown in any order, in the order that the seed gives. The key is the same."""
        return self

    @abstractmethod
    def answered(self, response: Response) -> tuple[Answered, ...]:
        """The response in words, part by part."""

    @property
    @abstractmethod
    def key(self) -> tuple[str, ...]:
        """The right answer in words."""


def place_of(seed: str, item: str) -> str:
    """Where an item comes in a shuffled order: sort by it.

    A digest and not a generator of random numbers, so that in any year and in any language the
    same seed gives the same order.
    """
    return sha256(f"{seed}/{item}".encode()).hexdigest()


def ids_among(sent: object, known: Sequence[str]) -> list[str]:
    """What was sent, as a list of ids that are all known and named once."""
    if not isinstance(sent, list) or not all(isinstance(each, str) for each in sent):
        raise NotAnAnswer("An answer is a list of choices.")
    unknown = [each for each in sent if each not in known]
    if unknown:
        raise NotAnAnswer(f"The question has no choice {unknown[0]}.")
    if len(set(sent)) < len(sent):
        raise NotAnAnswer("A choice is named twice.")
    return sent


def choices_for(sent: object, places: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What was sent, as one known choice for each known place. A place without one is left out."""
    if not isinstance(sent, dict):
        raise NotAnAnswer("An answer gives a choice to each place.")
    put = {place: choice for place, choice in sent.items() if choice}
    for place, choice in put.items():
        if place not in places:
            raise NotAnAnswer(f"The question has no place {place}.")
        if choice not in places[place]:
            raise NotAnAnswer(f"Place {place} has no choice {choice}.")
    return {place: put[place] for place in places if place in put}


def text_of(sent: object, longest: int) -> str:
    """What was sent, as composed text without space at its ends."""
    if not isinstance(sent, str):
        raise NotAnAnswer("An answer is a text.")
    text = unicodedata.normalize("NFC", sent).strip()
    if UNSTORABLE.search(text):
        raise NotAnAnswer("An answer has a character that cannot be stored.")
    if len(text) > longest:
        raise NotAnAnswer(f"An answer is at most {longest} characters long.")
    return text

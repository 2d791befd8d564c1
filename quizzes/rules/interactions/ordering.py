"""Putting things in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, Self

from .interaction import (
    NOTHING,
    WHOLE,
    Answered,
    Interaction,
    NotAnAnswer,
    Response,
    ids_among,
    place_of,
)


class OrderScoring(StrEnum):
    """How much of the mark a partly right order earns."""

    ALL_OR_NOTHING = "all_or_nothing"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the things to put in order, and what to say to whoever puts it in the wrong place."""

    id: str
    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Ordering(Interaction):
    """Steps to put in order. `steps` stand in the right order; `shown` is how they are met.

    Scored all or nothing, which is QTI's `match_correct` for an ordered response; or by the share
    of neighbouring pairs in which the second step directly follows the first: "relative to the next
    item (excluding last)" of Moodle's ordering question.
    """

    kind = "ordering"

    steps: tuple[Step, ...]
    shown: tuple[str, ...]
    scoring: str = OrderScoring.ALL_OR_NOTHING

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        steps = tuple(Step(**step) for step in fields["steps"])
        return cls(steps, tuple(fields["shown"]), fields["scoring"])

    @property
    def right_order(self) -> list[str]:
        return [step.id for step in self.steps]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(step.text for step in self.steps)

    def read(self, sent: object) -> Response:
        order = ids_among(sent, self.right_order)
        if order and len(order) < len(self.steps):
            raise NotAnAnswer("An order has every step.")
        return order

    def shuffled(self, seed: str) -> Self:
        """The steps mixed, and never in the right order."""
        right = self.right_order
        mixed = sorted(right, key=lambda step: place_of(seed, step))
        return replace(self, shown=tuple(mixed if mixed != right else [*right[1:], *right[:1]]))

    def score(self, response: Response) -> Fraction:
        if not response:
            return NOTHING
        if self.scoring == OrderScoring.NEIGHBOURS:
            following = set(pairwise(self.right_order))
            kept = sum(pair in following for pair in pairwise(response))
            return Fraction(kept, len(following))
        return WHOLE if response == self.right_order else NOTHING

    def answered(self, response: Response) -> tuple[Answered, ...]:
        steps = {step.id: step for step in self.steps}
        return tuple(
            Answered(step.text, step == right, "" if step == right else step.feedback)
            for step, right in zip([steps[each] for each in response], self.steps, strict=False)
        )


def moved(order: Sequence[str], which: str, *, by: int) -> list[str]:
    """The order with one step a place further up (-1) or down (1). At an end it stays."""
    at = order.index(which)
    to = min(max(at + by, 0), len(order) - 1)
    others = [each for each in order if each != which]
    return [*others[:to], which, *others[to:]]

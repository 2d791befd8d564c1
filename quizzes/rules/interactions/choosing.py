"""Choosing from a list: one choice, true or false, or all that apply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
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


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice, with the part of the key that it carries.

    `credit` is what a single choice earns that is not right, in whole hundredths of the mark.
    """

    id: str
    text: str
    is_right: bool
    feedback: str = ""
    credit: int = 0


class ChoiceInteraction(Interaction):
    """What one choice and several have alike."""

    choices: tuple[Choice, ...]

    @property
    def right_ids(self) -> frozenset[str]:
        return frozenset(choice.id for choice in self.choices if choice.is_right)

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(choice.text for choice in self.choices if choice.is_right)

    def read(self, sent: object) -> Response:
        """In the order of the paper, so that ticking in another order is the same answer."""
        known = [choice.id for choice in self.choices]
        return sorted(ids_among(sent, known), key=known.index)

    def shuffled(self, seed: str) -> Self:
        by_seed = sorted(self.choices, key=lambda choice: place_of(seed, choice.id))
        return replace(self, choices=tuple(by_seed))  # type: ignore[type-var]  # is a dataclass

    def chosen(self, response: Response) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.id in response)

    def answered(self, response: Response) -> tuple[Answered, ...]:
        return tuple(
            Answered(choice.text, choice.is_right, choice.feedback)
            for choice in self.chosen(response)
        )


@dataclass(frozen=True, slots=True)
class SingleChoice(ChoiceInteraction):
    """One choice of several: the right one earns the mark, any other its own credit, if any.

    Without credits this is QTI's `match_correct`, with them its `map_response`, a score for each
    choice. QTI also has scores below nothing. Ours has none: no mistake costs what was earned
    elsewhere.
    """

    kind = "single"

    choices: tuple[Choice, ...]

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(tuple(Choice(**choice) for choice in fields["choices"]))

    def read(self, sent: object) -> Response:
        chosen = ChoiceInteraction.read(self, sent)
        if len(chosen) > 1:
            raise NotAnAnswer("A single choice takes one choice.")
        return chosen

    def score(self, response: Response) -> Fraction:
        if len(response) != 1:
            return NOTHING
        (choice,) = self.chosen(response)
        return WHOLE if choice.is_right else Fraction(choice.credit, 100)


class TrueFalse(SingleChoice):
    """A statement that is true or false: QTI's `match_correct`, for a choice of two."""

    kind = "true_false"

    __slots__ = ()

    def shuffled(self, seed: str) -> Self:
        """True comes before false, as everybody expects."""
        return self


class Scoring(StrEnum):
    """How much of the mark a partly right set of choices earns."""

    ALL_OR_NOTHING = "all_or_nothing"
    RIGHT_MINUS_WRONG = "right_minus_wrong"
    EACH_DECISION = "each_decision"


def all_or_nothing(
    right: frozenset[str], wrong: frozenset[str], chosen: frozenset[str]
) -> Fraction:
    """The whole mark for every right choice and no wrong one, or nothing.

    The dichotomous rule for multiple response, QTI's `match_correct`. A partly right set is not a
    safe answer at the counter, and ticking everything earns nothing.
    """
    return WHOLE if chosen == right else NOTHING


def right_minus_wrong(
    right: frozenset[str], wrong: frozenset[str], chosen: frozenset[str]
) -> Fraction:
    """The share of right choices that were ticked, less that of wrong ones, and never under 0.

    Hits less false alarms, after the classic correction for guessing (Diamond and Evans, Review of
    Educational Research 43(2), 1973). For multiple response it is known as plus/minus, counted in
    points (Betts and others, Educational and Psychological Measurement 82(1), 2022). To count in
    shares is ours: ticking everything then earns nothing, however few choices are wrong.
    """
    hits = Fraction(len(chosen & right), len(right))
    false_alarms = Fraction(len(chosen & wrong), len(wrong)) if wrong else NOTHING
    return max(NOTHING, hits - false_alarms)


def each_decision(right: frozenset[str], wrong: frozenset[str], chosen: frozenset[str]) -> Fraction:
    """The share of choices rightly ticked or rightly left.

    The multiple true-false rule, by which each choice is a statement of its own: PS1/n of Lahner
    and others (Advances in Health Sciences Education 23(3), 2018).
    """
    return Fraction(len(chosen & right) + len(wrong - chosen), len(right) + len(wrong))


RULES: Mapping[str, Callable[[frozenset[str], frozenset[str], frozenset[str]], Fraction]] = {
    Scoring.ALL_OR_NOTHING: all_or_nothing,
    Scoring.RIGHT_MINUS_WRONG: right_minus_wrong,
    Scoring.EACH_DECISION: each_decision,
}


@dataclass(frozen=True, slots=True)
class MultipleChoice(ChoiceInteraction):
    """All choices that apply, scored by one of three rules.

    That nothing ticked earns nothing is ours, before any of them: by each decision, leaving the
    question out would else earn the share of its wrong choices.
    """

    kind = "multiple"

    choices: tuple[Choice, ...]
    scoring: str = Scoring.ALL_OR_NOTHING

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(tuple(Choice(**choice) for choice in fields["choices"]), fields["scoring"])

    def score(self, response: Response) -> Fraction:
        chosen = frozenset(response)
        if not chosen:
            return NOTHING
        wrong = frozenset(choice.id for choice in self.choices) - self.right_ids
        return RULES[self.scoring](self.right_ids, wrong, chosen)

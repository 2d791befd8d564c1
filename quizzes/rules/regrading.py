"""Regrading: what marking the answers to a question by a newer key would change, and for whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any
from uuid import UUID

from .changes import words_shown
from .interactions import Interaction, NotAnAnswer, Response, interaction_as_json
from .ledger import outcome_after
from .marking import result_of
from .paper import FrozenQuestion, Paper


class Left(StrEnum):
    """Why an answer is not marked again."""

    BY_A_PERSON = "by a person"
    DOES_NOT_FIT = "does not fit"
    OTHER_WORDS = "other words"


@dataclass(frozen=True, slots=True)
class Sat:
    """A submitted attempt, as far as a regrade of one question looks at it.

    `number` is its reference; `shares` are of the marks in force; `is_by_rule` says that no person
    gave the question's mark; `has_passed` is none while other marks are awaited.
    """

    number: int
    paper: Paper
    response: Response
    shares: Mapping[UUID, Fraction]
    is_by_rule: bool
    has_passed: bool | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a regrade does to one attempt. `passed_after` is what the new marks come to."""

    number: int
    before: Fraction
    after: Fraction
    passed_before: bool | None
    passed_after: bool | None

    @property
    def gives_a_pass(self) -> bool:
        return self.passed_before is False and self.passed_after is True

    @property
    def would_take_a_pass(self) -> bool:
        return self.passed_before is True and self.passed_after is False

    def outcome(self, *, takes_passes_away: bool) -> bool | None:
        return outcome_after(
            self.passed_before, self.passed_after, takes_pass_away=takes_passes_away
        )


@dataclass(frozen=True, slots=True)
class Regrade:
    """What a regrade would do, all of it, in the order of the attempts' references."""

    effects: tuple[Effect, ...]
    left: tuple[Left, ...]

    @property
    def gives(self) -> int:
        return sum(effect.gives_a_pass for effect in self.effects)

    @property
    def would_take(self) -> int:
        return sum(effect.would_take_a_pass for effect in self.effects)

    @property
    def by_a_person(self) -> int:
        return self.left.count(Left.BY_A_PERSON)

    @property
    def does_not_fit(self) -> int:
        return self.left.count(Left.DOES_NOT_FIT)

    @property
    def other_words(self) -> int:
        return self.left.count(Left.OTHER_WORDS)


def regrade(
    question: FrozenQuestion, attempts: Iterable[Sat], *, marks_other_words: bool = False
) -> Regrade:
    """Mark every answer to the question again, by the key that it has now.

    What was answered to other words is left, unless somebody has compared them and says otherwise.
    """
    found = [effect_on(sat, question, marks_other_words=marks_other_words) for sat in attempts]
    return Regrade(
        effects=tuple(each for each in found if isinstance(each, Effect)),
        left=tuple(each for each in found if isinstance(each, Left)),
    )


def effect_on(
    sat: Sat, question: FrozenQuestion, *, marks_other_words: bool = False
) -> Effect | Left | None:
    """What marking one answer again changes. None: nothing."""
    if not sat.is_by_rule:
        return Left.BY_A_PERSON
    if not sat.response:
        return None
    asked = sat.paper.question(question.key)
    after = _share(sat.response, asked.interaction, question.interaction)
    if after is None:
        return Left.DOES_NOT_FIT
    before = sat.shares[question.key]
    if after == before:
        return None
    if not marks_other_words and not said_before(question, asked):
        return Left.OTHER_WORDS
    result = result_of(sat.paper, {**sat.shares, question.key: after})
    return Effect(sat.number, before, after, sat.has_passed, result.has_passed)


def _share(response: Response, asked: Interaction, now: Interaction) -> Fraction | None:
    """None where the answer does not fit the question as it is now.

    It fits where it can be read, lacks nothing that it did not lack, and nothing is on offer now
    that the person was not shown.
    """
    if asked.kind != now.kind or not on_offer(now) <= on_offer(asked):
        return None
    try:
        read = now.read(response)
    except NotAnAnswer:
        return None
    if asked.is_complete(response) and not now.is_complete(read):
        return None
    return now.score(read)


def said_before(question: FrozenQuestion, asked: FrozenQuestion) -> bool:
    """Whether all that the question says now, it said to the person before they answered."""
    return words_shown(question.fields()).items() <= words_shown(asked.fields()).items()


def on_offer(interaction: Interaction) -> frozenset[str]:
    """The ids of everything that one could choose, match or put in order."""
    return frozenset(_ids(interaction_as_json(interaction)))


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if "id" in value:
            yield value["id"]
        for each in value.values():
            yield from _ids(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _ids(each)

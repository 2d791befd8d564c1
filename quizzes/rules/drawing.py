"""Drawing questions from the bank: what a draw asks for, and which questions it gets."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from .assigning import assign
from .interactions import place_of


class Preference(StrEnum):
    """What a draw rather takes, of what fits it."""

    NONE = "none"
    NOT_LAST_TIME = "not_last_time"
    WRONG_OR_UNSEEN = "wrong_or_unseen"


# One question of the last time is worse than any number of known answers asked again.
COST = {Preference.NONE: 0, Preference.NOT_LAST_TIME: 1_000, Preference.WRONG_OR_UNSEEN: 1}


@dataclass(frozen=True, slots=True)
class Draw:
    """A part of a quiz whose questions are drawn from the bank for each attempt.

    A question fits with every one of the tags, and any of the elements. What is empty is not asked.
    `bank` is the bank's key. `after` is how many chosen questions come before it.
    """

    count: int
    tags: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    bank: str = ""
    difficulty: str = ""
    prefers: Preference = Preference.NONE
    must_pass: bool = False
    after: int = 0

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        """What `dataclasses.asdict` made of it."""
        lists = {name: tuple(fields[name]) for name in ("tags", "elements")}
        return cls(**{**fields, **lists, "prefers": Preference(fields["prefers"])})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published question, as far as a draw looks at it. `tags` are `folded`."""

    key: UUID
    difficulty: str = ""
    bank: str = ""
    tags: frozenset[str] = frozenset()
    elements: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class History:
    """What somebody has met of a quiz: last time, ever, and wrongly when they last met it."""

    last_time: frozenset[UUID] = frozenset()
    seen: frozenset[UUID] = frozenset()
    wrong: frozenset[UUID] = frozenset()


NOTHING_MET = History()


@dataclass(frozen=True, slots=True)
class Picked:
    """A question to ask, with the place of the draw that it is from. None: it was chosen."""

    key: UUID
    draw: int | None = None


def folded(tags: Iterable[str]) -> frozenset[str]:
    """Tags as they are compared: capitals and the way of typing an accent make no difference."""
    return frozenset(unicodedata.normalize("NFC", tag).casefold() for tag in tags)


def fitting(
    draw: Draw, candidates: Iterable[Candidate], *, chosen: Iterable[UUID] = ()
) -> list[UUID]:
    """The keys of those that the draw may take. What was chosen by hand is in the quiz already."""
    tags, elements, in_the_quiz = folded(draw.tags), set(draw.elements), set(chosen)
    return [
        candidate.key
        for candidate in candidates
        if candidate.key not in in_the_quiz
        and tags <= candidate.tags
        and (not elements or elements & candidate.elements)
        and draw.bank in ("", candidate.bank)
        and draw.difficulty in ("", candidate.difficulty)
    ]


def draw_questions(
    *,
    seed: str,
    chosen: Sequence[UUID],
    draws: Sequence[Draw],
    candidates: Sequence[Candidate],
    history: History = NOTHING_MET,
) -> tuple[Picked, ...]:
    """What the quiz asks, in its order: as many as can be drawn, as nearly as preferred.

    No question comes twice. The same arguments give the same questions, in whatever order the
    candidates come.
    """
    # Not the places by which the paper is shuffled, or what was drawn would always come first.
    places = {each.key: place_of(f"{seed}/draw", str(each.key)) for each in candidates}
    options = []
    for draw in draws:
        costs = {key: _cost(draw, key, history) for key in fitting(draw, candidates, chosen=chosen)}
        options.append(
            {key: costs[key] for key in sorted(costs, key=lambda key: (costs[key], places[key]))}
        )
    drawn = assign([draw.count for draw in draws], options)
    picked: list[Picked] = []
    for place in range(len(chosen) + 1):
        for number, draw in enumerate(draws):
            if draw.after == place:
                keys = sorted(drawn[number], key=places.__getitem__)
                picked += [Picked(key, number) for key in keys]
        picked += [Picked(key) for key in chosen[place : place + 1]]
    return tuple(picked)


def _cost(draw: Draw, key: UUID, history: History) -> int:
    """What taking the question costs: nothing, if that is what the draw prefers."""
    match draw.prefers:
        case Preference.NOT_LAST_TIME:
            is_unwanted = key in history.last_time
        case Preference.WRONG_OR_UNSEEN:
            is_unwanted = key in history.seen and key not in history.wrong
        case _:
            is_unwanted = False
    return COST[draw.prefers] if is_unwanted else 0

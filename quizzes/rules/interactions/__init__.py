"""Every way of answering a question: what counts as an answer, and what it earns."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .choosing import Choice, ChoiceInteraction, MultipleChoice, Scoring, SingleChoice, TrueFalse
from .conversing import Conversation, Reply, Turn
from .interaction import NOTHING, WHOLE, Answered, Interaction, NotAnAnswer, Response, place_of
from .matching import Gaps, Matching, Option, Place
from .ordering import Ordering, OrderScoring, Step, moved
from .rating import Confidence
from .typing_in import Numeric, ShortAnswer
from .writing import MarkedBy, Point, Writing

INTERACTIONS: Mapping[str, type[Interaction]] = {
    each.kind: each
    for each in (
        SingleChoice,
        TrueFalse,
        MultipleChoice,
        Matching,
        Gaps,
        Ordering,
        Numeric,
        ShortAnswer,
        Writing,
        Conversation,
        Confidence,
    )
}


def interaction_from_json(fields: Mapping[str, Any]) -> Interaction:
    """The interaction that `interaction_as_json` wrote down."""
    rest = {name: value for name, value in fields.items() if name != "kind"}
    return INTERACTIONS[fields["kind"]].from_json(rest)


def interaction_as_json(interaction: Interaction) -> dict[str, Any]:
    """Its fields and its kind, as plain values."""
    return {"kind": interaction.kind, **asdict(interaction)}  # type: ignore[call-overload]


__all__ = [
    "INTERACTIONS",
    "NOTHING",
    "WHOLE",
    "Answered",
    "Choice",
    "ChoiceInteraction",
    "Confidence",
    "Conversation",
    "Gaps",
    "Interaction",
    "MarkedBy",
    "Matching",
    "MultipleChoice",
    "NotAnAnswer",
    "Numeric",
    "Option",
    "OrderScoring",
    "Ordering",
    "Place",
    "Point",
    "Reply",
    "Response",
    "Scoring",
    "ShortAnswer",
    "SingleChoice",
    "Step",
    "TrueFalse",
    "Turn",
    "Writing",
    "interaction_as_json",
    "interaction_from_json",
    "moved",
    "place_of",
]

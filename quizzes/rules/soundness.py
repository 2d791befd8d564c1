"""What makes a question, or a quiz, fit to be put to somebody."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from .interactions import (
    Choice,
    Confidence,
    Conversation,
    Gaps,
    Interaction,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Place,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
    Turn,
    Writing,
)

FEWEST_CHOICES = 2
FEWEST_STEPS = 3


class Fault(StrEnum):
    """Something that must be put right before publishing."""

    TOO_FEW_CHOICES = "too few choices"
    CHOICE_WITHOUT_TEXT = "choice without text"
    SINGLE_WITHOUT_RIGHT = "single without right"
    SINGLE_WITH_SEVERAL_RIGHT = "single with several right"
    MULTIPLE_WITHOUT_RIGHT = "multiple without right"
    MULTIPLE_WITHOUT_WRONG = "multiple without wrong"
    SAME_TEXT_TWICE = "same text twice"
    TOO_FEW_PAIRS = "too few pairs"
    HALF_A_PAIR = "half a pair"
    ALL_PAIRS_ALIKE = "all pairs alike"
    GAPS_AND_TEXT_DIFFER = "gaps and text differ"
    GAP_WITHOUT_WRONG = "gap without a wrong option"
    TOO_FEW_STEPS = "too few steps"
    STEP_WITHOUT_TEXT = "step without text"
    NUMBER_MISSING = "number missing"
    NEGATIVE_TOLERANCE = "negative tolerance"
    NOTHING_ACCEPTED = "nothing accepted"
    NO_POINTS = "no points"
    POINT_WITHOUT_TEXT = "point without text"
    POINT_WITHOUT_WEIGHT = "point without weight"
    MODEL_ANSWER_MISSING = "model answer missing"
    NO_CONVERSATION = "no conversation"
    TURN_WITHOUT_LABEL = "step without a name"
    NO_BEST_WAY = "no best way"
    # Each of one step of a conversation, which is named with it.
    LABEL_TWICE = "name twice"
    CUSTOMER_IS_SILENT = "customer is silent"
    TOO_FEW_REPLIES = "too few replies"
    REPLY_WITHOUT_TEXT = "reply without text"
    SAME_REPLY_TWICE = "same reply twice"
    NOTHING_TO_DECIDE = "nothing to decide"
    LEADS_NOWHERE = "leads nowhere"
    GOES_ROUND = "goes round"
    NEVER_REACHED = "never reached"


@dataclass(frozen=True, slots=True)
class FaultAt:
    """A fault of one step of a conversation, with the step's name and what is at fault in it."""

    fault: Fault
    step: str
    named: str = ""


def faults_of(interaction: Interaction) -> list[Fault | FaultAt]:
    """What is wrong with how a question is answered, each fault once."""
    return list(dict.fromkeys(CHECKS[interaction.kind](interaction)))


def repeated_text(texts: Sequence[str]) -> str | None:
    """The first text that a reader would see twice. Case and spaces make no difference to them."""
    counts = Counter(" ".join(text.split()).casefold() for text in texts)
    for text in texts:
        if text.strip() and counts[" ".join(text.split()).casefold()] > 1:
            return text
    return None


def _of_choices(choices: Sequence[Choice]) -> Iterator[Fault]:
    if len(choices) < FEWEST_CHOICES:
        yield Fault.TOO_FEW_CHOICES
    if not all(choice.text.strip() for choice in choices):
        yield Fault.CHOICE_WITHOUT_TEXT
    if repeated_text([choice.text for choice in choices]):
        yield Fault.SAME_TEXT_TWICE


def _of_single(single: SingleChoice) -> Iterator[Fault]:
    yield from _of_choices(single.choices)
    if not single.right_ids:
        yield Fault.SINGLE_WITHOUT_RIGHT
    elif len(single.right_ids) > 1:
        yield Fault.SINGLE_WITH_SEVERAL_RIGHT


def _of_multiple(multiple: MultipleChoice) -> Iterator[Fault]:
    yield from _of_choices(multiple.choices)
    if not multiple.right_ids:
        yield Fault.MULTIPLE_WITHOUT_RIGHT
    elif len(multiple.right_ids) == len(multiple.choices):
        yield Fault.MULTIPLE_WITHOUT_WRONG


def _of_places(places: Sequence[Place]) -> Iterator[Fault]:
    for place in places:
        texts = [option.text for option in place.options]
        if not place.text.strip() or not all(text.strip() for text in texts):
            yield Fault.HALF_A_PAIR
        if repeated_text(texts):
            yield Fault.SAME_TEXT_TWICE


def _of_matching(matching: Matching) -> Iterator[Fault]:
    yield from _of_places(matching.places)
    if len(matching.places) < FEWEST_CHOICES:
        yield Fault.TOO_FEW_PAIRS
    elif len(matching.places[0].options) < FEWEST_CHOICES:
        yield Fault.ALL_PAIRS_ALIKE
    if repeated_text([place.text for place in matching.places]):
        yield Fault.SAME_TEXT_TWICE


def _of_gaps(gaps: Gaps) -> Iterator[Fault]:
    yield from _of_places(gaps.places)
    if gaps.marks != list(range(1, len(gaps.places) + 1)) or not gaps.places:
        yield Fault.GAPS_AND_TEXT_DIFFER
    if any(len(place.options) < FEWEST_CHOICES for place in gaps.places):
        yield Fault.GAP_WITHOUT_WRONG


def _of_ordering(ordering: Ordering) -> Iterator[Fault]:
    texts = [step.text for step in ordering.steps]
    if len(texts) < FEWEST_STEPS:
        yield Fault.TOO_FEW_STEPS
    if not all(text.strip() for text in texts):
        yield Fault.STEP_WITHOUT_TEXT
    if repeated_text(texts):
        yield Fault.SAME_TEXT_TWICE


def _of_number(numeric: Numeric) -> Iterator[Fault]:
    try:
        Decimal(numeric.value)
        if Decimal(numeric.tolerance) < 0:
            yield Fault.NEGATIVE_TOLERANCE
    except InvalidOperation:
        yield Fault.NUMBER_MISSING


def _of_short(short: ShortAnswer) -> Iterator[Fault]:
    if not short.accepted or not all(text.strip() for text in short.accepted):
        yield Fault.NOTHING_ACCEPTED


def _of_writing(writing: Writing) -> Iterator[Fault]:
    texts = [point.text for point in writing.points]
    if not texts:
        yield Fault.NO_POINTS
    if not all(text.strip() for text in texts):
        yield Fault.POINT_WITHOUT_TEXT
    if any(point.weight < 1 for point in writing.points):
        yield Fault.POINT_WITHOUT_WEIGHT
    if repeated_text(texts):
        yield Fault.SAME_TEXT_TWICE
    if writing.is_marked_by_its_writer and not writing.model_answer.strip():
        yield Fault.MODEL_ANSWER_MISSING


def _of_conversation(conversation: Conversation) -> Iterator[Fault | FaultAt]:
    """It begins with its first step, every step is reached, and every way through ends."""
    turns = conversation.turns
    if not turns:
        yield Fault.NO_CONVERSATION
        return
    if not all(turn.label.strip() for turn in turns):
        yield Fault.TURN_WITHOUT_LABEL
    if twice := repeated_text([turn.label for turn in turns]):
        yield FaultAt(Fault.LABEL_TWICE, twice)
    reached = {turns[0].id, *conversation.from_here_on(turns[0])}
    for turn in turns:
        yield from _of_turn(turn, known={each.id for each in turns})
        if turn.id in conversation.from_here_on(turn):
            yield FaultAt(Fault.GOES_ROUND, turn.label)
        if turn.id not in reached:
            yield FaultAt(Fault.NEVER_REACHED, turn.label)
    if not conversation.best_path:
        yield Fault.NO_BEST_WAY


def _of_turn(turn: Turn, *, known: set[str]) -> Iterator[FaultAt]:
    texts = [reply.text for reply in turn.replies]
    if not turn.says.strip():
        yield FaultAt(Fault.CUSTOMER_IS_SILENT, turn.label)
    if len(texts) < FEWEST_CHOICES:
        yield FaultAt(Fault.TOO_FEW_REPLIES, turn.label)
    if not all(text.strip() for text in texts):
        yield FaultAt(Fault.REPLY_WITHOUT_TEXT, turn.label)
    if twice := repeated_text(texts):
        yield FaultAt(Fault.SAME_REPLY_TWICE, turn.label, twice)
    if not any(reply.costs for reply in turn.replies):
        yield FaultAt(Fault.NOTHING_TO_DECIDE, turn.label)
    for reply in turn.replies:
        if reply.leads_to and reply.leads_to not in known:
            yield FaultAt(Fault.LEADS_NOWHERE, turn.label, reply.leads_to)


def _of_confidence(confidence: Confidence) -> Iterator[Fault]:
    """The levels are ours, and the trainer writes nothing but the question."""
    return iter(())


CHECKS: Mapping[str, Callable[[Any], Iterator[Fault | FaultAt]]] = {
    SingleChoice.kind: _of_single,
    TrueFalse.kind: _of_single,
    MultipleChoice.kind: _of_multiple,
    Matching.kind: _of_matching,
    Gaps.kind: _of_gaps,
    Ordering.kind: _of_ordering,
    Numeric.kind: _of_number,
    ShortAnswer.kind: _of_short,
    Writing.kind: _of_writing,
    Conversation.kind: _of_conversation,
    Confidence.kind: _of_confidence,
}

"""What makes a question, or a quiz, fit to be put to somebody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST_CHOICES = 2


class Fault(StrEnum):
    """Something that must be put right before publishing."""

    TOO_FEW_CHOICES = "too few choices"
    CHOICE_WITHOUT_TEXT = "choice without text"
    SINGLE_WITHOUT_RIGHT = "single without right"
    SINGLE_WITH_SEVERAL_RIGHT = "single with several right"
    MULTIPLE_WITHOUT_RIGHT = "multiple without right"
    MULTIPLE_WITHOUT_WRONG = "multiple without wrong"
    SAME_TEXT_TWICE = "same text twice"


@dataclass(frozen=True, slots=True)
class DraftChoice:
    """A choice as a trainer has it so far."""

    text: str
    is_right: bool


def faults_of(kind: str, choices: Sequence[DraftChoice]) -> list[Fault]:
    """What is wrong with a question's choices, each fault once."""
    right = sum(choice.is_right for choice in choices)
    faults = []
    if len(choices) < FEWEST_CHOICES:
        faults.append(Fault.TOO_FEW_CHOICES)
    if not all(choice.text.strip() for choice in choices):
        faults.append(Fault.CHOICE_WITHOUT_TEXT)
    if kind == "single":
        if right == 0:
            faults.append(Fault.SINGLE_WITHOUT_RIGHT)
        elif right > 1:
            faults.append(Fault.SINGLE_WITH_SEVERAL_RIGHT)
    else:
        if right == 0:
            faults.append(Fault.MULTIPLE_WITHOUT_RIGHT)
        elif right == len(choices):
            faults.append(Fault.MULTIPLE_WITHOUT_WRONG)
    if repeated_text([choice.text for choice in choices]):
        faults.append(Fault.SAME_TEXT_TWICE)
    return faults


def repeated_text(texts: Sequence[str]) -> str | None:
    """The first text that a reader would see twice. Case and spaces make no difference to them."""
    counts = Counter(" ".join(text.split()).casefold() for text in texts)
    for text in texts:
        if text.strip() and counts[" ".join(text.split()).casefold()] > 1:
            return text
    return None

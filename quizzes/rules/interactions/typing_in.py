"""Typing an answer: a number, or a few words."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Self

from .interaction import NOTHING, WHOLE, Answered, Interaction, NotAnAnswer, Response, text_of

LONGEST_NUMBER = 30
LONGEST_ANSWER = 200
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?P<mark>[, \u00a0\u202f])\d{3}((?P=mark)\d{3})*(\.\d*)?")
APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u00b4`", "'"))


def number_of(text: str) -> Decimal:
    """A number as people here type it: 1,250.50 or £1250.5 or 15%. Raises `NotAnAnswer`."""
    plain = text.strip().removeprefix("£").removesuffix("%").strip().replace("\u2212", "-")
    if grouped := GROUPED.fullmatch(plain):
        plain = plain.replace(grouped["mark"], "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or "e" in plain.lower() or "_" in plain:
        raise NotAnAnswer(f"{text} is not a number.")
    return number


@dataclass(frozen=True, slots=True)
class Numeric(Interaction):
    """A number, right within a tolerance either way. Both are decimals written as text.

    QTI's `equal` with an absolute tolerance, both bounds included; the "accepted error" of Moodle's
    numerical question.
    """

    kind = "numeric"

    value: str
    tolerance: str
    unit: str = ""
    feedback: str = ""

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(**fields)

    @property
    def key(self) -> tuple[str, ...]:
        return (self._in_words(self.value),)

    def read(self, sent: object) -> Response:
        text = text_of(sent, LONGEST_NUMBER)
        return text_of(format(number_of(text), "f"), LONGEST_NUMBER) if text else ""

    def score(self, response: Response) -> Fraction:
        if not response:
            return NOTHING
        off_by = abs(Fraction(str(response)) - Fraction(self.value))
        return WHOLE if off_by <= Fraction(self.tolerance) else NOTHING

    def answered(self, response: Response) -> tuple[Answered, ...]:
        if not response:
            return ()
        is_right = self.score(response) == WHOLE
        feedback = "" if is_right else self.feedback
        return (Answered(self._in_words(str(response)), is_right, feedback),)

    def _in_words(self, number: str) -> str:
        return f"{number} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class ShortAnswer(Interaction):
    """A few words, right if they are one of those accepted: a QTI `map_response` of whole marks.

    How much space, and how an apostrophe is typed, never matter. Case matters only if it is said
    to. With `is_spelling_strict` off, one slip is forgiven in a word or phrase of at least five
    letters: a letter too many, too few, wrong, or two neighbours swapped (Damerau's four slips,
    which he found to make up most misspellings; Communications of the ACM 7(3), 1964). Two bounds
    are ours. In fewer letters one slip often makes another word. And another number is no slip: "20
    working days" is not "10 working days", nor "25 metres" "2.5 metres".
    """

    kind = "short"

    accepted: tuple[str, ...]
    is_case_strict: bool = False
    is_spelling_strict: bool = True
    feedback: str = ""

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(**{**fields, "accepted": tuple(fields["accepted"])})

    @property
    def key(self) -> tuple[str, ...]:
        return self.accepted

    def read(self, sent: object) -> Response:
        return " ".join(text_of(sent, LONGEST_ANSWER).split())

    def score(self, response: Response) -> Fraction:
        given = self._compared(str(response))
        if not response or not given:
            return NOTHING
        for accepted in map(self._compared, self.accepted):
            if given == accepted or (not self.is_spelling_strict and is_forgiven(given, accepted)):
                return WHOLE
        return NOTHING

    def answered(self, response: Response) -> tuple[Answered, ...]:
        if not response:
            return ()
        is_right = self.score(response) == WHOLE
        return (Answered(str(response), is_right, "" if is_right else self.feedback),)

    def _compared(self, text: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", text).translate(APOSTROPHES).split())
        return text if self.is_case_strict else text.casefold()


SHORTEST_FORGIVEN = 5
# What stands between them is compared as letters are: 9.30 may be typed for 9:30, not 930.
DIGITS = re.compile(r"(?:(?<!\w)[-\u2212])?\d+")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def is_forgiven(given: str, accepted: str) -> bool:
    """Whether it is the accepted answer but for one slip, which is not in a number."""
    return (
        sum(map(str.isalpha, accepted)) >= SHORTEST_FORGIVEN
        and _numbers_in(given) == _numbers_in(accepted)
        and differ_by_one_slip(given, accepted)
    )


def _numbers_in(text: str) -> list[str]:
    return DIGITS.findall(THOUSANDS.sub("", text))


def differ_by_one_slip(one: str, other: str) -> bool:
    """Whether one slip of the fingers, or none, makes one text of the other."""
    short, long = sorted((one, other), key=len)
    start = next(
        (place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    if len(long) - len(short) == 1:
        return short[start:] == long[start + 1 :]
    if len(long) != len(short):
        return False
    swapped = long[start : start + 2][::-1]
    return short[start + 1 :] == long[start + 1 :] or (
        short[start : start + 2] == swapped and short[start + 2 :] == long[start + 2 :]
    )

"""What can be wrong with a row. The sentences that people read are made where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """Why a row cannot be used."""

    BLANK = "blank"
    DUPLICATE_NUMBER = "duplicate number"
    SHORT_ROW = "short row"
    LONG_ROW = "long row"
    TOO_LONG = "too long"
    FORMULA = "formula"
    BAD_EMAIL = "bad e-mail"
    EMAIL_TAKEN = "e-mail taken"
    UNKNOWN_MANAGER = "unknown manager"
    OWN_MANAGER = "own manager"
    UNKNOWN_CONTACT = "unknown contact"
    UNKNOWN_EMPLOYMENT = "unknown employment"
    BAD_HOURS = "bad hours"
    IMPOSSIBLE_DATE = "impossible date"
    YEAR_IN_SHORT = "year in short"
    LEAVES_BEFORE_START = "leaves before start"
    START_OVERLAPS = "start overlaps"
    UNKNOWN_GROUP = "unknown group"
    RETIRED_GROUP = "retired group"
    SAME_PERSON = "same person"
    OTHER_ROW = "other row"
    NUMBER_TAKEN = "number taken"
    SOMEBODY_ELSE = "somebody else"
    PREVIOUS_IN_FILE = "previous in file"
    PREVIOUS_TWICE = "previous twice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one row: where, what stands there, and why it will not do.

    The column is the file's own name for it; it is empty where the whole row is at fault.
    """

    row: int
    column: str
    value: str
    fault: Fault
    detail: Mapping[str, str | int] = field(default_factory=dict)

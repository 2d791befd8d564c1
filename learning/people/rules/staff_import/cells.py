"""What one cell of a staff list means. Each reader returns a value or raises `Unusable`."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from learning.tabular.rules.days import NoSuchDay, YearInShort, read_day

from .fields import Field
from .problems import Fault

CUSTOMER_CONTACTS = ("front line", "back office", "leader")
EMPLOYMENT_TYPES = ("employee", "agency", "volunteer", "contractor", "member")
LIMITS = {
    Field.PAYROLL_NUMBER: 32,
    Field.FIRST_NAME: 100,
    Field.LAST_NAME: 100,
    Field.PREFERRED_NAME: 100,
    Field.EMAIL: 254,
    Field.JOB_TITLE: 200,
    Field.DEPARTMENT: 200,
    Field.SITE: 200,
    Field.LINE_MANAGER: 32,
    Field.PREVIOUS_NUMBER: 32,
}
GROUP_LIMIT = 100
A_YEAR = timedelta(days=365)
MOST_HOURS = 168

# An apostrophe in front is how our own files, and spreadsheets, take the sting out of a formula.
FORMULA = re.compile(r"'?[=+\-@\t\r]")
EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@\w([\w-]*\w)?(\.\w([\w-]*\w)?)+")
NO_END = re.compile(
    r"(2999|4712|9999)-12-31\b|31([/.-])(12|dec|december)\2(2999|4712|9999)\b",
    re.ASCII | re.IGNORECASE,
)

Value = str | date | Decimal | tuple[str, ...] | None


class Unusable(ValueError):
    """The cell cannot be used, and why."""

    def __init__(self, fault: Fault, **detail: str | int) -> None:
        super().__init__(fault)
        self.fault = fault
        self.detail = detail


def read_cell(field: Field, cell: str, *, written_on: date) -> Value:
    """What the cell says, as text, a day, a number or the names of groups.

    A year in two digits is understood as it was on the day when the file was written.
    """
    cell = " ".join(cell.split())
    match field:
        case Field.START_DATE:
            return read_start(cell, written_on=written_on)
        case Field.LEAVING_DATE:
            return read_leaving(cell, written_on=written_on)
        case Field.HOURS_PER_WEEK:
            return read_hours(cell)
        case Field.CUSTOMER_CONTACT:
            return read_word(cell, CUSTOMER_CONTACTS, Fault.UNKNOWN_CONTACT)
        case Field.EMPLOYMENT_TYPE:
            return read_word(cell, EMPLOYMENT_TYPES, Fault.UNKNOWN_EMPLOYMENT)
        case Field.STAFF_GROUPS:
            return read_groups(cell)
        case Field.EMAIL:
            return read_email(cell)
        case _:
            return read_text(cell, LIMITS[field])


def read_text(cell: str, limit: int) -> str:
    if FORMULA.match(cell):
        raise Unusable(Fault.FORMULA)
    if len(cell) > limit:
        raise Unusable(Fault.TOO_LONG, limit=limit, length=len(cell))
    return cell


def read_email(cell: str) -> str:
    cell = read_text(cell, LIMITS[Field.EMAIL])
    if cell and not EMAIL.fullmatch(cell):
        raise Unusable(Fault.BAD_EMAIL)
    return cell


def read_word(cell: str, words: tuple[str, ...], fault: Fault) -> str:
    plain = " ".join(re.split(r"[\s_-]+", cell.casefold())).strip()
    if plain and plain not in words:
        raise Unusable(fault, words=", ".join(words))
    return plain


def read_groups(cell: str) -> tuple[str, ...]:
    """Names with semicolons between them, each once whatever its capitals."""
    names: dict[str, str] = {}
    for part in cell.split(";"):
        name = read_text(part.strip(), GROUP_LIMIT)
        if name:
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def read_hours(cell: str) -> Decimal | None:
    if not cell:
        return None
    try:
        hours = Decimal(cell)
    except InvalidOperation:
        raise Unusable(Fault.BAD_HOURS) from None
    # Not a number is neither more nor less than anything, so say what is wanted instead.
    if not (hours.is_finite() and 0 <= hours <= MOST_HOURS):
        raise Unusable(Fault.BAD_HOURS)
    if hours != hours.quantize(Decimal("0.01")):
        raise Unusable(Fault.BAD_HOURS)
    return hours.quantize(Decimal("0.01"))


def read_start(cell: str, *, written_on: date) -> date | None:
    """Nobody is at work for seventy years, and nobody is taken on ten years ahead."""
    return _read_day(cell, written_on - 70 * A_YEAR, written_on + 10 * A_YEAR)


def read_leaving(cell: str, *, written_on: date) -> date | None:
    """A day, or none: payroll systems write the last day of a calendar of theirs for "no end".

    It may lie decades ahead, where it says when somebody will retire.
    """
    if NO_END.match(cell):
        return None
    return _read_day(cell, written_on - 70 * A_YEAR, written_on + 60 * A_YEAR)


def _read_day(cell: str, since: date, until: date) -> date | None:
    if not cell:
        return None
    try:
        return read_day(cell, since=since, until=until)
    except YearInShort:
        raise Unusable(Fault.YEAR_IN_SHORT) from None
    except NoSuchDay:
        raise Unusable(Fault.IMPOSSIBLE_DATE) from None

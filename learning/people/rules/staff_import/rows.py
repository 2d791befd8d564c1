"""The rows of a staff list as read: what each says, and what is wrong with it on its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from learning.tabular.rules.headings import Columns, shown

from .cells import Unusable, Value, read_cell
from .fields import REQUIRED, Field
from .problems import Fault, Problem


@dataclass(slots=True)
class StaffRow:
    """One row of the file. Fields that the file has no column for are not in `values`."""

    number: int
    key: str  # The payroll number in one case, for comparing.
    cells: tuple[str, ...]
    values: dict[Field, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.problems

    def text(self, name: Field) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def day(self, name: Field) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def groups(self) -> tuple[str, ...]:
        value = self.values.get(Field.STAFF_GROUPS)
        return value if isinstance(value, tuple) else ()

    @property
    def name(self) -> str:
        """First and last name in one case, for comparing."""
        return name_key(self.text(Field.FIRST_NAME), self.text(Field.LAST_NAME))


def key_of(payroll_number: str) -> str:
    """How payroll numbers are compared: capitals do not matter, spaces around do not count."""
    return " ".join(payroll_number.split()).casefold()


def name_key(first_name: str, last_name: str) -> str:
    """How names are compared."""
    return f"{first_name}\n{last_name}".strip().casefold()


def read_row(
    columns: Columns[Field], number: int, cells: tuple[str, ...], *, written_on: date
) -> StaffRow:
    """A row with all that is wrong with it on its own, as it was meant on the day."""
    place = columns.places[Field.PAYROLL_NUMBER]
    row = StaffRow(
        number=number, key=key_of(cells[place]) if place < len(cells) else "", cells=cells
    )
    width = len(columns.header)
    if len(cells) < width:
        row.problems.append(_misshapen(row, Fault.SHORT_ROW, len(cells), width))
        return row
    if any(cell.strip() for cell in cells[width:]):
        row.problems.append(_misshapen(row, Fault.LONG_ROW, len(cells), width))
        return row
    for name, place in columns.places.items():
        _read_into(row, columns, name, cells[place], written_on)
    start, leaving = row.day(Field.START_DATE), row.day(Field.LEAVING_DATE)
    if start and leaving and leaving < start:
        row.problems.append(
            problem_in(columns, number, cells, Field.LEAVING_DATE, Fault.LEAVES_BEFORE_START)
        )
    return row


def _read_into(
    row: StaffRow, columns: Columns[Field], name: Field, cell: str, written_on: date
) -> None:
    fault, detail = None, {}
    try:
        row.values[name] = read_cell(name, cell, written_on=written_on)
        if name in REQUIRED and not row.values[name]:
            fault = Fault.BLANK
    except Unusable as unusable:
        fault, detail = unusable.fault, unusable.detail
    if fault:
        row.problems.append(problem_in(columns, row.number, row.cells, name, fault, **detail))


def problem_in(
    columns: Columns[Field],
    number: int,
    cells: Sequence[str],
    name: Field,
    fault: Fault,
    **detail: str | int,
) -> Problem:
    """What is wrong with one cell of a row."""
    return Problem(
        row=number,
        column=columns.name_of(name),
        value=shown(cells[columns.places[name]]),
        fault=fault,
        detail=detail,
    )


def _misshapen(row: StaffRow, fault: Fault, has: int, wants: int) -> Problem:
    return Problem(
        row=row.number,
        column="",
        value=shown(", ".join(cell for cell in row.cells if cell)),
        fault=fault,
        detail={"has": has, "wants": wants},
    )

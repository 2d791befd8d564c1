"""What one row of a table of historic completions says, or what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from learning.people.rules.staff_import import STAFF_LIST, Field, key_of
from learning.tabular.rules.days import NoSuchDay, YearInShort, read_day
from learning.tabular.rules.headings import Layout

NUMBER = re.compile(r"\d{1,5}(\.\d{1,4})?", re.ASCII)
EARLIEST = date(1950, 1, 1)
LONGEST_NOTE = 300


class Column(StrEnum):
    """What a column of the table says. The first three must be there."""

    PAYROLL_NUMBER = "payroll number"
    ACTIVITY = "activity"
    COMPLETED_ON = "completed on"
    MARKS_AWARDED = "marks awarded"
    MARKS_AVAILABLE = "marks available"
    NOTE = "note"


NEEDED = (Column.PAYROLL_NUMBER, Column.ACTIVITY, Column.COMPLETED_ON)
HISTORY = Layout(
    names={
        Column.PAYROLL_NUMBER: STAFF_LIST.names[Field.PAYROLL_NUMBER],
        Column.ACTIVITY: (
            "activity", "activity title", "activity name", "activity key", "course", "course name",
            "course title", "module", "module name", "module title", "training", "training title",
            "learning", "title",
        ),
        Column.COMPLETED_ON: (
            "completed on", "date completed", "completion date", "completed date", "completed",
            "date of completion", "date", "date passed", "passed on", "date attended",
            "attended on",
        ),
        Column.MARKS_AWARDED: ("marks awarded", "marks achieved", "marks scored"),
        Column.MARKS_AVAILABLE: ("marks available", "maximum marks", "max marks", "marks out of"),
        Column.NOTE: ("note", "notes", "comment", "comments", "remark", "remarks"),
    },
    required=NEEDED,
)  # fmt: skip


class Fault(StrEnum):
    """Why a cell cannot be used."""

    MISSING = "missing"
    NOBODY = "nobody"
    NO_ACTIVITY = "no activity"
    TWO_ACTIVITIES = "two activities"
    NO_DAY = "no day"
    YEAR_IN_SHORT = "year in short"
    TO_COME = "to come"
    NO_NUMBER = "no number"
    HALF_THE_MARKS = "half the marks"
    TOO_MANY_MARKS = "too many marks"
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be used, by its column, and why."""

    column: Column
    fault: Fault


@dataclass(frozen=True, slots=True)
class HistoricRow:
    """A sound row: who completed what, when. People and activities are numbers."""

    person: int
    activity: int
    completed_on: date
    marks_awarded: Decimal | None = None
    marks_available: Decimal | None = None
    note: str = ""


def read_row(
    cells: Mapping[Column, str],
    *,
    people: Mapping[str, int],
    activities: Mapping[str, Sequence[int]],
    today: date,
) -> HistoricRow | list[Problem]:
    """What the row says, or everything that is wrong with it.

    `people` are by payroll number in one case, `activities` by key and by title in one case.
    """
    problems = [
        Problem(column, Fault.MISSING) for column in NEEDED if not cells.get(column, "").strip()
    ]

    def said(column: Column) -> str:
        return " ".join(cells.get(column, "").split())

    def wrong(column: Column, fault: Fault) -> None:
        if not any(problem.column is column for problem in problems):
            problems.append(Problem(column, fault))

    person = people.get(key_of(said(Column.PAYROLL_NUMBER)))
    if person is None:
        wrong(Column.PAYROLL_NUMBER, Fault.NOBODY)
    found = activities.get(said(Column.ACTIVITY).casefold(), ())
    if len(found) != 1:
        wrong(Column.ACTIVITY, Fault.TWO_ACTIVITIES if found else Fault.NO_ACTIVITY)
    day = None
    try:
        day = read_day(said(Column.COMPLETED_ON), since=EARLIEST, until=today)
    except YearInShort:
        wrong(Column.COMPLETED_ON, Fault.YEAR_IN_SHORT)
    except NoSuchDay:
        wrong(Column.COMPLETED_ON, Fault.NO_DAY)
    else:
        if not EARLIEST <= day <= today:
            wrong(Column.COMPLETED_ON, Fault.TO_COME if day > today else Fault.NO_DAY)
    marks = {}
    for column in (Column.MARKS_AWARDED, Column.MARKS_AVAILABLE):
        marks[column] = read_number(said(column))
        if said(column) and marks[column] is None:
            wrong(column, Fault.NO_NUMBER)
    awarded, available = marks[Column.MARKS_AWARDED], marks[Column.MARKS_AVAILABLE]
    if bool(said(Column.MARKS_AWARDED)) != bool(said(Column.MARKS_AVAILABLE)):
        wrong(Column.MARKS_AWARDED, Fault.HALF_THE_MARKS)
    elif awarded is not None and available is not None and awarded > available:
        wrong(Column.MARKS_AWARDED, Fault.TOO_MANY_MARKS)
    if len(said(Column.NOTE)) > LONGEST_NOTE:
        wrong(Column.NOTE, Fault.TOO_LONG)
    if problems or person is None or day is None:
        return problems
    return HistoricRow(person, found[0], day, awarded, available, said(Column.NOTE))


def read_number(cell: str) -> Decimal | None:
    """Marks, without a sign, to four places at most."""
    return Decimal(cell) if NUMBER.fullmatch(cell) else None

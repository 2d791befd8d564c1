"""What a staff list would do, or did, as the screens and the command show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from learning.people.models import StaffChange, StaffImport, StagedProblem, StagedRow
from learning.people.rules.staff_import import Fault, Kind, Problem
from learning.tabular.columns import Column
from learning.tabular.columns import Kind as ColumnKind
from learning.tabular.to_correct import Explained, columns_to_correct, row_to_correct

from .import_words import KINDS, explain

# A list longer than this is read in a file rather than on the screen.
SHOWN = 200
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Section:
    """The people of one kind, as many as fit on a screen."""

    kind: str
    label: str
    count: int
    changes: list[StaffChange]

    @property
    def left_out(self) -> int:
        return self.count - len(self.changes)

    @property
    def is_open(self) -> bool:
        return 0 < len(self.changes) <= 20


def sections_of(staff_import: StaffImport) -> list[Section]:
    """A list for each kind of thing that happens to people, what happens first and nothing last.

    A query for each kind, whatever the number of people.
    """
    return [
        Section(
            kind=kind.value,
            label=str(label),
            count=staff_import.counts.get(kind.value, 0),
            changes=list(staff_import.changes.filter(kind=kind)[:SHOWN]),
        )
        for kind, label in KINDS.items()
    ]


def problems_of(staff_import: StaffImport, *, at_most: int | None = None) -> list[Explained]:
    """What is wrong with each row, in words."""
    return [explain(_problem(staged)) for staged in _staged_problems(staff_import)[:at_most]]


def _staged_problems(staff_import: StaffImport) -> QuerySet[StagedProblem]:
    return StagedProblem.objects.filter(staff_import=staff_import)


def _problem(staged: StagedProblem) -> Problem:
    return Problem(
        row=staged.row_number,
        column=staged.column,
        value=staged.value,
        fault=Fault(staged.fault),
        detail=staged.detail,
    )


def has_rows_to_correct(staff_import: StaffImport) -> bool:
    """Whether there are any, and they are still kept."""
    return _staged_problems(staff_import).exists()


def rows_to_correct(staff_import: StaffImport) -> tuple[list[Column], Iterator[tuple[str, ...]]]:
    """The broken rows under the file's own column names, and what is wrong in one column more."""
    header = staff_import.detected["header"]
    return columns_to_correct(header), _rows_to_correct(staff_import, header)


def _rows_to_correct(staff_import: StaffImport, header: list[str]) -> Iterator[tuple[str, ...]]:
    broken, last = StagedRow.objects.filter(staff_import=staff_import, is_sound=False), 0
    while rows := list(
        broken.filter(number__gt=last)
        .order_by("number")
        .values_list("number", "cells")[:ROWS_AT_ONCE]
    ):
        problems = _staged_problems(staff_import).filter(
            row_number__gt=last, row_number__lte=rows[-1][0]
        )
        explained = (explain(_problem(staged)) for staged in problems)
        wrong = {
            number: list(theirs) for number, theirs in groupby(explained, key=lambda one: one.row)
        }
        for number, cells in rows:
            yield row_to_correct(header, cells, wrong.get(number, ()))
        last = rows[-1][0]


def changes_as_table(
    staff_import: StaffImport,
) -> tuple[list[Column], Iterator[tuple[object, ...]]]:
    """Everybody whom the file changes, one row each, for a file to read at leisure."""
    columns = [
        Column("What happens"),
        Column("Payroll number"),
        Column("Name"),
        Column("From", ColumnKind.DATE),
        Column("What changes"),
        Column("Row of the file", ColumnKind.INTEGER),
    ]
    rows = (
        (
            str(KINDS[Kind(change.kind)]),
            change.payroll_number,
            change.name,
            change.on,
            "; ".join([*change.words, *filter(None, [change.hint])]),
            change.row_number,
        )
        for change in staff_import.changes.all().iterator(ROWS_AT_ONCE)
    )
    return columns, rows

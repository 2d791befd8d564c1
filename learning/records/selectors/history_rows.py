"""Imports of historic completions that wait, and what is wrong with rows, as a file to correct."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.records.choices import RowOutcome
from learning.records.models import HistoryImport, HistoryRow
from learning.records.rules.history import Column, Fault
from learning.tabular import columns
from learning.tabular.rules.headings import shown
from learning.tabular.to_correct import Explained, columns_to_correct, row_to_correct

WORDS: dict[str, Any] = {
    Column.PAYROLL_NUMBER: gettext_lazy("payroll number"),
    Column.ACTIVITY: gettext_lazy("activity"),
    Column.COMPLETED_ON: gettext_lazy("completed on"),
    Column.MARKS_AWARDED: gettext_lazy("marks awarded"),
    Column.MARKS_AVAILABLE: gettext_lazy("marks available"),
    Column.NOTE: gettext_lazy("note"),
}


def imports_waiting() -> QuerySet[HistoryImport]:
    """Those whose state it is to wait for a second person."""
    checked = HistoryImport.objects.filter(applied_at=None, refused="", checked_at__isnull=False)
    return checked.filter(counts__new__gt=0)


def word_for_column(name: str) -> str:
    return str(WORDS[name])


def columns_taken(history_import: HistoryImport) -> list[tuple[str, str]]:
    """Each column that is used, by the file's name for it, and what it is taken as."""
    taken = history_import.columns
    return [(taken.name_of(column), word_for_column(column)) for column in taken.places]


def wrong_in(history_import: HistoryImport, rows: Iterable[HistoryRow]) -> list[Explained]:
    """What is wrong with each row, in words."""
    return [
        _explained(history_import, row, Column(column), Fault(fault))
        for row in rows
        for column, fault in row.problems
    ]


def _explained(
    history_import: HistoryImport, row: HistoryRow, column: Column, fault: Fault
) -> Explained:
    place = history_import.columns.places.get(column)
    reason, cure = words_for(fault)
    return Explained(
        row=row.number,
        column=word_for_column(column)
        if place is None
        else history_import.detected["header"][place],
        value=shown(row.cells[place]) if place is not None and place < len(row.cells) else "",
        fault=fault.value,
        reason=reason,
        cure=cure,
    )


def words_for(fault: Fault) -> tuple[str, str]:
    """Why a cell cannot be used, and the cure."""
    match fault:
        case Fault.MISSING:
            return _("It is empty."), _("Fill it in.")
        case Fault.NOBODY:
            return (
                _("Nobody on the staff list has this payroll number."),
                _("Correct it, or add the person to the staff list first."),
            )
        case Fault.NO_ACTIVITY:
            return (
                _("There is no activity of this title."),
                _("Write its title as in the list of activities, or its key."),
            )
        case Fault.TWO_ACTIVITIES:
            return _("Two activities have this title."), _(
                "Write the key of the one that is meant."
            )
        case Fault.NO_DAY:
            return _("This is not a date."), _("Write it like 31/12/2026 or 2026-12-31.")
        case Fault.YEAR_IN_SHORT:
            return (
                _("The year has two digits here, and it is not plain which year is meant."),
                _("Write the year in full, like 31/12/2026."),
            )
        case Fault.TO_COME:
            return _("The date is still to come."), _("Write the day on which it was completed.")
        case Fault.NO_NUMBER:
            return _("This is not a number of marks."), _(
                "Write it like 8 or 8.5, or leave it empty."
            )
        case Fault.HALF_THE_MARKS:
            return (
                _("Marks need both columns: awarded and available."),
                _("Fill in the other one too, or empty both."),
            )
        case Fault.TOO_MANY_MARKS:
            return _("More marks were awarded than there are."), _("Correct one of the two.")
        case Fault.TOO_LONG:
            return _("The note is longer than 300 characters."), _("Shorten it.")


def history_to_correct(
    history_import: HistoryImport,
) -> tuple[list[columns.Column], Iterator[tuple[str, ...]]]:
    """The rows to correct under the file's own column names, and what is wrong in one more."""
    header = history_import.detected["header"]
    rows = history_import.rows.filter(outcome=RowOutcome.BAD)
    return columns_to_correct(header), (
        row_to_correct(header, row.cells, wrong_in(history_import, [row]))
        for row in rows.iterator(chunk_size=500)
    )

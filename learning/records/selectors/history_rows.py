"""What is wrong with rows of historic completions, in words, and the rows as a file to correct."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning.records.choices import RowOutcome
from learning.records.models import HistoryImport, HistoryRow
from learning.records.rules.history import Fault
from learning.tabular.columns import Column

WHAT_TO_CORRECT = "what to correct"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be used: where it stands, why, and what to do."""

    row: int
    column: str
    why: str
    cure: str


def wrong_in(rows: Iterable[HistoryRow]) -> list[Wrong]:
    return [
        Wrong(row.number, column, *words_for(Fault(fault)))
        for row in rows
        for column, fault in row.problems
    ]


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
) -> tuple[list[Column], Iterator[tuple[str, ...]]]:
    """The rows to correct under the file's own column names, and what is wrong in one more."""
    # A file that was corrected in part and comes back brings this column of ours with it.
    places = [place for place, name in enumerate(history_import.header) if name != WHAT_TO_CORRECT]
    columns = [Column(history_import.header[place]) for place in places]
    rows = history_import.rows.filter(outcome=RowOutcome.BAD)
    return [*columns, Column(WHAT_TO_CORRECT)], (
        (*_fitted(row.cells, places), " ".join(_told(wrong) for wrong in wrong_in([row])))
        for row in rows.iterator(chunk_size=500)
    )


def _told(wrong: Wrong) -> str:
    return f"{wrong.column}: {wrong.why} {wrong.cure}"


def _fitted(cells: list[str], places: list[int]) -> Iterator[str]:
    return (cells[place] if place < len(cells) else "" for place in places)

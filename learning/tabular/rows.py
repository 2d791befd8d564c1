"""What every reader of tables shares: a row, a header that can be used, and a refusal."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

# Beside ordinary white space, which includes the no-break space: marks that nobody can see.
UNSEEN = "\ufeff\u200b\u2060"
# Somebody is asked what each of them is.
MOST_COLUMNS = 1_000


class UnreadableTable(ValueError):
    """The file is no table that we can read; the message tells its owner what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, by the number a spreadsheet shows beside it. The header is row 1.

    The cells are as many as the file has, which may differ from the header.
    """

    number: int
    cells: tuple[str, ...]


def stripped(cell: str) -> str:
    """The cell without white space around it, even of the kind that nobody sees."""
    cell = cell.strip()
    while cell and (cell[0] in UNSEEN or cell[-1] in UNSEEN):
        cell = cell.strip(UNSEEN).strip()
    return cell


def checked_header(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of the columns: none missing, and no two alike."""
    names = list(cells)
    # Spreadsheets save empty columns to the right of the last one as bare delimiters.
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UnreadableTable(_("The first row is empty. It should hold the column names."))
    if len(names) > MOST_COLUMNS:
        raise UnreadableTable(
            _("The first row names %(count)d columns. Delete whatever is not part of the table.")
            % {"count": len(names)}
        )
    if "" in names:
        raise UnreadableTable(
            _("Column %(column)d has no name in the first row. Give it one, or remove the column.")
            % {"column": names.index("") + 1}
        )
    seen: set[str] = set()
    for name in names:
        folded = " ".join(name.casefold().split())
        if folded in seen:
            raise UnreadableTable(
                _("Two columns are called “%(name)s”. Rename one of them and try again.")
                % {"name": name}
            )
        seen.add(folded)
    return tuple(names)

"""Tables from outside: CSV or XLSX, whatever programme saved it, as header and numbered rows.

The rows are read as they are asked for, so that a table of any length takes the same memory.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from learning.tabular.csv_reading import find_out
from learning.tabular.file_kinds import refuse_other_kinds
from learning.tabular.rows import Row, UnreadableTable, checked_header
from learning.tabular.xlsx_package import ZIP_MARK
from learning.tabular.xlsx_reading import Workbook

__all__ = ["OpenTable", "Row", "Table", "UnreadableTable", "open_table", "read_csv"]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A file whose header has been read: what it was found to be, and its rows that hold anything.

    Each loop over it reads the file anew, and refuses with the row's number what cannot be read:
    so a caller applies nothing before the end. One loop at a time.
    """

    format: str
    header: tuple[str, ...]
    # Of CSV only: how it was written, in words, and what stands between its cells.
    encoding: str = ""
    delimiter: str = ""
    # Of XLSX only: the sheet that is read, and the others that could be.
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    _read: Callable[[], Iterator[Row]] = field(kw_only=True, repr=False)

    def __iter__(self) -> Iterator[Row]:
        return (row for row in self._read() if row.number > 1)

    @property
    def findings(self) -> dict[str, object]:
        """What was found, to keep with the file: for people to see before anything is applied."""
        return {
            "words": self.detected,
            "other_sheets": list(self.other_sheets),
            "header": list(self.header),
        }

    @property
    def detected(self) -> str:
        """What the file was found to be, in a sentence for the person who sent it."""
        if self.sheet:
            return _("XLSX, sheet “%(name)s”") % {"name": self.sheet}
        between = {
            ",": _("commas"),
            ";": _("semicolons"),
            "\t": _("tabs"),
            "|": _("vertical bars"),
        }.get(self.delimiter, f"“{self.delimiter}”")
        return _("CSV, %(encoding)s, columns separated by %(delimiter)s") % {
            "encoding": self.encoding,
            "delimiter": between,
        }


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file read whole: how it was written, its column names, and its rows."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def open_table(file: BinaryIO, *, sheet: str = "") -> OpenTable:
    """The table in a CSV or XLSX file, which stays open for as long as it is read.

    Of a workbook it is the first visible sheet that holds anything, or the one that is named.
    """
    file.seek(0)
    head = file.read(4)
    if head.startswith(ZIP_MARK):
        workbook = Workbook(file)
        chosen = workbook.choose(sheet)
        rows = workbook.rows(chosen)
        return OpenTable(
            format="XLSX",
            header=_header_of(rows),
            sheet=chosen,
            other_sheets=tuple(name for name in workbook.visible if name != chosen),
            _read=lambda: workbook.rows(chosen),
        )
    refuse_other_kinds(file)
    text = find_out(file)
    return OpenTable(
        format="CSV",
        header=_header_of(text.rows()),
        encoding=text.encoding.words,
        delimiter=text.delimiter,
        _read=text.rows,
    )


def read_csv(data: bytes) -> Table:
    """The table in a CSV file, whole. What may be long, or a spreadsheet, is for `open_table`."""
    if data.startswith(ZIP_MARK):
        raise UnreadableTable(
            _("This is a spreadsheet file. In the spreadsheet, save it as CSV and upload that.")
        )
    table = open_table(io.BytesIO(data))
    return Table(table.encoding, table.delimiter, table.header, tuple(table))


def _header_of(rows: Iterator[Row]) -> tuple[str, ...]:
    first = next(rows, None)
    return checked_header(first.cells if first and first.number == 1 else ())

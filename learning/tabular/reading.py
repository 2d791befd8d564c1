"""Tables from outside: a CSV file, whatever programme saved it, as header and numbered rows."""

import codecs
import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

DELIMITERS = ",;\t|"
# Beside ordinary white space, which includes the no-break space: marks that nobody can see.
UNSEEN = "\ufeff\u200b\u2060"
ZIP_MARK, OLE_MARK, PDF_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


class UnreadableTable(ValueError):
    """The file is no table that we can read; the message tells its owner what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, by the number a spreadsheet shows beside it. The header is row 1.

    The cells are as many as the file has, which may differ from the header.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as read: how it was written, its column names, and its rows that hold anything."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_csv(data: bytes) -> Table:
    """The table in a CSV file, in any of the encodings and delimiters that offices produce."""
    encoding, text = _decoded(data)
    delimiter = _delimiter_of(text)
    records = _records(text, delimiter)
    header = _checked_header(records[0].cells if records else ())
    rows = tuple(record for record in records[1:] if any(record.cells))
    return Table(encoding=encoding, delimiter=delimiter, header=header, rows=rows)


def _decoded(data: bytes) -> tuple[str, str]:
    if not data.strip():
        raise UnreadableTable(_("The file is empty."))
    if data.startswith((ZIP_MARK, OLE_MARK)):
        raise UnreadableTable(
            _("This is a spreadsheet file. In the spreadsheet, save it as CSV and upload that.")
        )
    if data.startswith(PDF_MARK):
        raise UnreadableTable(_("This is a PDF. Upload a CSV file instead."))
    for encoding in _likely_encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return encoding, text
    raise UnreadableTable(_("This is not a text file. Save the table as CSV UTF-8 and try again."))


def _likely_encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8", "windows-1252")


def _delimiter_of(text: str) -> str:
    """The candidate that stands most often between the names in the first line."""
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "\r\n":
            break
        elif character in counts:
            counts[character] += 1
    return max(counts, key=counts.__getitem__)


def _records(text: str, delimiter: str) -> list[Row]:
    # Strict, because a lax reader takes everything after a stray quotation mark for one cell, and
    # a file that lost half its rows would pass for a whole one.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Row] = []
    try:
        for number, cells in enumerate(reader, start=1):
            records.append(Row(number, tuple(map(_stripped, cells))))
    except csv.Error as error:
        raise UnreadableTable(
            _(
                "Row %(row)d cannot be read. Look there, or just above, for a quotation mark "
                "that has no partner, then try again."
            )
            % {"row": len(records) + 1}
        ) from error
    return records


def _stripped(cell: str) -> str:
    cell = cell.strip()
    while cell and (cell[0] in UNSEEN or cell[-1] in UNSEEN):
        cell = cell.strip(UNSEEN).strip()
    return cell


def _checked_header(cells: tuple[str, ...]) -> tuple[str, ...]:
    names = list(cells)
    # Spreadsheets save empty columns to the right of the last one as bare delimiters.
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UnreadableTable(_("The first row is empty. It should hold the column names."))
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

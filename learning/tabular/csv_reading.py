"""CSV from outside, a row at a time: its encoding and delimiter found out, its faults named."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from learning.tabular.rows import Row, UnreadableTable, stripped

DELIMITERS = ",;\t|"
CHUNK = 64 * 1024
# A row of more characters is a quotation mark without its partner, or no table at all.
LONGEST_ROW = 1024 * 1024
# What stands for bytes that are no text: neither can come out of a decoder otherwise.
NO_TEXT, CUT_OFF = "\udcff", "\udcfe"
FAULTS = re.compile(f"[{NO_TEXT}{CUT_OFF}\0]")
# The first line by which some programmes tell the spreadsheet what stands between the cells.
TOLD = re.compile(r"sep=([,;\t|:^~#])(?:\r\n?|\n|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How letters were written as bytes: for the decoder, in words, and the length of its mark."""

    codec: str
    words: str
    mark: int = 0


UTF_8 = Encoding("utf-8", "UTF-8")
WINDOWS_1252 = Encoding("windows-1252", "Windows-1252")
MARKED = (
    (codecs.BOM_UTF8, Encoding("utf-8", "UTF-8 with a mark", 3)),
    (codecs.BOM_UTF16_LE, Encoding("utf-16-le", "UTF-16", 2)),
    (codecs.BOM_UTF16_BE, Encoding("utf-16-be", "UTF-16", 2)),
)


def _mark_the_place(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    is_cut = error.end == len(error.object) and error.reason.endswith("data")
    return CUT_OFF if is_cut else NO_TEXT, error.end


codecs.register_error("cultivate.mark_the_place", _mark_the_place)


@dataclass(frozen=True, slots=True)
class CsvText:
    """A CSV file of which we know how to read it."""

    file: BinaryIO
    encoding: Encoding
    delimiter: str

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything, from the top. Blank ones count, but are left out."""
        with _decoded(self.file, self.encoding) as text:
            lines = _Lines(text, self.encoding)
            # Strict, because a lax reader takes everything after a stray quotation mark for one
            # cell, and a file that lost half its rows would pass for a whole one.
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            try:
                for cells in reader:
                    lines.end_row()
                    if any(cells := list(map(stripped, cells))):
                        yield Row(lines.rows, tuple(cells))
            except csv.Error as error:
                raise UnreadableTable(_unpaired(lines.rows + 1)) from error


def find_out(file: BinaryIO) -> CsvText:
    """How a CSV file was written: from its mark, its bytes, and the names in its first line."""
    encoding = _encoding_of(file)
    with _decoded(file, encoding) as text:
        head = text.read(CHUNK)
    if not head.strip():
        raise UnreadableTable(_("The file is empty."))
    told = TOLD.match(head)
    return CsvText(file, encoding, told[1] if told else _delimiter_of(head))


class _Lines:
    """The lines of a text, and how many rows they have made so far."""

    def __init__(self, text: io.TextIOBase, encoding: Encoding) -> None:
        self.rows = 0
        self._text = text
        self._encoding = encoding
        self._size = 0
        self._is_first = True

    def end_row(self) -> None:
        self.rows += 1
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_ROW + 1)
        if self._is_first:
            self._is_first = False
            if TOLD.fullmatch(line):
                # Spreadsheets do not show this line, nor count it.
                line = self._text.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self._size += len(line)
        if self._size > LONGEST_ROW:
            raise UnreadableTable(_unpaired(self.rows + 1))
        if fault := FAULTS.search(line):
            raise UnreadableTable(self._why(fault[0]))
        return line

    def _why(self, fault: str) -> str:
        told = {"row": self.rows + 1, "encoding": self._encoding.words}
        if fault == CUT_OFF:
            return (
                _(
                    "The file ends in row %(row)d in the middle of a letter, so part of it is "
                    "missing. Save it once more and try again."
                )
                % told
            )
        if fault == "\0":
            return (
                _(
                    "Row %(row)d holds a character that no text has: the file is damaged, or is "
                    "not a text file. Save the table as CSV UTF-8 or .xlsx and try again."
                )
                % told
            )
        return (
            _(
                "Row %(row)d holds a character that cannot be read as %(encoding)s, as the rest of "
                "the file can. Save the table as CSV UTF-8 or .xlsx and try again."
            )
            % told
        )


def _unpaired(row: int) -> str:
    return _(
        "Row %(row)d cannot be read. Look there, or just above, for a quotation mark "
        "that has no partner, then try again."
    ) % {"row": row}


class _decoded:  # noqa: N801 - used as a `with` statement reads
    """The file as text from its beginning, and still open afterwards."""

    def __init__(self, file: BinaryIO, encoding: Encoding) -> None:
        file.seek(encoding.mark)
        self.text = io.TextIOWrapper(
            file, encoding=encoding.codec, errors="cultivate.mark_the_place", newline=""
        )

    def __enter__(self) -> io.TextIOWrapper:
        return self.text

    def __exit__(self, *_error: object) -> None:
        self.text.detach()


def _encoding_of(file: BinaryIO) -> Encoding:
    file.seek(0)
    head = file.read(CHUNK)
    for mark, encoding in MARKED:
        if head.startswith(mark):
            return encoding
    return _unmarked_utf_16(head) or _utf_8_or_older(file)


def _unmarked_utf_16(head: bytes) -> Encoding | None:
    """Nearly every other byte of most text in UTF-16 is nought, and none of other text ever is."""
    evens, odds = head[0::2].count(0), head[1::2].count(0)
    if max(evens, odds) <= len(head) // 5:
        return None
    if odds > 4 * evens:
        return Encoding("utf-16-le", "UTF-16")
    if evens > 4 * odds:
        return Encoding("utf-16-be", "UTF-16")
    return None


def _utf_8_or_older(file: BinaryIO) -> Encoding:
    """Windows-1252 where more letters are wrong in UTF-8 than right, beyond plain ASCII.

    So one wrong letter among many right ones is a fault to be named, as is an end that is cut
    off, and no reason to read every accented name of the file wrongly.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("cultivate.mark_the_place")
    right = wrong = 0
    file.seek(0)
    while True:
        chunk = file.read(CHUNK)
        text = decoder.decode(chunk, final=not chunk)
        if not text.isascii():
            faults = text.count(NO_TEXT) + text.count(CUT_OFF)
            wrong += faults
            right += len(text) - len(text.encode("ascii", "ignore")) - faults
        if not chunk:
            return WINDOWS_1252 if wrong > right else UTF_8


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

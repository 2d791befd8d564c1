"""One sheet of a workbook, a row at a time."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from django.utils.translation import gettext as _

from learning.tabular.rows import MOST_COLUMNS, Row, UnreadableTable, stripped
from learning.tabular.xlsx_package import LONGEST_TEXT, Package, damaged
from learning.tabular.xlsx_parts import letters
from learning.tabular.xlsx_values import NumberFormat, iso_shown, unescaped

# All the rows that a spreadsheet can show, and cells enough for 200,000 rows of 100 columns.
MOST_ROWS, MOST_CELLS = 1_048_576, 20_000_000
COLUMN = re.compile(r"[A-Z]{1,3}")
MERGED = re.compile(r"([A-Z]{1,3})[0-9]{1,7}:[A-Z]{1,3}([0-9]{1,7})")
LONGEST_NUMBER = 9


class Texts(Protocol):
    def __getitem__(self, number: int, /) -> str: ...


class Sheet:
    """The rows of a sheet, from a part of the workbook that is read as they are asked for."""

    def __init__(
        self, package: Package, path: str, formats: Sequence[NumberFormat], texts: Texts
    ) -> None:
        self._package, self._path = package, path
        self._formats, self._texts = formats, texts
        self._ready: list[Row] = []
        self._row = 0
        self._cells: list[str] = []
        self._read = 0
        self._width = 0
        self._column = 0
        self._kind, self._style = "n", "0"
        self._value: str | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._has_formula = False
        self._is_unspoken = False

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything, by the numbers that the spreadsheet shows."""
        reading = self._package.parse(
            self._path, start=self._start, end=self._end, texts={"v", "t"}
        )
        for _piece in reading:
            yield from self._ready
            self._ready.clear()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._is_unspoken = True
        elif name == "mergeCell":
            self._refuse_merged(attributes.get("ref", ""))

    def _end(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "c":
            self._end_cell()
        elif name == "t" and text and not self._is_unspoken:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise damaged()
        elif name == "rPh":
            self._is_unspoken = False
        elif name == "row":
            self._end_row()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = _whole(number) if number else self._row + 1
        # Rows stand in their order, or what is read of them could not be handed on at once.
        if not self._row < row <= MOST_ROWS:
            raise damaged()
        self._row, self._column = row, 0
        self._cells = []

    def _end_row(self) -> None:
        self._read += len(self._cells)
        if self._read > MOST_CELLS:
            raise _too_many_cells()
        if any(self._cells):
            self._width = self._width or len(self._cells)
            self._ready.append(Row(self._row, tuple(self._cells)))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self._column = _column_of(place.rstrip("0123456789")) if place else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value, self._has_formula = None, False
        self._pieces, self._length = [], 0

    def _end_cell(self) -> None:
        if self._has_formula and self._value is None and not self._pieces:
            raise UnreadableTable(
                _(
                    "The formula in row %(row)d, column %(column)s has not been worked out. Open "
                    "the file in the spreadsheet, save it and try again."
                )
                % {"row": self._row, "column": letters(self._column)}
            )
        text = stripped(self._text())
        if not text:
            return
        if self._column > MOST_COLUMNS:
            raise _too_many_cells()
        self._cells.extend([""] * (self._column - len(self._cells)))
        self._cells[self._column - 1] = text

    def _text(self) -> str:
        if self._kind == "inlineStr":
            return unescaped("".join(self._pieces))
        value = self._value
        if not value:
            return ""
        if self._kind == "s":
            return self._texts[_whole(value)]
        if self._kind == "n":
            style = _whole(self._style)
            return self._formats[style if style < len(self._formats) else 0].shown(value)
        if self._kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self._kind == "d":
            return iso_shown(value)
        # The value of a formula, or an error such as #N/A, which checking then refuses by name.
        return unescaped(value)

    def _refuse_merged(self, place: str) -> None:
        """Cells in one piece have one value, though people read it in each of their rows."""
        found = MERGED.fullmatch(place)
        if found and int(found[2]) > 1 and _column_of(found[1]) <= self._width:
            raise UnreadableTable(
                _(
                    "The cells %(place)s are merged. Take them apart, so that each row says all "
                    "of its own, and try again."
                )
                % {"place": place}
            )


def _too_many_cells() -> UnreadableTable:
    return UnreadableTable(
        _("The sheet is too large. Delete whatever is not part of the table and try again.")
    )


@lru_cache(maxsize=MOST_COLUMNS)
def _column_of(name: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    if not COLUMN.fullmatch(name):
        raise damaged()
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER or not (text.isascii() and text.isdigit()):
        raise damaged()
    return int(text)

"""One value as one cell of a sheet's XML. A cell made before is not made again."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from learning.tabular.columns import Kind
from learning.tabular.csv_lines import number
from learning.tabular.local_time import LocalTime, local_time
from learning.tabular.xlsx_parts import DATE_STYLE, DATETIME_STYLE, TEXT_STYLE

EMPTY = "<c/>"
REMEMBERED = 20_000
LONGEST_TEXT = 32_767
# Spreadsheets keep 15 digits of a number and make the rest noughts.
LARGEST_WHOLE_NUMBER = 10**15 - 1
# Day 0 of a spreadsheet. It believes in a 29 February 1900, so it is right only from March on.
DAY_ZERO = date(1899, 12, 30).toordinal()
FIRST_DAY = date(1900, 3, 1)
UNIX_DAY_ZERO = date(1970, 1, 1).toordinal() - DAY_ZERO
DAY = 86_400

NEEDS_CARE = re.compile(r"[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|^\s|\s$|_x[0-9A-Fa-f]{4}_")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile(r"\r\n?")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Write = Callable[[Any], str]


def cell_writer(kind: Kind, time_zone: str) -> Write:
    """How the values of a column of this kind become cells."""
    match kind:
        case Kind.TEXT:
            return _Remembered(text_cell, only=str).__getitem__
        case Kind.KEY:
            return text_cell
        case Kind.INTEGER:
            return _Remembered(_integer_cell, only=int).__getitem__
        case Kind.NUMBER:
            return lambda value: EMPTY if value is None else f"<c><v>{number(value)}</v></c>"
        case Kind.YES_NO:
            return lambda value: EMPTY if value is None else f'<c t="b"><v>{int(value)}</v></c>'
        case Kind.DATE:
            return _Remembered(_date_cell, only=date).__getitem__
        case Kind.DATETIME:
            clock = local_time(time_zone)
            return lambda value: EMPTY if value is None else _datetime_cell(value, clock)


def text_cell(value: Any, style: int = TEXT_STYLE) -> str:
    """Text, whatever it looks like. What XML cannot hold is left out; what is too long is cut."""
    text = "" if value is None else str(value)
    if not text:
        return EMPTY
    space = ""
    # The limit is in units of which some characters take two.
    if len(text) * 2 > LONGEST_TEXT:
        text = _cut(text)
    if NEEDS_CARE.search(text):
        text, space = _escaped(text), ' xml:space="preserve"'
    return f'<c s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


class _Remembered(dict[Any, str]):
    """Cells by their value. It forgets them all when they grow too many."""

    def __init__(self, write: Write, *, only: type) -> None:
        super().__init__({None: EMPTY})
        self._write = write
        # 1, 1.0 and True are one key to a dictionary, but not one text.
        self._only = only

    def __missing__(self, value: Any) -> str:
        cell = self._write(value)
        if type(value) is self._only:
            if len(self) >= REMEMBERED:
                self.clear()
                self[None] = EMPTY
            self[value] = cell
        return cell


def _integer_cell(value: Any) -> str:
    whole = int(value)
    return text_cell(whole) if abs(whole) > LARGEST_WHOLE_NUMBER else f"<c><v>{whole}</v></c>"


def _date_cell(value: date) -> str:
    if value < FIRST_DAY:
        return text_cell(value.isoformat())
    return f'<c s="{DATE_STYLE}"><v>{value.toordinal() - DAY_ZERO}</v></c>'


def _datetime_cell(value: datetime, clock: LocalTime) -> str:
    if value.tzinfo is None:
        raise ValueError("A time without a zone could mean several moments.")
    if value.year <= FIRST_DAY.year:
        return text_cell(clock.iso(value))
    seconds = int(value.timestamp() // 1)
    day = (seconds + clock.offset_at(seconds)) / DAY + UNIX_DAY_ZERO
    return f'<c s="{DATETIME_STYLE}"><v>{day:.9f}</v></c>'


def _cut(text: str) -> str:
    units = text.encode("utf-16-le", "replace")
    if len(units) <= LONGEST_TEXT * 2:
        return text
    return units[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _escaped(text: str) -> str:
    text = UNWRITABLE.sub("", LINE_END.sub("\n", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # Spreadsheets read _x0041_ as an A, so an underscore that would begin one is spelt out.
    return LOOKS_ESCAPED.sub("_x005F_", text)

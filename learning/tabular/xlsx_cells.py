"""One value as one cell of a sheet's XML. A cell made before is not made again."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from learning.tabular.columns import Kind
from learning.tabular.csv_lines import number
from learning.tabular.local_time import LocalTime, local_time
from learning.tabular.xlsx_parts import DATE_STYLE, DATETIME_STYLE, TEXT_STYLE
from learning.tabular.xlsx_times import DAY_ZERO, FIRST_DAY, FIRST_SECOND, days_of

EMPTY = b"<c/>"
NOTHING = {None: EMPTY, "": EMPTY}
TEXT_END = "</t></is></c>"
NUMBER_END = "</v></c>"
STARTS = {
    Kind.TEXT: f'<c s="{TEXT_STYLE}" t="inlineStr"><is><t>',
    Kind.KEY: f'<c s="{TEXT_STYLE}" t="inlineStr"><is><t>',
    Kind.INTEGER: "<c><v>",
    Kind.NUMBER: "<c><v>",
    Kind.YES_NO: '<c t="b"><v>',
    Kind.DATE: f'<c s="{DATE_STYLE}"><v>',
    Kind.DATETIME: f'<c s="{DATETIME_STYLE}"><v>',
}
REMEMBERED = 30_000
LONGEST_TEXT = 32_767
# Spreadsheets keep 15 digits of a number and make the rest noughts.
DIGITS_KEPT = 15

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile(r"\r\n?")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Write = Callable[[Any], str]
# Bytes from the start: making them of the whole sheet at the end takes longer.
WriteBytes = Callable[[Any], bytes]


def cell_writer(kind: Kind, time_zone: str) -> WriteBytes:
    """How the values of a column of this kind become cells: Python's own, or text as stored."""
    match kind:
        case Kind.TEXT:
            return _Remembered(text_cell, str).__getitem__
        case Kind.KEY:
            return _key_cell
        case Kind.INTEGER:
            return _Remembered(_integer_cell, int, str).__getitem__
        case Kind.NUMBER:
            return _Remembered(_number_cell, str).__getitem__
        case Kind.YES_NO:
            return _Remembered(_yes_no_cell, str).__getitem__
        case Kind.DATE:
            return _Remembered(_date_cell, date, str).__getitem__
        case Kind.DATETIME:
            clock = local_time(time_zone)
            return lambda value: _datetime_cell(value, clock)


def ends_of_cell(kind: Kind) -> tuple[bytes, bytes]:
    """What stands before and after a plain value of this kind."""
    end = TEXT_END if kind in (Kind.TEXT, Kind.KEY) else NUMBER_END
    return STARTS[kind].encode(), end.encode()


def text_cell(value: Any, style: int = TEXT_STYLE) -> str:
    """Text, whatever it looks like. What XML cannot hold is left out; what is too long is cut."""
    text = "" if value is None else str(value)
    if not text:
        return EMPTY.decode()
    space = ""
    # The limit is in units of which some characters take two.
    if len(text) * 2 > LONGEST_TEXT:
        text = _cut(text)
    if not _is_plain(text):
        text, space = _escaped(text), ' xml:space="preserve"'
    return f'<c s="{style}" t="inlineStr"><is><t{space}>{text}{TEXT_END}'


def _is_plain(text: str) -> bool:
    """Whether XML takes the text as it stands. Quicker than a pattern, and wrong only by care."""
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and "_x" not in text
        and text[0] != " "
        and text[-1] != " "
    )


class _Remembered(dict[Any, bytes]):
    """Cells by their value. If there are too many different ones, it stops remembering."""

    def __init__(self, write: Write, *remembered: type) -> None:
        super().__init__(NOTHING)
        self._write = write
        # 1, 1.0 and True are one key to a dictionary, but not one text.
        self._remembered = remembered

    def __missing__(self, value: Any) -> bytes:
        cell = self._write(value).encode()
        if type(value) in self._remembered:
            self[value] = cell
            if len(self) > REMEMBERED:
                self._remembered = ()
                self.clear()
                self.update(NOTHING)
        return cell


def _key_cell(value: Any) -> bytes:
    return f"{STARTS[Kind.KEY]}{value}{TEXT_END}".encode() if value else EMPTY


def _integer_cell(value: Any) -> str:
    whole = int(value)
    if abs(whole) >= 10**DIGITS_KEPT:
        return text_cell(whole)
    return f"{STARTS[Kind.INTEGER]}{whole}{NUMBER_END}"


def _number_cell(value: Any) -> str:
    plain = number(Decimal(value) if type(value) is str else value)
    return f"{STARTS[Kind.NUMBER]}{plain}{NUMBER_END}"


def _yes_no_cell(value: Any) -> str:
    return f"{STARTS[Kind.YES_NO]}{int(value != '0' and bool(value))}{NUMBER_END}"


def _date_cell(value: Any) -> str:
    day = date.fromisoformat(value) if type(value) is str else value
    if day < FIRST_DAY:
        return text_cell(day.isoformat())
    return f"{STARTS[Kind.DATE]}{day.toordinal() - DAY_ZERO}{NUMBER_END}"


def _datetime_cell(value: Any, clock: LocalTime) -> bytes:
    if not value:
        return EMPTY
    is_stored = type(value) is str
    seconds = clock.seconds_of_stored(value) if is_stored else clock.seconds(value)
    if seconds < FIRST_SECOND:
        return text_cell(clock.iso_of_stored(value) if is_stored else clock.iso(value)).encode()
    return f"{STARTS[Kind.DATETIME]}{days_of(seconds)}{NUMBER_END}".encode()


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

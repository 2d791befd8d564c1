"""What a cell of a workbook says, as the person sees it who looks at the sheet."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
ONLY_NOUGHTS = re.compile(r"0{2,32}")
GENERAL = "General"
# Spreadsheets keep and show no more digits than these.
DIGITS = 15


class NumberFormat:
    """How the numbers of some cells are shown, from the code that the workbook keeps for it."""

    def __init__(self, code: str, *, since_1904: bool = False) -> None:
        self._is_duration = is_timedelta_format(code)
        self._is_date = is_date_format(code) and not self._is_duration
        # Payroll numbers are often numbers with a format such as 000000.
        self._width = len(code) if ONLY_NOUGHTS.fullmatch(code) else 0
        self._epoch = MAC_EPOCH if since_1904 else WINDOWS_EPOCH

    def shown(self, number: str) -> str:
        """The number as text: a date in ISO's form, a whole number without its point."""
        try:
            value = Decimal(f"{float(number):.{DIGITS}g}")
        except (ValueError, InvalidOperation):
            return number
        if not value.is_finite():
            return number
        if self._is_date or self._is_duration:
            try:
                return self._moment(float(value))
            except (ValueError, OverflowError):
                pass
        text = format(value, "f")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.zfill(self._width) if self._width and text.isdigit() else text

    def _moment(self, number: float) -> str:
        value = from_excel(number, self._epoch, timedelta=self._is_duration)
        if isinstance(value, datetime):
            return iso(value)
        if isinstance(value, timedelta):
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        return value.isoformat(timespec="seconds")


def format_code(number: int, custom: dict[int, str]) -> str:
    """The code with this number: one of the workbook's own, or one that all workbooks know."""
    return custom.get(number) or BUILTIN_FORMATS.get(number, GENERAL)


def iso(moment: datetime) -> str:
    """A day, with its time of day if it has one."""
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ", timespec="seconds")


def iso_shown(text: str) -> str:
    """The same from a cell that keeps its moment in ISO's own form."""
    try:
        return iso(datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return text


def unescaped(text: str) -> str:
    """Text with the letters that XML cannot hold, which workbooks write as _x000D_."""
    return ESCAPED.sub(_unescaped_letter, text) if "_x" in text else text


def _unescaped_letter(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    is_text = code and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_text else found[0]

"""Moving every date of the demonstration together, so that it always ends today."""

import csv
import io
import re
from datetime import date, timedelta

# The day on which the staff list was current.
LIST_IS_OF = date(2026, 10, 31)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
BRITISH = re.compile(r"\d{2}/\d{2}/\d{4}")


def shift_list(content: str, *, to: date) -> str:
    """The staff list as if it were of the day: each cell that is a date moves by as many days."""
    days = to - LIST_IS_OF
    shifted = io.StringIO()
    writer = csv.writer(shifted, lineterminator="\n")
    for row in csv.reader(io.StringIO(content)):
        writer.writerow([_shift_cell(cell, days) for cell in row])
    return shifted.getvalue()


def _shift_cell(cell: str, days: timedelta) -> str:
    try:
        if ISO.fullmatch(cell):
            return (date.fromisoformat(cell) + days).isoformat()
        if BRITISH.fullmatch(cell):
            day, month, year = (int(part) for part in cell.split("/"))
            return f"{date(year, month, day) + days:%d/%m/%Y}"
    except ValueError:
        pass  # 30 February: one of the list's deliberate mistakes, which stays one
    return cell

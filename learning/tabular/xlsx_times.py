"""Moments as spreadsheets count them: days of the local clock since 1900, with their fraction."""

from datetime import date

# Day 0 of a spreadsheet. It believes in a 29 February 1900, so it is right only from March on.
DAY_ZERO = date(1899, 12, 30).toordinal()
FIRST_DAY = date(1900, 3, 1)
DAY = 86_400
UNIX_DAY_ZERO = date(1970, 1, 1).toordinal() - DAY_ZERO
# The first second that a spreadsheet gets right, by the local clock since 1970 began.
FIRST_SECOND = (FIRST_DAY.toordinal() - DAY_ZERO - UNIX_DAY_ZERO) * DAY

# Each second of a day as a fraction of it: writing one costs more than all the rest of a cell.
FRACTIONS: list[str] = []


def days_of(seconds: int) -> str:
    """The number for this many seconds of the local clock since 1970 began."""
    if not FRACTIONS:
        FRACTIONS.extend(f"{second / DAY:.9f}"[1:] for second in range(DAY))
    day, second = divmod(seconds, DAY)
    return f"{day + UNIX_DAY_ZERO}{FRACTIONS[second]}"

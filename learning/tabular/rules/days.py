"""What a cell of a table from outside says of a day, as people and systems here write it."""

import re
from datetime import date

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
# Systems that know only moments add midnight to each day, to the second or finer.
MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:[.,]0+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?){MIDNIGHT}", re.ASCII)
UK = re.compile(rf"(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-](?P<year>\d{{4}}){MIDNIGHT}", re.ASCII)
# With dashes, two digits in front may be the year: 15-10-26 is anybody's guess.
UK_SHORT = re.compile(rf"(?P<day>\d\d?)([/.])(?P<month>\d\d?)\2(?P<year>\d\d){MIDNIGHT}", re.ASCII)
GUESS = re.compile(rf"\d\d?-\d\d?-\d\d{MIDNIGHT}", re.ASCII)
NAMED = re.compile(
    rf"(?P<day>\d\d?)[ /.-](?P<month>[a-z]{{3,9}})\.?[ /.-](?P<year>\d{{4}}|\d\d){MIDNIGHT}",
    re.ASCII | re.IGNORECASE,
)


class NoSuchDay(ValueError):
    """The cell names no day."""


class YearInShort(NoSuchDay):
    """It gives two digits of the year, and more than one year could be meant, or none."""


def read_day(cell: str, *, since: date, until: date) -> date:
    """31/12/2026, 31.12.2026, 31-Dec-2026 or 2026-12-31; midnight may stand behind it.

    A year in two digits is taken where one century alone puts the day from `since` to `until`.
    """
    found = next(filter(None, (form.fullmatch(cell) for form in (ISO, UK, UK_SHORT, NAMED))), None)
    if found is None:
        raise YearInShort if GUESS.fullmatch(cell) else NoSuchDay
    year, month, day = found["year"], month_of(found["month"]), int(found["day"])
    centuries = (0,) if len(year) == 4 else (1900, 2000)
    days = [one for century in centuries if (one := day_in(century + int(year), month, day))]
    if not days:
        raise NoSuchDay
    if len(year) == 4:
        return days[0]
    possible = [one for one in days if since <= one <= until]
    if len(possible) != 1:
        raise YearInShort
    return possible[0]


def month_of(word: str) -> int:
    """1 to 12, from a number or from a name, of which three letters are enough."""
    if word.isdecimal():
        return int(word)
    for number, name in enumerate(MONTHS, start=1):
        if name.startswith(word.casefold()):
            return number
    raise NoSuchDay


def day_in(year: int, month: int, day: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None

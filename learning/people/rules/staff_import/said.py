"""What the rows about one person say together. Most people have one row, and one post."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .fields import POST, Field
from .rows import StaffRow, key_of
from .staff_list import Person


@dataclass(frozen=True, slots=True)
class Said:
    """The sound rows of one person, in the order of the file: each is a post that they hold."""

    rows: tuple[StaffRow, ...]

    @property
    def first(self) -> StaffRow:
        return self.rows[0]

    @property
    def start(self) -> date:
        start = self.first.day(Field.START_DATE)
        assert start is not None  # noqa: S101 - a sound row has one
        return start

    @property
    def leaving(self) -> date | None:
        """They leave with their last post."""
        days = [row.day(Field.LEAVING_DATE) for row in self.rows]
        return None if None in days else max(day for day in days if day)

    def says(self, name: Field) -> bool:
        """The file has a column for it."""
        return name in self.first.values

    def text(self, name: Field) -> str:
        """What the first row that says anything says."""
        return next(filter(None, (row.text(name) for row in self.rows)), "")

    def groups(self) -> tuple[str, ...]:
        """The groups of all rows, each once whatever its capitals."""
        names: dict[str, str] = {}
        for row in self.rows:
            for name in row.groups():
                names.setdefault(name.casefold(), name)
        return tuple(names.values())

    def posts(self) -> Iterator[tuple[StaffRow, date | None]]:
        """Each post once, and its last day where it ends before the person leaves."""
        leaving, seen = self.leaving, set()
        for row in self.rows:
            ends = row.day(Field.LEAVING_DATE)
            until = ends if ends != leaving else None
            manager = key_of(row.text(Field.LINE_MANAGER))
            says = [row.values.get(name) for name in POST if name != Field.LINE_MANAGER]
            if (post := (*says, manager, until)) not in seen:
                seen.add(post)
                yield row, until

    @property
    def name(self) -> str:
        called = self.text(Field.PREFERRED_NAME) or self.first.text(Field.FIRST_NAME)
        return f"{called} {self.first.text(Field.LAST_NAME)}"


def overlaps_until(row: StaffRow, person: Person) -> date | None:
    """The last day of an earlier spell that the row's start date would run into, if it does."""
    start, spell = row.day(Field.START_DATE), person.spell
    if start is None or spell is None or start == spell.from_on:
        return None
    earlier = [fact.to_on for fact in person.employments if fact is not spell and fact.to_on]
    last = max(earlier, default=None)
    return last if last and start <= last else None


def is_somebody_else(row: StaffRow, person: Person) -> bool:
    """Whether a row with the person's number is plainly about another: nothing of it agrees.

    People marry, and start dates are corrected; both names and the date at once are another person.
    """
    start, spell = row.day(Field.START_DATE), person.spell
    if person.had_two_records or spell is None or start is None or start == spell.from_on:
        return False
    first, last = row.text(Field.FIRST_NAME).casefold(), row.text(Field.LAST_NAME).casefold()
    called = {person.first_name.casefold(), person.preferred_name.casefold()}
    return first not in called and last != person.last_name.casefold()

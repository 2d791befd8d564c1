"""Rows with one payroll number: the posts of one person, or a number that was given twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# More rows than this with one number are no list of somebody's posts.
MOST_POSTS = 20


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row as far as it tells who somebody is. A cell that cannot be read tells nothing."""

    number: int
    name: str
    start_on: date | None


def wrongly_numbered(rows: Sequence[Numbered], name_on_list: str | None) -> list[Numbered]:
    """The rows that bear somebody else's number.

    One name and one start of employment are one person with several posts. Otherwise the rows of
    the person who has the number on the staff list are right, and where there is none, or their
    rows disagree, nobody can say which are.
    """
    starts: dict[str, set[date]] = {}
    for row in rows:
        starts.setdefault(row.name, set()).update({row.start_on} if row.start_on else ())
    people = {name: max(len(days), 1) for name, days in starts.items()}
    if len(rows) > MOST_POSTS:
        return list(rows)
    if list(people.values()) == [1] and "" not in people:
        return []
    if name_on_list and people.get(name_on_list) == 1:
        return [row for row in rows if row.name != name_on_list]
    return list(rows)

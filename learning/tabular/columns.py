"""What a table that leaves is made of: named columns of a known kind, and where they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Kind(Enum):
    """What the cells of a column hold, and so how each format writes them."""

    TEXT = "text"  # Defused: the only kind that may hold words from a person.
    KEY = "key"  # A UUID.
    INTEGER = "integer"
    NUMBER = "number"  # With at most ten decimal places.
    YES_NO = "yes or no"  # true or false.
    DATE = "date"
    DATETIME = "datetime"  # To the second, in local time with its offset.


@dataclass(frozen=True, slots=True)
class Column:
    """One promised column: its heading, its kind and, in a query, the SQL that gives its cells.

    The SQL is written by us, never by a visitor. It is repeated where a cell is defused, so it is a
    column name or something equally cheap, and holds no parameters.
    """

    name: str
    kind: Kind = Kind.TEXT
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """Columns and where their rows come from: `FROM … WHERE … ORDER BY …` with its parameters.

    Parameters stand as %s on both databases, and so a literal % is written %%. Nothing in it may
    lean on the session's time zone, which is not the same for every format: turn a time into a day
    before, or with AT TIME ZONE.
    """

    columns: tuple[Column, ...]
    from_sql: str
    params: Sequence[Any] | Mapping[str, Any] = ()

    def __post_init__(self) -> None:
        if len(self.columns) < 2:
            # A lone empty cell is an empty line, which some readers skip: a row would be lost.
            raise ValueError("A table needs at least two columns.")
        if nameless := [column.name for column in self.columns if not column.sql]:
            raise ValueError(f"These columns say no SQL: {', '.join(nameless)}.")

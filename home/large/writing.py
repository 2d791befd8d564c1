"""Rows by the million into a table: COPY on PostgreSQL, many at once on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection

ROWS_AT_ONCE = 50_000
NOTHING = "\\N"

Row = Sequence[str | None]


def write_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[int]:
    """Write rows of text as the database reads it; how many there were, batch by batch.

    The text holds no tab, no line break and no backslash: we made it up ourselves.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    rows = iter(rows)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    copy.write("".join(map(_line, batch)).encode())
            else:
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(
                    f'INSERT INTO "{table}" ({names}) VALUES ({places})',  # noqa: S608 - ours
                    batch,
                )
        yield len(batch)


def _line(row: Row) -> str:
    return "\t".join(NOTHING if cell is None else cell for cell in row) + "\n"


def give_out_numbers_after(table: str, last: int) -> None:
    """Rows that came with their numbers leave the counter behind."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])


def as_key(text: str) -> str:
    """A UUID as the database stores it."""
    return text if connection.vendor == "postgresql" else text.replace("-", "")


def as_time(day: str, clock: str) -> str:
    """A time in UTC as the database stores it."""
    return f"{day} {clock}+00" if connection.vendor == "postgresql" else f"{day} {clock}"

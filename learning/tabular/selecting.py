"""The rows of a query, each cell in the form that its column's kind promises."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from learning.tabular.columns import Column, Kind, Query
from learning.tabular.local_time import from_stored

ROWS_AT_ONCE = 2000
FROM_SQLITE: dict[Kind, Callable[[Any], Any]] = {
    Kind.DATE: date.fromisoformat,
    Kind.DATETIME: from_stored,
    Kind.YES_NO: bool,
}


def rows_of(connection: BaseDatabaseWrapper, query: Query) -> Iterator[Sequence[Any]]:
    """The rows as Python values, a few thousand at a time, for a format that has types.

    Use the connection for nothing else until the last row is read or the iterator closed.
    """
    sql = select(query.columns, [_typed_sql(c, connection.vendor) for c in query.columns], query)
    if connection.vendor == "postgresql":
        yield from _rows_from_postgresql(connection, sql, query)
    else:
        yield from _rows_from_sqlite(connection, sql, query)


def select(columns: Sequence[Column], expressions: Sequence[str], query: Query) -> str:
    """The whole SELECT. The expressions stand beside the caller's own FROM and ORDER BY."""
    named = (f"{sql} AS c{number}" for number, sql in enumerate(expressions))
    return f"SELECT {', '.join(named)} {query.from_sql}"


def batches(cursor: Any) -> Iterator[list[Sequence[Any]]]:
    """What the cursor still holds, some rows at a time."""
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        yield rows


def key_sql(expression: str, vendor: str) -> str:
    """A UUID in its usual form, which SQLite stores without its hyphens."""
    if vendor == "postgresql":
        return f"({expression})::uuid::text"
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return "||'-'||".join(f"substr({expression},{start},{n})" for start, n in parts)


def _typed_sql(column: Column, vendor: str) -> str:
    if column.kind is Kind.KEY:
        return key_sql(column.sql, vendor)
    if vendor == "sqlite" and column.kind in (Kind.DATE, Kind.DATETIME):
        # As text, or the driver would make objects of some columns and not of others.
        return f"CAST({column.sql} AS TEXT)"
    return column.sql


def _rows_from_postgresql(
    connection: BaseDatabaseWrapper, sql: str, query: Query
) -> Iterator[Sequence[Any]]:
    # A cursor on the server lives as long as its transaction; without one, the server would first
    # have to copy the whole result.
    with transaction.atomic(using=connection.alias), connection.chunked_cursor() as cursor:
        cursor.execute(sql, query.params)
        for rows in batches(cursor):
            yield from rows


def _rows_from_sqlite(
    connection: BaseDatabaseWrapper, sql: str, query: Query
) -> Iterator[Sequence[Any]]:
    readers = [FROM_SQLITE.get(column.kind) for column in query.columns]
    with connection.cursor() as cursor:
        cursor.execute(sql, query.params)
        for rows in batches(cursor):
            for row in rows:
                yield [
                    value if value is None or read is None else read(value)
                    for value, read in zip(row, readers, strict=True)
                ]

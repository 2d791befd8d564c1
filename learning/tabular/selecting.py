"""The rows of a query, before any format has them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from learning.tabular.columns import Column, Kind, Query

ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class StoredRows:
    """Rows that are still in the database, for a format to take out in its own way."""

    connection: BaseDatabaseWrapper
    query: Query


def rows_of(connection: BaseDatabaseWrapper, query: Query) -> StoredRows:
    """The query's rows, to be handed to `xlsx_chunks` in place of rows of Python values.

    Use the connection for nothing else until the last chunk is read or the iterator closed.
    """
    return StoredRows(connection, query)


def select(query: Query, expressions: Sequence[str]) -> str:
    """The whole SELECT. The expressions stand beside the caller's own FROM and ORDER BY."""
    named = (f"{sql} AS c{place}" for place, sql in enumerate(expressions))
    return f"SELECT {', '.join(named)} {query.from_sql}"


def batches(cursor: Any) -> Iterator[list[Sequence[Any]]]:
    """What the cursor still holds, some rows at a time."""
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        yield rows


def rows_from_sqlite(rows: StoredRows) -> Iterator[Sequence[Any]]:
    """The values as SQLite stores them, dates and times as text."""
    sql = select(rows.query, [_stored_in_sqlite(column) for column in rows.query.columns])
    with rows.connection.cursor() as cursor:
        cursor.execute(sql, rows.query.params)
        for batch in batches(cursor):
            yield from batch


def hyphenated(expression: str) -> str:
    """A UUID in its usual form, which SQLite stores without its hyphens."""
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return "||'-'||".join(f"substr({expression},{start},{n})" for start, n in parts)


def _stored_in_sqlite(column: Column) -> str:
    match column.kind:
        case Kind.KEY:
            return hyphenated(column.sql)
        case Kind.INTEGER:
            return f"CAST({column.sql} AS INTEGER)"
        case Kind.DATE | Kind.DATETIME:
            # As text, or the driver would make objects of some columns and not of others.
            return f"CAST({column.sql} AS TEXT)"
    return column.sql

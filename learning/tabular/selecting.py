"""The rows of a query, in the form in which each database stores them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from learning.tabular.columns import Column, Kind, Query
from learning.tabular.copying import copied

ROWS_AT_ONCE = 2000
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def rows_of(connection: BaseDatabaseWrapper, query: Query) -> Iterator[Sequence[Any]]:
    """The rows with each value as stored, which `xlsx_chunks` takes as well as Python's own.

    Dates and times stay text: a million rows of them are dear to make into objects and back. Use
    the connection for nothing else until the last row is read or the iterator closed.
    """
    sql = select(query, [_stored_sql(column, connection.vendor) for column in query.columns])
    if connection.vendor == "postgresql":
        yield from _rows_from_postgresql(connection, sql, query)
    else:
        yield from _rows_from_sqlite(connection, sql, query)


def select(query: Query, expressions: Sequence[str]) -> str:
    """The whole SELECT. The expressions stand beside the caller's own FROM and ORDER BY."""
    named = (f"{sql} AS c{place}" for place, sql in enumerate(expressions))
    return f"SELECT {', '.join(named)} {query.from_sql}"


def batches(cursor: Any) -> Iterator[list[Sequence[Any]]]:
    """What the cursor still holds, some rows at a time."""
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        yield rows


def key_sql(expression: str, vendor: str) -> str:
    """A UUID in its usual form, which SQLite stores without its hyphens."""
    if vendor == "postgresql":
        return f"({expression})::uuid"
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return "||'-'||".join(f"substr({expression},{start},{n})" for start, n in parts)


def _stored_sql(column: Column, vendor: str) -> str:
    if column.kind is Kind.KEY:
        return key_sql(column.sql, vendor)
    if column.kind is Kind.INTEGER:
        return f"CAST({column.sql} AS bigint)"
    if vendor == "sqlite" and column.kind in (Kind.DATE, Kind.DATETIME):
        # As text, or the driver would make objects of some columns and not of others.
        return f"CAST({column.sql} AS TEXT)"
    return column.sql


def _rows_from_postgresql(
    connection: BaseDatabaseWrapper, sql: str, query: Query
) -> Iterator[Sequence[str]]:
    for chunk in copied(connection, sql, query, form="text", time_zone="UTC"):
        for line in chunk.decode().removesuffix("\n").split("\n"):
            cells = line.split("\t")
            yield [_unescaped(cell) for cell in cells] if "\\" in line else cells


def _rows_from_sqlite(
    connection: BaseDatabaseWrapper, sql: str, query: Query
) -> Iterator[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, query.params)
        for rows in batches(cursor):
            yield from rows


def _unescaped(cell: str) -> str:
    """What stands behind the signs that COPY puts for line ends and the like."""
    return ESCAPE.sub(lambda found: ESCAPED.get(found[1], found[1]), cell)

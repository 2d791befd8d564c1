"""A query's rows as CSV lines, from SQLite."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from learning.tabular.columns import Column, Kind, Query
from learning.tabular.csv_lines import Cell, lines, number
from learning.tabular.defusing import defused_sql
from learning.tabular.local_time import local_time
from learning.tabular.selecting import batches, hyphenated, select
from learning.tabular.tally import Tally


def lines_from_sqlite(
    connection: BaseDatabaseWrapper, query: Query, time_zone: str, tally: Tally
) -> Iterator[bytes]:
    """Lines from a cursor, some rows at a time."""
    sql = select(query, [_sqlite_cell(column) for column in query.columns])
    finish = {Kind.DATETIME: local_time(time_zone).iso_of_stored, Kind.NUMBER: number}
    unfinished = [
        (place, finish[column.kind])
        for place, column in enumerate(query.columns)
        if column.kind in finish
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, query.params)
        for rows in batches(cursor):
            finished = [_finished(list(row), unfinished) for row in rows] if unfinished else rows
            tally.rows += len(rows)
            yield lines(finished)


def _finished(row: list[Any], unfinished: Sequence[tuple[int, Cell]]) -> list[Any]:
    for place, finish in unfinished:
        if row[place] is not None:
            row[place] = finish(row[place])
    return row


def _sqlite_cell(column: Column) -> str:
    sql = column.sql
    match column.kind:
        case Kind.TEXT | Kind.DATE:
            # What SQLite calls a date is text like any other.
            return defused_sql(sql, "sqlite")
        case Kind.KEY:
            return hyphenated(sql)
        case Kind.INTEGER:
            return f"CAST({sql} AS INTEGER)"
        case Kind.YES_NO:
            return f"CASE WHEN {sql} THEN 'true' WHEN NOT {sql} THEN 'false' END"
        case Kind.DATETIME:
            # As text, or the driver would first make an object of it.
            return f"CAST({sql} AS TEXT)"
        case Kind.NUMBER:
            return sql

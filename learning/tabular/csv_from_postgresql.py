"""A query's rows as CSV lines, from PostgreSQL."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from learning.tabular.columns import Column, Kind, Query
from learning.tabular.copying import copied
from learning.tabular.csv_lines import DECIMALS
from learning.tabular.defusing import defused_sql
from learning.tabular.selecting import select
from learning.tabular.tally import Tally


def lines_from_postgresql(
    connection: BaseDatabaseWrapper, query: Query, time_zone: str, tally: Tally
) -> Iterator[bytes]:
    """The lines as the server itself writes them."""
    sql = select(query, [_postgresql_cell(column) for column in query.columns])
    tally.rows = yield from copied(connection, sql, query, form="csv", time_zone=time_zone)


def number_sql(expression: str) -> str:
    """A plain decimal without trailing noughts."""
    return f"trim_scale(round(({expression})::numeric, {DECIMALS}))"


def _postgresql_cell(column: Column) -> str:
    sql = column.sql
    match column.kind:
        case Kind.TEXT:
            return defused_sql(sql, "postgresql")
        case Kind.KEY:
            return f"({sql})::uuid"
        case Kind.INTEGER:
            return f"({sql})::bigint"
        case Kind.NUMBER:
            return number_sql(sql)
        case Kind.YES_NO:
            return f"CASE WHEN {sql} THEN 'true' WHEN NOT {sql} THEN 'false' END"
        case Kind.DATE:
            return f"({sql})::date"
        case Kind.DATETIME:
            return f"""to_char(({sql})::timestamptz, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')"""

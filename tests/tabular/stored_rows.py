"""Rows as they might stand in a database, made from parameters, on either kind of it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from learning.tabular.columns import Column, Kind, Query

KEY = UUID("0192f0c1-7a63-7cc3-9f0e-0000000000a1")
COLUMNS = (
    Column("number", Kind.INTEGER, "number"),
    Column("key", Kind.KEY, "key"),
    Column("said", Kind.TEXT, "said"),
    Column("score", Kind.NUMBER, "score"),
    Column("passed", Kind.YES_NO, "passed"),
    Column("day", Kind.DATE, "day"),
    Column("moment", Kind.DATETIME, "moment"),
)
TYPES = ("bigint", "uuid", "text", "numeric", "boolean", "date", "timestamptz")


ROW = (
    7,
    KEY,
    "Ask first",
    Decimal("0.8"),
    True,
    date(2026, 7, 1),
    datetime(2026, 7, 1, 13, 2, tzinfo=UTC),
)


def stored(row):
    """The row's values as parameters that each database takes for its own column types."""
    if connection.vendor == "postgresql":
        return list(row)
    number, key, said, score, passed, day, moment = row
    return [
        number,
        key and key.hex,
        said,
        score if score is None else float(score),
        passed,
        day and day.isoformat(),
        moment and moment.astimezone(UTC).replace(tzinfo=None).isoformat(" "),
    ]


def query_of(*rows, columns=COLUMNS):
    cell = "%s::{}" if connection.vendor == "postgresql" else "%s"
    cells = ", ".join(
        f"{cell.format(kind)} AS {column.sql}" for column, kind in zip(COLUMNS, TYPES, strict=True)
    )
    union = " UNION ALL ".join([f"SELECT {cells}, %s AS place"] * len(rows))
    params = [value for place, row in enumerate(rows) for value in [*stored(row), place]]
    return Query(columns, f"FROM ({union}) AS t ORDER BY place", params)


def text(said):
    return (1, None, said, None, None, None, None)

"""A query's rows as rows of a sheet, from PostgreSQL, some hundred at once.

A million rows have twenty million cells, so a template writes each plain row whole. Rows that need
more thought are written cell by cell.
"""

import re
from collections.abc import Iterator, Sequence

from learning.tabular.columns import Column, Kind
from learning.tabular.copying import copied
from learning.tabular.csv_from_postgresql import number_sql
from learning.tabular.selecting import StoredRows, select
from learning.tabular.xlsx_cells import DIGITS_KEPT, EMPTY, LONGEST_TEXT, WriteBytes, ends_of_cell
from learning.tabular.xlsx_times import FIRST_DAY, UNIX_DAY_ZERO

# What no template can write: signs that COPY has escaped and characters that XML forbids; space at
# either end of a text; what a spreadsheet would take for an escape.
UNUSUAL_BYTES = bytes(set(range(32)) - set(b"\t\n")) + b"\\"
EDGED_BY_SPACE = (b"\t ", b" \t", b"\n ", b" \n")
# Looked for only where their first byte is found, which takes a fraction of the time.
UNUSUAL_PAIRS = ((b"_", b"_x"), (b"\xef", b"\xef\xbf\xbe"), (b"\xef", b"\xef\xbf\xbf"))
SPELT = ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"))
# Longer than any number that a spreadsheet gets right: an integer, a day, a day with its fraction.
LONGEST = {Kind.INTEGER: DIGITS_KEPT, Kind.DATE: 7, Kind.DATETIME: 18}

ESCAPE = re.compile(r"\\(.)", re.DOTALL)
ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def blocks_from_postgresql(
    rows: StoredRows, writers: Sequence[WriteBytes], time_zone: str
) -> Iterator[list[bytes]]:
    """The cells of each row as XML, some hundred rows at a time."""
    columns = rows.query.columns
    writers = [
        _counted_or(write, column.kind) for write, column in zip(writers, columns, strict=True)
    ]
    sql = select(rows.query, [_counted(column) for column in columns])
    for chunk in copied(rows.connection, sql, rows.query, form="text", time_zone=time_zone):
        lines = chunk.removesuffix(b"\n").split(b"\n")
        plain = None if _is_unusual(chunk, lines) else _written_whole(chunk, columns)
        yield _written_one_by_one(lines, writers) if plain is None else plain


def _is_unusual(chunk: bytes, lines: Sequence[bytes]) -> bool:
    edged = b"\n" + chunk
    return (
        len(chunk.translate(None, UNUSUAL_BYTES)) < len(chunk)
        or any(sign in edged for sign in EDGED_BY_SPACE)
        or any(first in chunk and sign in chunk for first, sign in UNUSUAL_PAIRS)
        or max(map(len, lines)) > LONGEST_TEXT
    )


def _written_whole(chunk: bytes, columns: Sequence[Column]) -> list[bytes] | None:
    """Each row by one template for all; none where a number would not do."""
    for sign, spelt in SPELT:
        chunk = chunk.replace(sign, spelt)
    rows = [line.split(b"\t") for line in chunk.removesuffix(b"\n").split(b"\n")]
    by_column = list(zip(*rows, strict=True))
    pieces = []
    for place, column in enumerate(columns):
        values = by_column[place]
        if column.kind in LONGEST and max(map(len, values)) > LONGEST[column.kind]:
            return None
        start, end = ends_of_cell(column.kind)
        if b"" in values:
            by_column[place] = tuple(start + each + end if each else EMPTY for each in values)
            start = end = b""
        pieces.append(start + b"%b" + end)
    return list(map(b"".join(pieces).__mod__, zip(*by_column, strict=True)))


def _written_one_by_one(lines: Sequence[bytes], writers: Sequence[WriteBytes]) -> list[bytes]:
    rows = [[_unescaped(cell) for cell in line.decode().split("\t")] for line in lines]
    by_column = zip(*rows, strict=True)
    cells = [map(write, values) for write, values in zip(writers, by_column, strict=True)]
    return list(map(b"".join, zip(*cells, strict=True)))


def _counted_or(write: WriteBytes, kind: Kind) -> WriteBytes:
    """Leaves a day that the database has counted as it is, and writes any other as ever."""
    if kind not in (Kind.DATE, Kind.DATETIME):
        return write
    start, end = ends_of_cell(kind)
    longest = LONGEST[kind]
    return lambda day: start + day.encode() + end if 0 < len(day) <= longest else write(day)


def _unescaped(cell: str) -> str:
    """What stands behind the signs that COPY puts for line ends and the like."""
    if "\\" not in cell:
        return cell
    return ESCAPE.sub(lambda found: ESCAPED.get(found[1], found[1]), cell)


def _counted(column: Column) -> str:
    """The cell as a sheet has it, dates and times as numbers; text where there is no right number.

    The session's clock is local, so a time without its zone is the local one.
    """
    sql = column.sql
    match column.kind:
        case Kind.TEXT:
            return sql
        case Kind.KEY:
            return f"({sql})::uuid"
        case Kind.INTEGER:
            return f"({sql})::bigint"
        case Kind.NUMBER:
            return number_sql(sql)
        case Kind.YES_NO:
            return f"({sql})::boolean::integer"
        case Kind.DATE:
            return (
                f"CASE WHEN ({sql})::date >= '{FIRST_DAY}'"
                f" THEN (({sql})::date - date '1970-01-01' + {UNIX_DAY_ZERO})::text"
                f" ELSE ({sql})::date::text END"
            )
        case Kind.DATETIME:
            seconds = f"floor(date_part('epoch', ({sql})::timestamptz::timestamp))"
            return (
                f"CASE WHEN ({sql})::timestamptz >= '{FIRST_DAY}'"
                f" THEN ({seconds} / 86400 + {UNIX_DAY_ZERO})::text"
                f" ELSE ({sql})::timestamptz::text END"
            )

"""Rows of cells as lines of CSV, the same from every source."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import SimpleNamespace
from typing import Any

from learning.tabular.columns import Kind
from learning.tabular.defusing import defuse
from learning.tabular.local_time import local_time
from learning.tabular.selecting import ROWS_AT_ONCE
from learning.tabular.tally import Tally

DECIMALS = 10
Cell = Callable[[Any], str]


def lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as lines, with quotation marks just where PostgreSQL puts them."""
    written: list[str] = []
    # Told that lines end in both, the writer puts a cell with either into quotation marks.
    csv.writer(SimpleNamespace(write=written.append), lineterminator="\r\n").writerows(rows)
    return "".join([line[:-2] + "\n" for line in written]).encode()


def lines_in_python(
    rows: Iterable[Sequence[Any]], cells: Sequence[Cell], tally: Tally
) -> Iterator[bytes]:
    """Lines for rows of Python values, some rows at a time."""
    rows = iter(rows)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        tally.rows += len(batch)
        yield lines(
            ["" if value is None else cell(value) for value, cell in zip(row, cells, strict=True)]
            for row in batch
        )


def python_cell(kind: Kind, time_zone: str) -> Cell:
    """How a value of this kind is written. Words from a person are defused."""
    match kind:
        case Kind.TEXT | Kind.KEY:
            return lambda value: defuse(str(value))
        case Kind.INTEGER:
            return lambda value: str(int(value))
        case Kind.NUMBER:
            return number
        case Kind.YES_NO:
            return lambda value: "true" if value else "false"
        case Kind.DATE:
            return lambda value: value.isoformat()
        case Kind.DATETIME:
            return local_time(time_zone).iso


def number(value: Any) -> str:
    """A plain decimal: no exponent, no trailing noughts, no minus before nothing."""
    text = format(value, f".{DECIMALS}f").rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

"""CSV that leaves: UTF-8, a comma between cells, a line feed after each row, formulas defused.

The same rows make the same bytes from both databases and from Python values.
"""

import codecs
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from learning.tabular.columns import Column, Query
from learning.tabular.copying import joined
from learning.tabular.csv_from_postgresql import lines_from_postgresql
from learning.tabular.csv_from_sqlite import lines_from_sqlite
from learning.tabular.csv_lines import lines, lines_in_python, python_cell
from learning.tabular.defusing import defuse
from learning.tabular.tally import Tally


def csv_chunks(
    connection: BaseDatabaseWrapper,
    query: Query,
    *,
    time_zone: str = "Europe/London",
    mark: bool = False,
    tally: Tally | None = None,
) -> Iterator[bytes]:
    """The query's rows as a CSV file, streamed; the memory it takes does not grow with the rows.

    Use the connection for nothing else until the last chunk is read or the iterator closed.
    """
    tally = tally or Tally()
    rows = lines_from_postgresql if connection.vendor == "postgresql" else lines_from_sqlite
    body = rows(connection, query, time_zone, tally)
    return tally.over(joined(chain([_heading(query.columns, mark)], body)))


def csv_of_rows(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    time_zone: str = "Europe/London",
    mark: bool = False,
    tally: Tally | None = None,
) -> Iterator[bytes]:
    """Rows of Python values as a CSV file, for reports and lists.

    Mark a file that people will open in a spreadsheet by double click: some spreadsheets know UTF-8
    only by its mark.
    """
    tally = tally or Tally()
    cells = [python_cell(column.kind, time_zone) for column in columns]
    return tally.over(joined(chain([_heading(columns, mark)], lines_in_python(rows, cells, tally))))


def _heading(columns: Sequence[Column], mark: bool) -> bytes:
    line = lines([[defuse(column.name) for column in columns]])
    return (codecs.BOM_UTF8 if mark else b"") + line

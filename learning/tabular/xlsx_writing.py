"""XLSX that leaves: one workbook, streamed, with real dates, and text that stays text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from learning.tabular import xlsx_parts as parts
from learning.tabular.columns import Column
from learning.tabular.selecting import StoredRows, rows_from_sqlite
from learning.tabular.tally import Tally
from learning.tabular.xlsx_cells import WriteBytes, cell_writer, text_cell
from learning.tabular.xlsx_from_postgresql import blocks_from_postgresql
from learning.tabular.zip_streaming import zip_chunks

Notes = Sequence[tuple[str, str]]
ROWS_AT_ONCE = 500
ROWS_PER_SHEET = 1_048_576
# Some spreadsheets know only the older form of zip, whose members end before 2 GiB.
BYTES_PER_SHEET = 1_800_000_000


def xlsx_chunks(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]] | StoredRows,
    *,
    time_zone: str = "Europe/London",
    sheet_name: str = "Records",
    tally: Tally | None = None,
    about: Callable[[], Notes] | None = None,
) -> Iterator[bytes]:
    """The rows as a workbook, streamed. Past what one sheet can show, it goes on in the next.

    Text is typed and formatted as text, never run as a formula, and so it is left as it is. Times
    are local, without the offset, which spreadsheets cannot hold. `about` gives names and values
    for a last sheet; it is asked after the last row, and so may say how many there were.
    """
    tally = tally or Tally()
    writers = [cell_writer(column.kind, time_zone) for column in columns]
    if isinstance(rows, StoredRows) and rows.connection.vendor == "postgresql":
        blocks = blocks_from_postgresql(rows, writers, time_zone)
    else:
        values = rows_from_sqlite(rows) if isinstance(rows, StoredRows) else rows
        blocks = _blocks(iter(values), writers)
    members = _members(columns, blocks, sheet_name, tally, about)
    return tally.over(zip_chunks(members, may_be_huge=False))


def _blocks(rows: Iterator[Sequence[Any]], writers: Sequence[WriteBytes]) -> Iterator[list[bytes]]:
    """The cells of each row as XML, some hundred rows at a time."""
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        # Column by column, so that nearly all of the work is done in C.
        by_column = zip(*batch, strict=True)
        cells = [map(write, values) for write, values in zip(writers, by_column, strict=True)]
        yield list(map(b"".join, zip(*cells, strict=True)))


def _members(
    columns: Sequence[Column],
    blocks: Iterator[list[bytes]],
    sheet_name: str,
    tally: Tally,
    about: Callable[[], Notes] | None,
) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "[Content_Types].xml", [parts.CONTENT_TYPES.encode()]
    yield "_rels/.rels", [parts.ROOT_RELATIONSHIPS.encode()]
    yield "xl/styles.xml", [parts.STYLES.encode()]
    rows_by_sheet: list[int] = []
    waiting: list[bytes] | None = next(blocks, [])
    while waiting is not None:
        sheet = _Sheet(columns, waiting, blocks)
        yield f"xl/worksheets/sheet{len(rows_by_sheet) + 1}.xml", sheet.chunks()
        rows_by_sheet.append(sheet.rows)
        tally.rows += sheet.rows - 1
        waiting = sheet.left_over or next(blocks, None)
    sheets = len(rows_by_sheet)
    if about:
        sheets += 1
        yield f"xl/worksheets/sheet{sheets}.xml", [_about_sheet(about()).encode()]
    workbook = parts.workbook(sheet_name, columns, rows_by_sheet, has_about=bool(about))
    yield "xl/_rels/workbook.xml.rels", [parts.workbook_relationships(sheets).encode()]
    yield "xl/workbook.xml", [workbook.encode()]


def _about_sheet(notes: Notes) -> str:
    rows = (
        f"<row>{text_cell(name, parts.HEADING_STYLE)}{text_cell(value)}</row>"
        for name, value in notes
    )
    return f"{parts.ABOUT_START}{''.join(rows)}</sheetData></worksheet>"


class _Sheet:
    """One sheet: its heading, then as many of the rows as it can hold."""

    def __init__(
        self, columns: Sequence[Column], first: list[bytes], others: Iterator[list[bytes]]
    ) -> None:
        self.rows = 0
        self.left_over = first
        self._columns = columns
        self._others = others

    def chunks(self) -> Iterator[bytes]:
        """The sheet's XML, some hundred rows at a time."""
        heading = "".join(text_cell(c.name, parts.HEADING_STYLE) for c in self._columns)
        yield f"{parts.sheet_start(self._columns)}<row>{heading}</row>".encode()
        self.rows, size = 1, 0
        while self.left_over:
            room = ROWS_PER_SHEET - self.rows if size < BYTES_PER_SHEET else 0
            block, self.left_over = self.left_over[:room], self.left_over[room:]
            if not block:
                break
            chunk = b"<row>" + b"</row><row>".join(block) + b"</row>"
            self.rows += len(block)
            size += len(chunk)
            yield chunk
            self.left_over = self.left_over or next(self._others, [])
        yield parts.sheet_end(self._columns, self.rows).encode()

"""XLSX that leaves: one workbook, streamed, with real dates, and text that stays text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from learning.tabular import xlsx_parts as parts
from learning.tabular.columns import Column
from learning.tabular.tally import Tally
from learning.tabular.xlsx_cells import WriteBytes, cell_writer, text_cell
from learning.tabular.zip_streaming import zip_chunks

ROWS_AT_ONCE = 500
ROWS_PER_SHEET = 1_048_576
# Some spreadsheets know only the older form of zip, whose members end before 2 GiB.
BYTES_PER_SHEET = 1_800_000_000


def xlsx_chunks(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    time_zone: str = "Europe/London",
    sheet_name: str = "Records",
    tally: Tally | None = None,
) -> Iterator[bytes]:
    """The rows as a workbook, streamed. Past what one sheet can show, it goes on in the next.

    Text is typed and formatted as text, never run as a formula, and so it is left as it is. Times
    are local, without the offset, which spreadsheets cannot hold.
    """
    tally = tally or Tally()
    members = _members(columns, iter(rows), time_zone, sheet_name, tally)
    return tally.over(zip_chunks(members, may_be_huge=False))


def _members(
    columns: Sequence[Column],
    rows: Iterator[Sequence[Any]],
    time_zone: str,
    sheet_name: str,
    tally: Tally,
) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "[Content_Types].xml", [parts.CONTENT_TYPES.encode()]
    yield "_rels/.rels", [parts.ROOT_RELATIONSHIPS.encode()]
    yield "xl/styles.xml", [parts.STYLES.encode()]
    writers = [cell_writer(column.kind, time_zone) for column in columns]
    rows_by_sheet: list[int] = []
    more = True
    while more:
        sheet = _Sheet(columns, writers, rows)
        yield f"xl/worksheets/sheet{len(rows_by_sheet) + 1}.xml", sheet.chunks()
        rows_by_sheet.append(sheet.rows)
        tally.rows += sheet.rows - 1
        following = list(islice(rows, 1))
        rows = chain(following, rows)
        more = bool(following)
    relationships = parts.workbook_relationships(len(rows_by_sheet))
    yield "xl/_rels/workbook.xml.rels", [relationships.encode()]
    yield "xl/workbook.xml", [parts.workbook(sheet_name, columns, rows_by_sheet).encode()]


class _Sheet:
    """One sheet: its heading, then as many of the rows as it can hold."""

    def __init__(
        self,
        columns: Sequence[Column],
        writers: Sequence[WriteBytes],
        rows: Iterator[Sequence[Any]],
    ) -> None:
        self.rows = 0
        self._columns = columns
        self._writers = writers
        self._source = rows

    def chunks(self) -> Iterator[bytes]:
        """The sheet's XML, some rows at a time."""
        heading = (text_cell(c.name, parts.HEADING_STYLE) for c in self._columns)
        yield f"{parts.sheet_start(self._columns)}<row>{''.join(heading)}</row>".encode()
        self.rows, size = 1, 0
        while size < BYTES_PER_SHEET:
            batch = list(islice(self._source, min(ROWS_AT_ONCE, ROWS_PER_SHEET - self.rows)))
            if not batch:
                break
            chunk = self._xml(batch)
            self.rows += len(batch)
            size += len(chunk)
            yield chunk
        yield parts.sheet_end(self._columns, self.rows).encode()

    def _xml(self, rows: Sequence[Sequence[Any]]) -> bytes:
        # Column by column, so that nearly all of the work is done in C.
        by_column = zip(*rows, strict=True)
        cells = [map(write, values) for write, values in zip(self._writers, by_column, strict=True)]
        lines = map(b"".join, zip(*cells, strict=True))
        return b"<row>" + b"</row><row>".join(lines) + b"</row>"

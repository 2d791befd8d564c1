"""Small files that were made to take a machine's time or memory."""

import contextlib
import io
import struct
import time
import zipfile

import pytest

from learning.tabular import xlsx_package, xlsx_sheet
from learning.tabular.reading import UnreadableTable, open_table
from tests.tabular.workbooks import MAIN, package, sheet_xml, text, workbook, zipped


def table_of(data):
    return open_table(io.BytesIO(data))


def bomb(parts):
    """A zip whose last part grows for as long as anybody reads it."""
    file = io.BytesIO(workbook([("a",)]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, piece in parts.items():
            with archive.open(name, "w") as part:
                part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
                for _ in range(400):
                    part.write(piece * 1000)
    return file.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_grows_without_end_is_left_off(monkeypatch):
    monkeypatch.setattr(xlsx_package, "MOST_BYTES", 1_000_000)
    data = bomb({"xl/worksheets/sheet1.xml": b"<row><c><v>1</v></c></row>"})

    with pytest.raises(UnreadableTable, match="too large"):
        list(table_of(data))


@pytest.mark.parametrize("piece", ["<t/>", "<t>a</t>"], ids=["of nothing", "of a letter"])
@pytest.mark.parametrize("is_shared", [True, False], ids=["shared", "in the cell"])
def test_a_text_in_very_many_pieces_is_read_at_once_or_refused(piece, is_shared):
    """A small file, were each piece to be added up with all before it, would keep us for hours."""
    pieces = piece * 300_000
    cell = '<c t="s"><v>0</v></c>' if is_shared else f'<c t="inlineStr"><is>{pieces}</is></c>'
    sheets = {"Staff": sheet_xml([[text("a")], [cell]])}
    shared = f'<sst xmlns="{MAIN}"><si>{pieces}</si></sst>' if is_shared else ""
    begun = time.process_time()

    with contextlib.suppress(UnreadableTable):
        assert list(table_of(package(sheets, strings=shared))) == []

    assert time.process_time() - begun < 10


def test_a_sheet_of_too_many_cells_is_left_off(monkeypatch):
    monkeypatch.setattr(xlsx_sheet, "MOST_CELLS", 100)
    data = workbook([("a",), *[("x",)] * 200])

    with pytest.raises(UnreadableTable, match="too large"):
        list(table_of(data))


def test_a_zip_that_lists_too_many_parts_is_not_opened():
    parts = {f"{number:05}": "" for number in range(12_000)}

    with pytest.raises(UnreadableTable, match="cannot be read"):
        table_of(zipped(parts))


def test_a_zip_that_lies_about_its_list_is_refused():
    data = bytearray(workbook([("a",)]))
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, 0xFFFFFFFF)

    with pytest.raises(UnreadableTable, match="cannot be read"):
        table_of(bytes(data))

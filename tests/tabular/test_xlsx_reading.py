import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.tabular.columns import Column, Kind
from learning.tabular.reading import Row, UnreadableTable, open_table
from learning.tabular.xlsx_writing import xlsx_chunks
from tests.tabular.workbooks import (
    MAIN,
    number,
    package,
    sheet_xml,
    styles_xml,
    text,
    workbook,
    zipped,
)

HEADER = [text("Number"), text("Name")]


def table_of(data, **options):
    return open_table(io.BytesIO(data), **options)


def rows_of(data):
    return [row.cells for row in table_of(data)]


def one_cell(xml, **parts):
    """What a cell under a header says."""
    [[said]] = rows_of(package({"Staff": sheet_xml([[text("Number")], [xml]])}, **parts))
    return said


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        pytest.param(number("10454"), "10454", id="a whole number"),
        pytest.param(number("10454.0"), "10454", id="a whole number with its point"),
        pytest.param(number("37.5"), "37.5", id="a fraction"),
        pytest.param(number("0.30000000000000004"), "0.3", id="more digits than are shown"),
        pytest.param(number("1.2E+3"), "1200", id="a power of ten"),
        pytest.param(number("1E-3"), "0.001", id="a small fraction"),
        pytest.param(number("-0.50"), "-0.5", id="below nought"),
        pytest.param(number("NaN"), "NaN", id="no number at all"),
        pytest.param(number("12x"), "12x", id="not a number"),
        pytest.param('<c t="b"><v>1</v></c>', "TRUE", id="yes"),
        pytest.param('<c t="b"><v>0</v></c>', "FALSE", id="no"),
        pytest.param('<c t="e"><v>#N/A</v></c>', "#N/A", id="an error"),
        pytest.param('<c t="str"><f>A1&amp;""</f><v>E1</v></c>', "E1", id="the text of a formula"),
        pytest.param("<c><f>1+1</f><v>2</v></c>", "2", id="the number of a formula"),
        pytest.param('<c t="d"><v>2026-03-02T00:00:00</v></c>', "2026-03-02", id="a day in ISO"),
        pytest.param('<c t="d"><v>soon</v></c>', "soon", id="no day in ISO"),
        pytest.param(text("\u00a0 Asha \u200b"), "Asha", id="space around"),
        pytest.param(text("one_x000D_\ntwo"), "one\r\ntwo", id="letters that XML cannot hold"),
        pytest.param(text("_x005F_x0041_"), "_x0041_", id="what only looks like one of them"),
        pytest.param(text("a_x0000_b_xD800_"), "a_x0000_b_xD800_", id="what is no letter"),
        pytest.param(
            '<c t="inlineStr"><is><r><t>As</t></r><r><t>ha</t></r><rPh><t>no</t></rPh></is></c>',
            "Asha",
            id="text in several styles",
        ),
    ],
)
def test_a_cell_says_what_people_see(xml, said):
    assert one_cell(xml) == said


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        pytest.param("dd/mm/yyyy", "46083", "2026-03-02", id="a day"),
        pytest.param("[$-809]d mmmm yyyy", "46083", "2026-03-02", id="a day in words"),
        pytest.param("dd/mm/yyyy hh:mm", "46083.585", "2026-03-02 14:02:24", id="a moment"),
        pytest.param("hh:mm", "0.5", "12:00:00", id="a time of day"),
        pytest.param("[h]:mm", "1.5", "36:00:00", id="a length of time"),
        pytest.param("dd/mm/yyyy", "99999999", "99999999", id="a day that no calendar has"),
        pytest.param("000000", "1234", "001234", id="leading noughts that are shown"),
        pytest.param("000000", "1234.5", "1234.5", id="a fraction under such a format"),
        pytest.param('0.00"d"', "1.5", "1.5", id="a letter that means no day"),
        pytest.param("£#,##0.00", "1234.50", "1234.5", id="money"),
        pytest.param("General", "46083", "46083", id="no format"),
        pytest.param("@", "46083", "46083", id="text"),
    ],
)
def test_a_format_decides_what_a_number_is(code, value, said):
    assert one_cell(number(value, style=1), styles=styles_xml(code)) == said


def test_a_workbook_may_count_its_days_from_1904():
    settings = '<workbookPr date1904="1"/>'
    styles = styles_xml("yyyy-mm-dd")

    assert one_cell(number("44621", style=1), styles=styles, settings=settings) == "2026-03-02"


def test_rows_and_columns_that_hold_nothing_are_passed_over():
    rows = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c>'
        '<c r="B1"><v>2</v></c><c r="XFD1" s="3"/></row><row r="2"><c r="A2" s="1"/></row>'
        '<row r="7"><c r="B7"><v>5</v></c></row></sheetData></worksheet>'
    )
    table = table_of(package({"Staff": rows}))

    assert table.header == ("1", "2")
    assert list(table) == [Row(7, ("", "5"))]


def test_programmes_may_name_the_parts_of_a_sheet_in_their_own_way():
    rows = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="str"><x:v>Number</x:v></x:c>'
        "</x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )

    assert rows_of(package({"Staff": rows})) == [("7",)]


def test_what_openpyxl_writes_is_read():
    book = openpyxl.Workbook()
    book.active.append(["Number", "Name", "Since", "Seen"])
    book.active.append([10454, "Brontë", date(2026, 3, 2), datetime(2026, 3, 2, 14, 2)])
    file = io.BytesIO()
    book.save(file)

    assert rows_of(file.getvalue()) == [("10454", "Brontë", "2026-03-02", "2026-03-02 14:02:00")]


def test_what_we_write_ourselves_is_read():
    columns = [Column("Number"), Column("Since", Kind.DATE)]
    data = b"".join(xlsx_chunks(columns, [("E1", date(2026, 3, 2))], sheet_name="Staff"))
    table = table_of(data)

    assert (table.sheet, table.header) == ("Staff", ("Number", "Since"))
    assert list(table) == [Row(2, ("E1", "2026-03-02"))]


SHEETS = {
    "Empty": sheet_xml([]),
    "Hidden": ("hidden", sheet_xml([[text("No")], [text("1")]])),
    "Staff": sheet_xml([HEADER, [text("E1"), text("Asha")]]),
    "Notes": sheet_xml([[text("Note")], [text("Hello")]]),
}


def test_the_first_visible_sheet_that_holds_anything_is_read_and_the_others_are_told():
    table = table_of(package(SHEETS))

    assert table.sheet == "Staff"
    assert table.other_sheets == ("Empty", "Notes")
    assert list(table) == [Row(2, ("E1", "Asha"))]


def test_another_sheet_can_be_named():
    table = table_of(package(SHEETS), sheet="Notes")

    assert (table.sheet, table.header) == ("Notes", ("Note",))


def test_a_formula_that_gives_no_text_is_an_empty_cell():
    formula = '<c t="str"><f>""</f><v></v></c>'
    data = package({"Staff": sheet_xml([HEADER, [text("E1"), formula]])})

    assert rows_of(data) == [("E1",)]


def merged(place):
    after = f'<mergeCells><mergeCell ref="{place}"/></mergeCells>'
    return package({"Staff": sheet_xml([HEADER, [text("E1"), text("Asha")]], after=after)})


@pytest.mark.parametrize(
    "place",
    [pytest.param("D2:D9", id="beside the table"), pytest.param("A1:B1", id="in the header")],
)
def test_merged_cells_that_hide_nothing_are_left_alone(place):
    assert rows_of(merged(place)) == [("E1", "Asha")]


def ole(inside=""):
    return b"\xd0\xcf\x11\xe0" + b"\0" * 70_000 + inside.encode("utf-16-le")


def with_sheet(xml):
    return package({"Staff": xml})


def encrypted_flag():
    """A part of which the zip says that it needs a password."""
    data = bytearray(workbook([("a",)]))
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


BAD_CELLS = {
    "an unknown text": '<c t="s"><v>7</v></c>',
    "no number of a text": '<c t="s"><v>-1</v></c>',
    "a place that is none": '<c r="1A"><v>1</v></c>',
    "a style that is none": '<c s="x"><v>1</v></c>',
}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(ole(), "older Office programme", id="xls"),
        pytest.param(ole("EncryptedPackage"), "protected by a password", id="encrypted"),
        pytest.param(
            package({"S": ""}, kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
            "holds macros",
            id="xlsm",
        ),
        pytest.param(
            package({"S": ""}, kind="application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
            "Save it as .xlsx",
            id="xlsb",
        ),
        pytest.param(
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "OpenDocument",
            id="ods",
        ),
        pytest.param(zipped({"staff.csv": "a,b"}), "a zip file and no workbook", id="a zip"),
        pytest.param(b"PK\x03\x04" + b"\0" * 99, "cannot be read as a workbook", id="half a zip"),
        pytest.param(workbook([("a",)])[:-300], "cannot be read as a workbook", id="cut off"),
        pytest.param(package({}), "The workbook is empty", id="no sheets"),
        pytest.param(package({"S": sheet_xml([])}), "The workbook is empty", id="nothing in it"),
        pytest.param(with_sheet(sheet_xml([[], HEADER])), "first row is empty", id="no header"),
        pytest.param(
            with_sheet(sheet_xml([[text("a"), "<c/>", text("c")]])),
            "Column 2 has no name",
            id="a column without a name",
        ),
        pytest.param(
            with_sheet(sheet_xml([HEADER, [text("E1"), "<c><f>1+1</f></c>"]])),
            "formula in row 2, column B",
            id="a formula without its value",
        ),
        pytest.param(merged("A2:A3"), "cells A2:A3 are merged", id="merged cells"),
        pytest.param(
            with_sheet("<!DOCTYPE a [<!ENTITY e 'x'>]>" + sheet_xml([[text("&e;")]])),
            "cannot be read as a workbook",
            id="entities",
        ),
        pytest.param(
            with_sheet("<!DOCTYPE a SYSTEM 'file:///etc/passwd'>" + sheet_xml([HEADER])),
            "cannot be read as a workbook",
            id="an entity from outside",
        ),
        pytest.param(with_sheet("<worksheet>"), "cannot be read", id="XML without its end"),
        pytest.param(encrypted_flag(), "cannot be read", id="a part with a password"),
        pytest.param(
            with_sheet(f'<worksheet xmlns="{MAIN}"><row r="9999999999"/></worksheet>'),
            "cannot be read",
            id="a row beyond all sheets",
        ),
        pytest.param(
            with_sheet(f'<worksheet xmlns="{MAIN}"><row r="2"/><row r="1"/></worksheet>'),
            "cannot be read",
            id="rows out of order",
        ),
        pytest.param(
            with_sheet(sheet_xml([['<c r="XFD1"><v>1</v></c>']])), "too large", id="too wide"
        ),
        pytest.param(
            with_sheet(sheet_xml([[text("x" * 70_000)]])), "cannot be read", id="a text without end"
        ),
        pytest.param(
            with_sheet(
                sheet_xml([['<c t="inlineStr"><is>' + "<t>xxxxxxxxx</t>" * 8000 + "</is></c>"]])
            ),
            "cannot be read",
            id="a text of pieces without end",
        ),
        pytest.param(
            with_sheet(f'<worksheet xmlns="{MAIN}" a="{"x" * 3_000_000}"/>'),
            "cannot be read",
            id="an attribute without end",
        ),
        *[
            pytest.param(with_sheet(sheet_xml([HEADER, [xml]])), "cannot be read", id=name)
            for name, xml in BAD_CELLS.items()
        ],
    ],
)
def test_what_cannot_be_read_is_refused_with_its_cure(data, sentence):
    with pytest.raises(UnreadableTable, match=sentence):
        list(table_of(data))


def test_a_sheet_that_is_not_there_is_refused():
    with pytest.raises(UnreadableTable, match="no sheet called “Staff list”"):
        table_of(package(SHEETS), sheet="Staff list")


PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
]
SOUND = package(
    {"Staff": sheet_xml([['<c r="A1" t="s"><v>0</v></c>'], [number("46083", 1)]])},
    styles=styles_xml("dd/mm/yyyy"),
    strings=f'<sst xmlns="{MAIN}"><si><t>Number</t></si></sst>',
)


def table_or_refusal(data):
    try:
        table = table_of(data)
        rows = list(table)
    except UnreadableTable as refusal:
        assert str(refusal)
        return
    assert table.header
    assert all(any(row.cells) for row in rows)


@settings(deadline=None, max_examples=200)
@given(place=st.integers(0, len(SOUND) - 1), byte=st.integers(0, 255))
def test_whatever_byte_is_wrong_it_is_a_table_or_refused(place, byte):
    table_or_refusal(SOUND[:place] + bytes([byte]) + SOUND[place + 1 :])


@settings(deadline=None, max_examples=200)
@given(
    name=st.sampled_from(PARTS),
    cut=st.floats(0, 1),
    instead=st.sampled_from(["", "-1", "x", "9" * 12, '"', "<", "/>", "\x00", "../", "é", "1"]),
    length=st.integers(0, 9),
)
def test_whatever_a_part_says_it_is_a_table_or_refused(name, cut, instead, length):
    with zipfile.ZipFile(io.BytesIO(SOUND)) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist()}
    place = int(cut * len(parts[name]))
    parts[name] = parts[name][:place] + instead + parts[name][place + length :]

    table_or_refusal(zipped(parts))

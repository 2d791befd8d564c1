import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from learning.tabular import xlsx_writing
from learning.tabular.columns import Column, Kind
from learning.tabular.tally import Tally
from learning.tabular.xlsx_cells import cell_writer
from learning.tabular.xlsx_parts import letters, sheet_name
from learning.tabular.xlsx_writing import xlsx_chunks

COLUMNS = (
    Column("Number", Kind.INTEGER),
    Column("Key", Kind.KEY),
    Column("Said", Kind.TEXT),
    Column("Score", Kind.NUMBER),
    Column("Passed", Kind.YES_NO),
    Column("Day", Kind.DATE),
    Column("Moment", Kind.DATETIME),
)
KEY = UUID("0192f0c1-7a63-7cc3-9f0e-0000000000a1")
MOMENT = datetime(2026, 7, 1, 13, 2, 5, tzinfo=UTC)
ROW = (7, KEY, "Ask first", Decimal("0.8"), True, date(2026, 7, 1), MOMENT)


def opened(columns, rows, **options):
    data = b"".join(xlsx_chunks(columns, rows, **options))
    return load_workbook(io.BytesIO(data))


def text_of(said):
    [[cell]] = opened([Column("Said")], [[said]]).active.iter_rows(min_row=2)
    return cell


def test_each_kind_opens_as_what_it_is():
    sheet = opened(COLUMNS, [ROW]).active

    assert [cell.value for cell in sheet[1]] == [column.name for column in COLUMNS]
    assert [cell.value for cell in sheet[2]] == [
        *(7, str(KEY), "Ask first", 0.8, True),
        datetime(2026, 7, 1),
        datetime(2026, 7, 1, 14, 2, 5),
    ]
    assert [cell.data_type for cell in sheet[2]] == ["n", "s", "s", "n", "b", "d", "d"]


def test_the_heading_is_bold_stays_in_view_and_filters():
    book = opened(COLUMNS, [ROW, ROW], sheet_name="Completions")

    assert book.sheetnames == ["Completions"]
    assert all(cell.font.bold for cell in book.active[1])
    assert book.active.freeze_panes == "A2"
    assert book.active.auto_filter.ref == "A1:G3"


def test_nothing_is_an_empty_cell():
    sheet = opened(COLUMNS, [(None,) * 7, ROW]).active

    assert [cell.value for cell in sheet[2]] == [None] * 7
    assert sheet["A3"].value == 7


def test_a_table_without_rows_still_has_its_heading():
    sheet = opened(COLUMNS, []).active

    assert sheet.max_row == 1
    assert sheet["G1"].value == "Moment"


@pytest.mark.parametrize(
    "said", ["=1+1", "@SUM(A1)", "+44", "-1", "007", "1/2", "TRUE", "2026-07-01"]
)
def test_text_stays_text_whatever_it_looks_like(said):
    cell = text_of(said)

    assert (cell.value, cell.data_type, cell.number_format) == (said, "s", "@")
    assert cell.quotePrefix


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param("<b> & \"x\" > 'y'", "<b> & \"x\" > 'y'", id="signs of the format"),
        pytest.param("  both ends  ", "  both ends  ", id="space at both ends"),
        pytest.param("one\r\ntwo\rthree", "one\ntwo\nthree", id="line ends"),
        pytest.param("a\x00b\x0bc\x1fd\ufffee", "abcde", id="what the format cannot hold"),
        pytest.param("half \ud83d letter", "half  letter", id="half a letter"),
        pytest.param("Zoë 日本 🙂", "Zoë 日本 🙂", id="letters of the world"),
    ],
)
def test_text_with_unusual_characters_opens(said, shown):
    assert text_of(said).value == shown


def test_text_that_looks_escaped_is_not_unescaped_by_the_spreadsheet():
    assert b"_x005F_x0041_" in cell_writer(Kind.TEXT, "UTC")("_x0041_")


def test_text_too_long_for_a_cell_is_cut_and_shows_it():
    assert len(text_of("x" * 32_767).value) == 32_767
    assert text_of("x" * 40_000).value == "x" * 32_766 + "…"
    assert text_of("🙂" * 20_000).value == "🙂" * 16_383 + "…"


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_text():
    assert opened([Column("N", Kind.INTEGER)], [[10**15]]).active["A2"].value == "1000000000000000"
    assert opened([Column("N", Kind.INTEGER)], [[10**15 - 1]]).active["A2"].value == 10**15 - 1


def test_days_that_a_spreadsheet_gets_wrong_are_text():
    columns = [Column("Day", Kind.DATE), Column("Moment", Kind.DATETIME)]
    old = (date(1900, 2, 28), datetime(1899, 7, 1, 12, tzinfo=UTC))

    sheet = opened(columns, [old, (date(1900, 3, 1), None)]).active

    assert [cell.value for cell in sheet[2]] == ["1900-02-28", "1899-07-01T12:00:00+00:00"]
    assert sheet["A3"].value == datetime(1900, 3, 1)


@pytest.mark.parametrize(
    ("in_utc", "in_london"),
    [
        (datetime(2026, 3, 29, 0, 59, 59), datetime(2026, 3, 29, 0, 59, 59)),
        (datetime(2026, 3, 29, 1, 0, 0), datetime(2026, 3, 29, 2, 0, 0)),
        (datetime(2026, 10, 25, 0, 30, 0), datetime(2026, 10, 25, 1, 30, 0)),
        (datetime(2026, 10, 25, 1, 30, 0), datetime(2026, 10, 25, 1, 30, 0)),
        (datetime(2026, 12, 31, 23, 59, 59, 999_999), datetime(2026, 12, 31, 23, 59, 59)),
    ],
)
def test_times_are_local_on_both_sides_of_a_clock_change(in_utc, in_london):
    sheet = opened([Column("Moment", Kind.DATETIME)], [[in_utc.replace(tzinfo=UTC)]]).active

    assert sheet["A2"].value == in_london


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        list(xlsx_chunks([Column("Moment", Kind.DATETIME)], [[datetime(2026, 7, 1)]]))


def test_a_row_of_another_length_is_refused():
    for rows in ([(1, 2)], [ROW, ROW[:-1]], [(*ROW, 8)]):
        with pytest.raises(ValueError, match="argument"):
            list(xlsx_chunks(COLUMNS, rows))


def test_values_that_are_equal_to_a_computer_do_not_stand_in_for_each_other():
    sheet = opened([Column("Said")], [[1], [True], [1.0], ["1"]]).active

    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == ["1", "True", "1.0", "1"]


def test_a_long_table_goes_on_in_the_next_sheet(monkeypatch):
    monkeypatch.setattr(xlsx_writing, "ROWS_PER_SHEET", 4)
    tally = Tally()

    book = opened([Column("N", Kind.INTEGER)], ([n] for n in range(7)), tally=tally)

    assert book.sheetnames == ["Records", "Records 2", "Records 3"]
    assert [[row[0] for row in sheet.values] for sheet in book] == [
        ["N", 0, 1, 2],
        ["N", 3, 4, 5],
        ["N", 6],
    ]
    assert [sheet.auto_filter.ref for sheet in book] == ["A1:A4", "A1:A4", "A1:A2"]
    assert tally.rows == 7
    assert tally.is_complete


def test_a_table_that_just_fills_a_sheet_needs_no_second(monkeypatch):
    monkeypatch.setattr(xlsx_writing, "ROWS_PER_SHEET", 4)

    assert opened([Column("N", Kind.INTEGER)], [[1], [2], [3]]).sheetnames == ["Records"]


def test_a_sheet_of_long_texts_ends_before_the_zip_would_need_its_newer_form(monkeypatch):
    monkeypatch.setattr(xlsx_writing, "BYTES_PER_SHEET", 10_000)
    monkeypatch.setattr(xlsx_writing, "ROWS_AT_ONCE", 1)

    book = opened([Column("Said")], [["x" * 6_000]] * 3)

    assert [sheet.max_row for sheet in book] == [3, 2]


def test_every_part_is_xml_and_the_same_table_makes_the_same_bytes():
    data = b"".join(xlsx_chunks(COLUMNS, [ROW] * 3))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    assert b"".join(xlsx_chunks(COLUMNS, [ROW] * 3)) == data


def test_a_last_sheet_says_what_the_workbook_is_once_the_rows_are_counted():
    tally = Tally()

    book = opened(
        COLUMNS,
        [ROW] * 3,
        tally=tally,
        about=lambda: [("Rows", str(tally.rows)), ("Made by", "=HYPERLINK()")],
    )

    assert book.sheetnames == ["Records", "About"]
    assert book.active.max_row == 4
    cells = [[cell.value for cell in row] for row in book["About"].iter_rows()]
    assert cells == [["Rows", "3"], ["Made by", "=HYPERLINK()"]]
    assert book["About"]["B2"].data_type == "s"


def test_many_different_values_are_forgotten_again():
    write = cell_writer(Kind.TEXT, "UTC")

    for number in range(50_000):
        assert str(number).encode() in write(str(number))

    assert len(write.__self__) <= 30_000
    assert write(None) == b"<c/>"


@settings(deadline=None)
@given(st.lists(st.text(max_size=8), min_size=1, max_size=5))
def test_whatever_people_write_the_workbook_opens_and_no_cell_is_a_formula(texts):
    sheet = opened([Column("Said")], [[said] for said in texts]).active

    assert all(cell.data_type != "f" for (cell,) in sheet.iter_rows())


@pytest.mark.parametrize(
    ("name", "number", "shown"),
    [
        ("Records", 1, "Records"),
        ("Who: [all]/any?", 2, "Who   all  any 2"),
        ("x" * 40, 12, "x" * 28 + " 12"),
        ("''", 1, "Sheet"),
    ],
)
def test_a_sheet_has_a_name_that_a_spreadsheet_accepts(name, number, shown):
    assert sheet_name(name, number) == shown


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(column, name):
    assert letters(column) == name

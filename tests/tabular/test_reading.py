import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.tabular.reading import Row, UnreadableTable, read_csv

NAMES = "Payroll number,Surname\r\nE1,Brontë\r\nE2,O’Neill\r\n"
PEOPLE = (Row(2, ("E1", "Brontë")), Row(3, ("E2", "O’Neill")))


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        pytest.param("utf-8", "UTF-8", id="UTF-8"),
        pytest.param("utf-8-sig", "UTF-8 with a mark", id="UTF-8 with its mark"),
        pytest.param("utf-16", "UTF-16", id="UTF-16"),
        pytest.param("utf-16-le", "UTF-16", id="UTF-16 without its mark"),
        pytest.param("utf-16-be", "UTF-16", id="UTF-16 the other way round, without its mark"),
        pytest.param("windows-1252", "Windows-1252", id="an older office programme"),
    ],
)
def test_names_read_the_same_whatever_programme_saved_them(encoding, found):
    table = read_csv(NAMES.encode(encoding))

    assert table.encoding == found
    assert table.header == ("Payroll number", "Surname")
    assert table.rows == PEOPLE


def test_the_other_order_of_utf_16_is_read_too():
    table = read_csv(b"\xfe\xff" + NAMES.encode("utf-16-be"))

    assert table.rows == PEOPLE


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_from_the_header(delimiter):
    table = read_csv(NAMES.replace(",", delimiter).encode())

    assert table.delimiter == delimiter
    assert table.rows == PEOPLE


def test_a_delimiter_inside_quotation_marks_is_no_delimiter():
    table = read_csv(b'"Site, floor, desk";Name\n"Civic Centre, 2";Asha\n')

    assert table.header == ("Site, floor, desk", "Name")
    assert table.rows == (Row(2, ("Civic Centre, 2", "Asha")),)


def test_one_column_is_a_table():
    assert read_csv(b"Payroll number\nE1\n").rows == (Row(2, ("E1",)),)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(line_end):
    assert read_csv(f"a,b{line_end}1,2{line_end}3,4".encode()).rows == (
        Row(2, ("1", "2")),
        Row(3, ("3", "4")),
    )


def test_blank_rows_are_skipped_and_the_others_keep_their_numbers():
    table = read_csv("a,b\n\n , \u00a0\n1,2\n,\n3,4\n".encode())

    assert table.rows == (Row(4, ("1", "2")), Row(6, ("3", "4")))


def test_a_cell_of_several_lines_is_one_row_as_a_spreadsheet_shows_it():
    table = read_csv(b'a,b\n"one\ntwo",2\n3,4\n')

    assert table.rows == (Row(2, ("one\ntwo", "2")), Row(3, ("3", "4")))


def test_space_around_a_cell_is_dropped_even_the_kind_nobody_sees():
    table = read_csv("\u200b a \u00a0,b\n\u00a0 Asha\t,\ufeff x \u200b\n".encode())

    assert table.header == ("a", "b")
    assert table.rows == (Row(2, ("Asha", "x")),)


def test_a_row_has_as_many_cells_as_the_file_gives_it():
    table = read_csv(b"a,b,c\n1\n1,2,3,4\n")

    assert table.rows == (Row(2, ("1",)), Row(3, ("1", "2", "3", "4")))


def test_empty_columns_to_the_right_have_no_name_and_need_none():
    table = read_csv(b"a,b,,\n1,2,,\n")

    assert table.header == ("a", "b")
    assert table.rows == (Row(2, ("1", "2", "", "")),)


def test_quotation_marks_within_a_bare_cell_stay():
    assert read_csv(b'a,b\n5" screen,2\n"He said ""no""",3\n').rows == (
        Row(2, ('5" screen', "2")),
        Row(3, ('He said "no"', "3")),
    )


def spreadsheet():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", "The file is empty.", id="nothing"),
        pytest.param(b" \r\n\t\r\n", "The file is empty.", id="only white space"),
        pytest.param(spreadsheet(), "save it as CSV", id="a spreadsheet"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx", id="an old spreadsheet"
        ),
        pytest.param(b"%PDF-1.7\n", "This is a PDF.", id="a PDF"),
        pytest.param(b"a,b\n1,\x002\n", "Row 2 .* not a text file", id="a nought byte"),
        pytest.param(b"a,b\n1,\x81\n", "Row 2 .* Windows-1252", id="a letter that no encoding has"),
        pytest.param(b"\xff\xfea", "ends in row 1 in the middle", id="half a letter"),
        pytest.param(
            "a,b\n1,é\n2,é".encode()[:-1], "ends in row 3 in the middle", id="cut in a letter"
        ),
        pytest.param(
            "a,b\n1,é\n2,é\n3,".encode() + b"\xe9\n", "Row 4 .* UTF-8", id="one letter otherwise"
        ),
        pytest.param(b"\xef\xbb\xbf", "The file is empty.", id="a mark and nothing else"),
        pytest.param(b"<html><table><tr><td>a", "This is a web page", id="a web page"),
        pytest.param(b"\r\n<TABLE>", "This is a web page", id="part of a web page"),
        pytest.param(b"{\\rtf1 a,b}", "This is a text document", id="a text document"),
        pytest.param(b",,\n1,2,3\n", "first row is empty", id="no column names"),
        pytest.param(b"\n\na,b\n", "first row is empty", id="blank lines on top"),
        pytest.param(b"a,,c\n1,2,3\n", "Column 2 has no name", id="a column without a name"),
        pytest.param(
            ",".join(map(str, range(1_001))).encode(), "1001 columns", id="columns without end"
        ),
        pytest.param(b"Email,Name,e-mail,EMAIL \n", "called “EMAIL”", id="a name used twice"),
        pytest.param(b'a,b\n1,2\n"3,4\n5,6\n', "Row 3 cannot be read", id="a lone quotation mark"),
        pytest.param(b'a,b\n1,2\n"3"x,4\n', "Row 3 cannot be read", id="text after a quoted cell"),
        pytest.param(b"a,b\n1,2\n" + b"x" * 200_000, "Row 3 cannot", id="a cell without end"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableTable, match=sentence):
        read_csv(data)


def table_or_refusal(data):
    try:
        table = read_csv(data)
    except UnreadableTable as refusal:
        assert str(refusal)
        return
    assert table.header
    assert all(any(row.cells) for row in table.rows)
    numbers = [row.number for row in table.rows]
    assert numbers == sorted(set(numbers))
    assert all(number > 1 for number in numbers)


@settings(deadline=None)
@given(st.binary())
def test_whatever_bytes_come_they_are_a_table_or_refused(data):
    table_or_refusal(data)


FRAGMENTS = [",", ";", "\t", "|", '"', '""', "\n", "\r", "\r\n", "\0", "\ufeff", "\u2028", "\x85"]


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3))).map("".join),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"]),
)
def test_whatever_looks_like_a_table_is_one_or_is_refused(text, encoding):
    table_or_refusal(text.encode(encoding, "ignore"))


def test_a_letter_at_the_very_end_may_be_of_an_older_office_programme():
    table = read_csv("Number,Name\nE1,André".encode("windows-1252"))

    assert table.encoding == "Windows-1252"
    assert table.rows == (Row(2, ("E1", "André")),)


def test_a_few_letters_that_would_do_in_utf_8_do_not_make_it_that():
    names = "Number,Name\nE1,Ã©\nE2,Brontë\nE3,Peña\nE4,Zoë\n"
    table = read_csv(names.encode("windows-1252"))

    assert table.encoding == "Windows-1252"
    assert [row.cells[1] for row in table.rows] == ["Ã©", "Brontë", "Peña", "Zoë"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_first_line_for_the_spreadsheet_tells_the_delimiter_and_is_no_row(delimiter, line_end):
    lines = [f"sep={delimiter}", f"a{delimiter}b,c;d", f"1{delimiter}2", ""]
    table = read_csv(line_end.join(lines).encode())

    assert table.delimiter == delimiter
    assert table.rows == (Row(2, ("1", "2")),)


def test_a_column_may_be_called_so():
    assert read_csv(b"sep=;a\n1;2\n").header == ("sep=", "a")


def test_a_row_without_end_is_refused_before_it_is_all_in_memory():
    with pytest.raises(UnreadableTable, match="Row 3 cannot be read"):
        read_csv(b"a,b\n1,2\n" + b'"x","y\n",' * 200_000)

import csv
import io
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from learning.tabular.reading import Row, UnreadableTable, open_table
from tests.databases.copies import ROOT
from tests.tabular.workbooks import workbook

# Bytes before the text, and how it is encoded.
WRITTEN = {
    "UTF-8": (b"", "utf-8"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf", "utf-8"),
    "UTF-16": (b"\xff\xfe", "utf-16-le"),
    "UTF-16, the other way round": (b"\xfe\xff", "utf-16-be"),
    "Windows-1252": (b"", "windows-1252"),
}
DELIMITERS = ",;\t|"
PLAIN = "".join(map(chr, range(0x20, 0x7F)))
OLDER = PLAIN + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸÀÉÑÖßàéîñöüÿ"
HEADER = ("Payroll number", "Name", "Site, floor")


def cells_of(letters):
    return letters.map(lambda cell: cell.strip().strip("\u200b\u2060\ufeff").strip())


def tables(cells):
    return st.lists(st.tuples(cells, cells, cells).filter(any), min_size=1, max_size=8)


def write(rows, delimiter, line_end="\r\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows([HEADER, *rows])
    return text.getvalue()


def read(data):
    table = open_table(io.BytesIO(data))
    return table, [row.cells for row in table]


ANY_TEXT = cells_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\x85"), max_size=12)
).filter(lambda cell: cell == cell.strip())
XML_TEXT = cells_of(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12))


@settings(deadline=None)
@given(
    rows=tables(ANY_TEXT),
    how=st.sampled_from(sorted(set(WRITTEN) - {"Windows-1252"})),
    delimiter=st.sampled_from(DELIMITERS),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_is_written_is_read_back_the_same(rows, how, delimiter, line_end):
    mark, codec = WRITTEN[how]

    table, found = read(mark + write(rows, delimiter, line_end).encode(codec))

    assert (table.header, found) == (HEADER, rows)
    assert table.encoding == how.partition(",")[0]
    assert table.delimiter == delimiter


@settings(deadline=None)
@given(rows=tables(cells_of(st.text(OLDER, max_size=12))), delimiter=st.sampled_from(DELIMITERS))
def test_the_same_of_an_older_office_programme(rows, delimiter):
    data = write(rows, delimiter).encode("windows-1252")
    # Letters that make sense in UTF-8 too, by accident, can be either.
    assume(
        data.isascii() or not data.decode("utf-8", "ignore").strip("".join(map(chr, range(128))))
    )

    table, found = read(data)

    assert (table.header, found) == (HEADER, rows)
    assert table.encoding == ("UTF-8" if data.isascii() else "Windows-1252")


@settings(deadline=None)
@given(
    rows=tables(
        cells_of(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=9))
    ),
    codec=st.sampled_from(["utf-16-le", "utf-16-be"]),
)
def test_utf_16_is_known_without_its_mark(rows, codec):
    table, found = read(write(rows, "\t").encode(codec))

    assert (table.encoding, table.header, found) == ("UTF-16", HEADER, rows)


@settings(deadline=None, max_examples=60)
@given(rows=tables(XML_TEXT), shared=st.booleans())
@example(rows=[("_x0001_", "a_x0041_b", "_x")], shared=False)
@example(rows=[("_x0001_", "a_x0041_b", "_x")], shared=True)
def test_a_workbook_is_read_back_the_same(rows, shared):
    table, found = read(workbook([HEADER, *rows], shared=shared))

    assert table.header == HEADER
    assert [_filled(cells) for cells in found] == rows


def _filled(cells):
    """A workbook does not keep empty cells at the end of a row."""
    return (*cells, *[""] * (len(HEADER) - len(cells)))


@pytest.mark.parametrize(
    ("data", "detected"),
    [
        pytest.param(
            "a;b\n1;é\n".encode("windows-1252"),
            "CSV, Windows-1252, columns separated by semicolons",
            id="CSV",
        ),
        pytest.param(
            b"\xff\xfe" + "a\tb\n".encode("utf-16-le"),
            "CSV, UTF-16, columns separated by tabs",
            id="Unicode text",
        ),
        pytest.param(b"sep=^\na^b\n", "CSV, UTF-8, columns separated by “^”", id="told"),
        pytest.param(workbook([("a", "b")], name="Staff"), "XLSX, sheet “Staff”", id="XLSX"),
    ],
)
def test_what_a_file_was_found_to_be_is_said_in_words(data, detected):
    assert open_table(io.BytesIO(data)).detected == detected


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a,b\n1,2\n", id="CSV"),
        pytest.param(workbook([("a", "b"), ("1", "2")]), id="XLSX"),
    ],
)
def test_an_upload_can_be_read_again_and_stays_open(data):
    upload = SimpleUploadedFile("staff.csv", data)
    upload.read(3)

    table = open_table(upload)

    assert [list(table), list(table)] == [[Row(2, ("1", "2"))]] * 2
    assert not upload.closed


def test_rows_before_a_fault_are_handed_out_and_the_fault_is_named():
    table = open_table(io.BytesIO(b"a,b\n1,2\n3,\x81\n"))
    rows = iter(table)

    assert next(rows) == Row(2, ("1", "2"))
    with pytest.raises(UnreadableTable, match="Row 3"):
        next(rows)


MEASURE = """
import pathlib, re, resource, sys
import django
django.setup()
from learning.tabular.reading import open_table
with open(sys.argv[1], "rb") as file:
    rows = sum(1 for row in open_table(file))
status = pathlib.Path("/proc/self/status")
# On Linux `ru_maxrss` begins at what the parent held.
peak = (
    int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) * 1024
    if status.exists()
    else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
)
print(rows, peak)
"""


@pytest.mark.parametrize("kind", ["CSV", "XLSX"])
def test_a_long_table_takes_no_more_memory_than_a_short_one(kind, tmp_path):
    peaks = []
    for count in (100, 60_000):
        rows = ((f"E{n}", f"First{n} Last{n}", f"Department {n % 50}") for n in range(count))
        file = tmp_path / f"{count}"
        if kind == "CSV":
            file.write_text(write(rows, ","))
        else:
            file.write_bytes(workbook([HEADER, *rows], shared=True))
        said = subprocess.run(
            [sys.executable, "-c", MEASURE, file],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"DJANGO_SETTINGS_MODULE": "learning.settings.test", "PATH": "/usr/bin"},
        )
        rows_read, peak = map(int, said.stdout.split())
        assert rows_read == count
        peaks.append(peak)

    assert peaks[1] - peaks[0] < 8 * 1024 * 1024

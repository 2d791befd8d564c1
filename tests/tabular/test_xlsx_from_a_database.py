import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from learning.tabular.selecting import rows_of
from learning.tabular.tally import Tally
from learning.tabular.xlsx_writing import xlsx_chunks
from tests.tabular.stored_rows import COLUMNS, KEY, ROW, query_of, text


def shown(rows, **options):
    book = load_workbook(io.BytesIO(b"".join(xlsx_chunks(COLUMNS, rows, **options))))
    return [
        [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in sheet]
        for sheet in book
    ]


def stored(*rows):
    return rows_of(connection, query_of(*rows))


ROWS = [
    pytest.param([ROW, ROW], id="values of each kind"),
    pytest.param([(None,) * 7, ROW, text("")], id="nothing, among something"),
    pytest.param([text("Health & Safety"), text("<b>"), text("]]>")], id="signs of the format"),
    pytest.param([text("=1+1"), text("+44"), text("007"), text("@x")], id="like formulas"),
    pytest.param([ROW, text("tab\there, line\nthere, \\n and \\ and \\\\")], id="signs of COPY"),
    pytest.param([text(" before"), text("after "), text(" ")], id="space at the ends"),
    pytest.param([text("a\x0bb\x1f"), text("\ufffe"), text("\x7f")], id="what XML cannot hold"),
    pytest.param([text("_x0041_"), text("max_x")], id="like an escape"),
    pytest.param([text("x" * 40_000), text("🙂" * 20_000)], id="too long for a cell"),
    pytest.param([text("Zoë 日本 🙂 100% %s %b")], id="letters of the world"),
    pytest.param([(10**15, *ROW[1:]), (-(10**15) + 1, *ROW[1:]), ROW], id="many digits"),
    pytest.param(
        [(1, KEY, "", Decimal(score), False, None, None) for score in ("1.000", "0", "-2.50")],
        id="numbers and no",
    ),
    pytest.param(
        [(*[None] * 5, date(1900, 2, 28), None), (*[None] * 5, date(1900, 3, 1), None), ROW],
        id="days that a spreadsheet gets wrong",
    ),
    pytest.param(
        [(*[None] * 6, datetime(1900, 2, 28, 23, 59, 59, tzinfo=UTC)), ROW],
        id="times that a spreadsheet gets wrong",
    ),
    pytest.param(
        [
            (*[None] * 6, datetime(*moment, tzinfo=UTC))
            for moment in (
                (2026, 3, 29, 0, 59, 59),
                (2026, 3, 29, 1, 0, 0),
                (2026, 10, 25, 0, 30, 0, 999_999),
                (2026, 10, 25, 1, 30, 0),
                (2026, 7, 1, 22, 59, 59, 1),
                (9999, 12, 30, 12, 0, 0),
            )
        ],
        id="both sides of a clock change",
    ),
]


@pytest.mark.parametrize("rows", ROWS)
def test_rows_read_the_same_in_a_workbook_from_a_database_and_from_python(db, rows):
    assert shown(stored(*rows)) == shown(rows)


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/St_Johns"])
def test_another_organisation_may_be_somewhere_else(db, zone):
    assert shown(stored(ROW), time_zone=zone) == shown([ROW], time_zone=zone)


def test_whatever_people_write_reads_the_same(db):
    characters = st.one_of(
        st.sampled_from("=&<>\t\r\n '\\_x00"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    )

    @settings(deadline=None, max_examples=50)
    @given(st.lists(st.text(characters, max_size=6), min_size=1, max_size=20))
    def the_same(texts):
        rows = [text(said) for said in texts]
        assert shown(stored(*rows)) == shown(rows)

    the_same()


def test_a_long_table_goes_on_in_the_next_sheet_from_a_database_too(db, monkeypatch):
    monkeypatch.setattr("learning.tabular.xlsx_writing.ROWS_PER_SHEET", 4)
    rows = [(number, *[None] * 6) for number in range(7)]
    tally = Tally()

    sheets = shown(stored(*rows), tally=tally)

    assert sheets == shown(rows)
    assert [len(sheet) for sheet in sheets] == [4, 4, 2]
    assert (tally.rows, tally.is_complete) == (7, True)


def test_a_workbook_takes_the_same_few_queries_however_long_it_is(db, django_assert_num_queries):
    most = 5 if connection.vendor == "postgresql" else 1

    for rows in ([ROW], [ROW] * 50):
        with django_assert_num_queries(most):
            shown(stored(*rows))

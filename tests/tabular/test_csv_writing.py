import csv
import hashlib
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.tabular.columns import Column, Kind, Query
from learning.tabular.csv_writing import csv_chunks, csv_of_rows
from learning.tabular.tally import Tally
from tests.tabular.stored_rows import COLUMNS, KEY, ROW, query_of, text

HEADING = b"number,key,said,score,passed,day,moment\n"


def from_database(*rows, **options):
    return b"".join(csv_chunks(connection, query_of(*rows), **options))


def from_python(*rows, **options):
    return b"".join(csv_of_rows(COLUMNS, rows, **options))


ROWS = [
    pytest.param(
        ROW,
        f"7,{KEY},Ask first,0.8,true,2026-07-01,2026-07-01T14:02:00+01:00",
        id="a value of each kind",
    ),
    pytest.param((None,) * 7, ",,,,,,", id="nothing at all"),
    pytest.param(text(""), "1,,,,,,", id="an empty text is as empty as none"),
    pytest.param(text("=1+1"), "1,,'=1+1,,,,", id="a formula"),
    pytest.param(text('@x, "y"'), '1,,"\'@x, ""y""",,,,', id="a formula in quotation marks"),
    pytest.param(text("\r=x"), '1,,"\'\r=x",,,,', id="a return before a formula"),
    pytest.param(text("a,b"), '1,,"a,b",,,,', id="a comma"),
    pytest.param(text('5" nail'), '1,,"5"" nail",,,,', id="a quotation mark"),
    pytest.param(text("one\ntwo\rthree\r\nfour"), '1,,"one\ntwo\rthree\r\nfour",,,,', id="lines"),
    pytest.param(text(" both ends "), "1,, both ends ,,,,", id="space at both ends"),
    pytest.param(text("100% \\. 'it' %s"), "1,,100% \\. 'it' %s,,,,", id="signs with a meaning"),
    pytest.param(
        text("Zoë 日本 🙂 \u2028"), "1,,Zoë 日本 🙂 \u2028,,,,", id="letters of the world"
    ),
    pytest.param((-5, *ROW[1:3], None, *[None] * 3), f"-5,{KEY},Ask first,,,,", id="below nought"),
    pytest.param((1, None, None, Decimal("1.000"), False, None, None), "1,,,1,false,,", id="whole"),
    pytest.param((1, None, None, Decimal("0E-4"), None, None, None), "1,,,0,,,", id="nought"),
    pytest.param((1, None, None, Decimal("-2.50"), None, None, None), "1,,,-2.5,,,", id="minus"),
]


@pytest.mark.parametrize(("row", "line"), ROWS)
def test_a_row_reads_the_same_from_a_database_and_from_python(db, row, line):
    expected = HEADING + line.encode() + b"\n"

    assert from_database(row) == expected
    assert from_python(row) == expected


CLOCK_CHANGES = [
    ("2026-03-29T00:59:59", "2026-03-29T00:59:59+00:00"),
    ("2026-03-29T01:00:00", "2026-03-29T02:00:00+01:00"),
    ("2026-10-25T00:59:59", "2026-10-25T01:59:59+01:00"),
    ("2026-10-25T01:00:00", "2026-10-25T01:00:00+00:00"),
    ("2026-12-31T23:59:59.999999", "2026-12-31T23:59:59+00:00"),
    ("2026-06-30T23:30:00.5", "2026-07-01T00:30:00+01:00"),
]


@pytest.mark.parametrize(("in_utc", "in_london"), CLOCK_CHANGES)
def test_times_are_local_with_their_offset_on_both_sides_of_a_clock_change(db, in_utc, in_london):
    row = (*[None] * 6, datetime.fromisoformat(in_utc).replace(tzinfo=UTC))
    expected = HEADING + f",,,,,,{in_london}\n".encode()

    assert from_database(row) == expected
    assert from_python(row) == expected


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Asia/Kolkata", "2026-07-01T18:32:00+05:30"),
        ("America/St_Johns", "2026-07-01T10:32:00-02:30"),
        ("UTC", "2026-07-01T13:02:00+00:00"),
    ],
)
def test_another_organisation_may_be_somewhere_else(db, zone, local):
    expected = HEADING + f",,,,,,{local}\n".encode()

    assert from_database((*[None] * 6, ROW[6]), time_zone=zone) == expected
    assert from_python((*[None] * 6, ROW[6]), time_zone=zone) == expected


def test_whatever_people_write_the_bytes_are_the_same_and_read_back_defused(db):
    characters = st.one_of(
        st.sampled_from("=+-@\t\r\n,\"'\\. a"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    )

    @settings(deadline=None)
    @given(st.lists(st.text(characters, max_size=6), min_size=1, max_size=20))
    def the_same(texts):
        file = from_database(*map(text, texts))
        assert file == from_python(*map(text, texts))
        cells = [row[2] for row in csv.reader(io.StringIO(file.decode(), newline=""))][1:]
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]
        assert [cell.removeprefix("'") for cell in cells] == [t.removeprefix("'") for t in texts]

    the_same()


def test_a_heading_is_defused_too():
    columns = (Column("=HYPERLINK()"), Column("-"))

    assert b"".join(csv_of_rows(columns, [])) == b"'=HYPERLINK(),'-\n"


def test_a_file_for_a_double_click_carries_the_mark(db):
    assert from_python(ROW, mark=True) == b"\xef\xbb\xbf" + from_python(ROW)
    assert from_database(ROW, mark=True) == b"\xef\xbb\xbf" + from_python(ROW)


def test_a_long_file_comes_in_large_pieces_and_is_counted(db):
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20000)"
    columns = (Column("x", Kind.INTEGER, "x"), Column("said", Kind.TEXT, "said"))
    source = f"FROM ({numbers} SELECT x, %s AS said FROM n) AS t ORDER BY x DESC"
    if connection.vendor == "postgresql":
        source = source.replace("%s", "%s::text")
    tally = Tally()

    chunks = list(csv_chunks(connection, Query(columns, source, ["one\ntwo"]), tally=tally))

    file = b"".join(chunks)
    assert all(len(chunk) >= 64 * 1024 for chunk in chunks[:-1])
    assert file.startswith(b'x,said\n20000,"one\ntwo"\n19999,')
    assert (tally.rows, tally.size, tally.is_complete) == (20_000, len(file), True)
    assert tally.sha256 == hashlib.sha256(file).hexdigest()


def test_rows_from_python_are_counted():
    tally = Tally()

    list(csv_of_rows(COLUMNS, [ROW] * 3, tally=tally))

    assert (tally.rows, tally.is_complete) == (3, True)


def test_a_literal_per_cent_sign_is_doubled_with_and_without_parameters(db):
    columns = (Column("a", Kind.TEXT, "a"), Column("b", Kind.TEXT, "'5%%'"))
    cast = "::text" if connection.vendor == "postgresql" else ""

    one = csv_chunks(connection, Query(columns, f"FROM (SELECT %s{cast} AS a) AS t", ["%s"]))
    two = csv_chunks(connection, Query(columns, "FROM (SELECT '10%%' AS a) AS t"))

    assert b"".join(one) == b"a,b\n%s,5%\n"
    assert b"".join(two) == b"a,b\n10%,5%\n"


def test_parameters_may_have_names(db):
    columns = (Column("a", Kind.INTEGER, "a"), Column("b", Kind.INTEGER, "a"))
    source = "FROM (SELECT 1 AS a UNION ALL SELECT 2) AS t WHERE a = %(wanted)s"

    assert b"".join(csv_chunks(connection, Query(columns, source, {"wanted": 2}))) == b"a,b\n2,2\n"


def test_the_session_keeps_its_own_clock(db):
    from_database(ROW)

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW TimeZone")
            assert cursor.fetchone() == (connection.timezone_name,)
        cursor.execute("SELECT 1")


def test_a_download_broken_off_leaves_the_connection_usable(db):
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200000)"
    columns = (Column("x", Kind.INTEGER, "x"), Column("y", Kind.INTEGER, "x"))
    tally = Tally()
    chunks = csv_chunks(
        connection, Query(columns, f"FROM ({numbers} SELECT x FROM n) AS t"), tally=tally
    )
    next(chunks)

    chunks.close()

    assert not tally.is_complete
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
        if connection.vendor == "postgresql":
            cursor.execute("SHOW TimeZone")
            assert cursor.fetchone() == (connection.timezone_name,)


def test_a_query_that_fails_never_passes_for_a_whole_file(db):
    tally = Tally()
    query = Query((Column("a", Kind.TEXT, "a"), Column("b", Kind.TEXT, "b")), "FROM nowhere")

    with pytest.raises(DatabaseError):
        list(csv_chunks(connection, query, tally=tally))

    assert not tally.is_complete
    assert from_database(ROW) == from_python(ROW)


def test_a_file_takes_the_same_few_queries_however_long_it_is(db, django_assert_num_queries):
    most = 5 if connection.vendor == "postgresql" else 1

    with django_assert_num_queries(most):
        from_database(ROW)
    with django_assert_num_queries(most):
        from_database(*[ROW] * 50)


@pytest.mark.parametrize("columns", [(), COLUMNS[:1], (Column("a"), Column("b"))])
def test_a_query_needs_two_columns_that_say_where_they_come_from(columns):
    with pytest.raises(ValueError, match="column"):
        Query(columns, "FROM t")


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        list(csv_of_rows(COLUMNS, [(*[None] * 6, datetime(2026, 7, 1))]))


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="argument"):
        list(csv_of_rows(COLUMNS, [(1, 2)]))

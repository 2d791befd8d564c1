import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.tabular.defusing import defuse, defused_sql


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 1632 960001",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        '=HYPERLINK("https://x.example")',
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_plain(text):
    assert defuse(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Asha", "'=1", " =1", "1-2", "a@b.example", "–5", "é", "🙂"])
def test_any_other_cell_is_left_as_it_is(text):
    assert defuse(text) == text


def test_a_database_defuses_just_as_we_do(db):
    # One query per property would be slow, so many texts go through each.
    def in_the_database(texts):
        rows = " UNION ALL ".join(["SELECT %s AS place, %s AS said"] * len(texts))
        sql = f"SELECT {defused_sql('said', connection.vendor)} FROM ({rows}) AS t ORDER BY place"
        if connection.vendor == "postgresql":
            sql = sql.replace("%s AS said", "%s::text AS said")
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for pair in enumerate(texts) for value in pair])
            return [row[0] for row in cursor.fetchall()]

    characters = st.one_of(
        st.sampled_from("=+-@\t\r\n' ,\"aé🙂"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    )

    @settings(deadline=None)
    @given(st.lists(st.text(characters, max_size=5), min_size=1, max_size=40))
    def the_same(texts):
        assert in_the_database(texts) == [defuse(text) or None for text in texts]

    the_same()

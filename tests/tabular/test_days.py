from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.tabular.rules.days import NoSuchDay, YearInShort, read_day

SINCE, UNTIL = date(1956, 1, 1), date(2036, 12, 31)
DAY = date(2015, 10, 26)


def read(cell, since=SINCE, until=UNTIL):
    return read_day(cell, since=since, until=until)


@pytest.mark.parametrize(
    "cell",
    [
        "26/10/2015",
        "26.10.2015",
        "26-10-2015",
        "26/10/2015 0:00",
        "26/10/2015 00:00:00",
        "2015-10-26",
        "2015-10-26 00:00:00.000",
        "2015-10-26 00:00:00.0000000",
        "2015-10-26T00:00:00",
        "2015-10-26T00:00:00Z",
        "2015-10-26T00:00:00+01:00",
        "26-Oct-2015",
        "26-OCT-15",
        "26 October 2015",
        "26 Oct. 2015",
        "26.10.15",
        "26/10/15",
    ],
)
def test_a_day_is_read_however_a_system_writes_it(cell):
    assert read(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        pytest.param("1/9/68", date(1968, 9, 1), id="not yet 2068"),
        pytest.param("01/09/36", date(2036, 9, 1), id="1936 is too long ago"),
        pytest.param("29/02/00", date(2000, 2, 29), id="1900 was no leap year"),
        pytest.param("4 sept 2024", date(2024, 9, 4), id="four letters"),
    ],
)
def test_two_digits_are_the_year_of_the_one_century_that_can_be_meant(cell, day):
    assert read(cell) == day


@pytest.mark.parametrize(
    ("cell", "until"),
    [
        pytest.param("1/9/68", date(2090, 1, 1), id="either"),
        pytest.param("1/9/50", UNTIL, id="neither"),
        pytest.param("15-10-26", UNTIL, id="the year may stand in front"),
        pytest.param("15-10-26 00:00:00", UNTIL, id="the same, with midnight"),
    ],
)
def test_two_digits_that_leave_a_doubt_are_refused_as_such(cell, until):
    with pytest.raises(YearInShort):
        read(cell, until=until)


@pytest.mark.parametrize(
    "cell",
    [
        "30/02/2015",
        "30/02/15",
        "2015-10-26 00:30",
        "2015-10-26 14:00:00.000",
        "26-Foo-2015",
        "26-Ju-2015",
        "10/26/2015",
        "26/10/115",
        "26/10/0015",
        "26/10.15",
        "31/12/9999",
        "soon",
        "",
    ],
)
def test_what_names_no_day_is_refused(cell):
    with pytest.raises(NoSuchDay) as refused:
        read(cell)

    assert refused.type is NoSuchDay


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_as_it_is_written(day):
    assert read(day.isoformat()) == day
    assert read(f"{day.day}/{day.month}/{day.year}") == day
    assert read(f"{day:%d-%b-%Y}") == read(f"{day:%d %B %Y}") == day


@given(st.text(max_size=30))
def test_no_cell_stops_the_reading(cell):
    with suppress(NoSuchDay):
        read(cell)

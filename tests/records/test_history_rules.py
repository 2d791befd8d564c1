from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.records.rules.history import (
    EARLIEST,
    HISTORY,
    Column,
    Fault,
    HistoricRow,
    Problem,
    read_row,
)

TODAY = date(2026, 6, 1)
SOUND = {
    Column.PAYROLL_NUMBER: "E010454",
    Column.ACTIVITY: "Putting it right",
    Column.COMPLETED_ON: "04/05/2024",
}


def read(**changes):
    cells = SOUND | {Column[name.upper()]: cell for name, cell in changes.items()}
    return read_row(
        cells,
        people={"e010454": 7},
        activities={"putting it right": [3], "twice": [4, 5], "the-key": [3]},
        today=TODAY,
    )


def test_a_sound_row_says_who_completed_what_and_when():
    assert read() == HistoricRow(7, 3, date(2024, 5, 4))


def test_marks_and_a_note_come_along():
    row = read(marks_awarded="8.5", marks_available="10", note=" From  LearnWell ")

    assert row.marks_awarded == Decimal("8.5")
    assert row.marks_available == Decimal("10")
    assert row.note == "From LearnWell"


def test_a_payroll_number_is_the_same_in_capitals_or_not():
    assert read(payroll_number="e010454").person == 7


def test_an_activity_is_named_by_its_key_too():
    assert read(activity="The-Key").activity == 3


@pytest.mark.parametrize(
    ("changes", "column", "fault"),
    [
        pytest.param({"payroll_number": " "}, Column.PAYROLL_NUMBER, Fault.MISSING, id="no-number"),
        pytest.param(
            {"payroll_number": "E9"}, Column.PAYROLL_NUMBER, Fault.NOBODY, id="unknown-person"
        ),
        pytest.param({"activity": "What?"}, Column.ACTIVITY, Fault.NO_ACTIVITY, id="unknown"),
        pytest.param({"activity": "Twice"}, Column.ACTIVITY, Fault.TWO_ACTIVITIES, id="two"),
        pytest.param({"completed_on": "May"}, Column.COMPLETED_ON, Fault.NO_DAY, id="no-day"),
        pytest.param(
            {"completed_on": "30/02/2024"}, Column.COMPLETED_ON, Fault.NO_DAY, id="30-february"
        ),
        pytest.param(
            {"completed_on": "03/02/27"},
            Column.COMPLETED_ON,
            Fault.YEAR_IN_SHORT,
            id="1927-or-2027",
        ),
        pytest.param({"completed_on": "1949-12-31"}, Column.COMPLETED_ON, Fault.NO_DAY, id="1949"),
        pytest.param(
            {"completed_on": "2026-06-02"}, Column.COMPLETED_ON, Fault.TO_COME, id="tomorrow"
        ),
        pytest.param(
            {"marks_awarded": "all", "marks_available": "10"},
            Column.MARKS_AWARDED,
            Fault.NO_NUMBER,
            id="marks-in-words",
        ),
        pytest.param(
            {"marks_awarded": "8"}, Column.MARKS_AWARDED, Fault.HALF_THE_MARKS, id="out-of-what"
        ),
        pytest.param(
            {"marks_awarded": "11", "marks_available": "10"},
            Column.MARKS_AWARDED,
            Fault.TOO_MANY_MARKS,
            id="more-than-there-are",
        ),
        pytest.param({"note": "x" * 301}, Column.NOTE, Fault.TOO_LONG, id="a-long-note"),
    ],
)
def test_what_is_wrong_is_named_by_its_column(changes, column, fault):
    assert read(**changes) == [Problem(column, fault)]


def test_everything_that_is_wrong_is_said_at_once():
    problems = read(payroll_number="E9", activity="What?", completed_on="")

    assert [problem.column for problem in problems] == [
        Column.COMPLETED_ON,
        Column.PAYROLL_NUMBER,
        Column.ACTIVITY,
    ]


def test_columns_are_found_however_their_names_are_written():
    header = ["Payroll_Number", "COURSE", "Date  completed", "Colour"]

    found = HISTORY.columns(header, HISTORY.suggest(header))

    assert found.places == {Column.PAYROLL_NUMBER: 0, Column.ACTIVITY: 1, Column.COMPLETED_ON: 2}
    assert found.ignored == ("Colour",)


@given(st.dates(min_value=EARLIEST, max_value=TODAY))
def test_a_completion_of_any_day_so_far_is_taken(day):
    assert read(completed_on=day.isoformat()).completed_on == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        pytest.param("3-2-2024", date(2024, 2, 3), id="dashes"),
        pytest.param("03-Feb-24", date(2024, 2, 3), id="month by name"),
        pytest.param("03/02/99", date(1999, 2, 3), id="the last century"),
    ],
)
def test_a_completion_is_of_the_one_century_that_it_can_be_of(cell, day):
    assert read(completed_on=cell).completed_on == day


@given(st.text(max_size=30))
def test_no_cell_stops_the_reading(cell):
    read(payroll_number=cell, activity=cell, completed_on=cell, marks_awarded=cell, note=cell)

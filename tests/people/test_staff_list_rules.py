"""What can be told of a whole list: which column is which, whose number, and how many leave."""

from datetime import date

import pytest

from learning.people.rules.staff_import import (
    STAFF_LIST,
    Departures,
    Numbered,
    map_columns,
    wrongly_numbered,
)
from learning.tabular.rules.headings import key_of_header

START, TODAY = date(2020, 1, 1), date(2026, 11, 23)


def numbered(*rows):
    return [Numbered(number, name, start) for number, (name, start) in enumerate(rows, start=2)]


@pytest.mark.parametrize(
    ("rows", "on_list", "wrong"),
    [
        pytest.param([("asha", START), ("asha", START)], None, [], id="two posts of one person"),
        pytest.param([("asha", START), ("asha", None)], None, [], id="no start"),
        pytest.param([("asha", START), ("ben", START)], None, [2, 3], id="two people"),
        pytest.param([("asha", START), ("ben", START)], "asha", [3], id="one is on the list"),
        pytest.param([("asha", START), ("ben", START)], "cy", [2, 3], id="neither is on the list"),
        pytest.param([("asha", START), ("asha", TODAY)], "asha", [2, 3], id="two starts"),
        pytest.param(
            [("asha", START), ("asha", START), ("ben", START)], "asha", [4], id="two posts and Ben"
        ),
        pytest.param([("", None), ("", None)], None, [2, 3], id="rows that say no name"),
        pytest.param([("asha", START)] * 21, None, list(range(2, 23)), id="21 posts"),
    ],
)
def test_rows_with_one_number(rows, on_list, wrong):
    assert [row.number for row in wrongly_numbered(numbered(*rows), on_list)] == wrong


@pytest.mark.parametrize(
    ("leavers", "in_post", "percentage", "doubtful"),
    [
        pytest.param(94, 154, 62, True, id="most of them"),
        pytest.param(31, 154, 21, True, id="just over a fifth"),
        pytest.param(30, 150, 20, False, id="just a fifth"),
        pytest.param(5, 6, 84, False, id="few people"),
        pytest.param(6, 6, 100, True, id="everybody"),
        pytest.param(0, 154, 0, False, id="nobody leaves"),
        pytest.param(6, 0, 100, True, id="nobody is in post"),
    ],
)
def test_a_file_that_makes_too_many_leave_is_doubted(leavers, in_post, percentage, doubtful):
    departures = Departures(leavers, in_post)

    assert (departures.percentage, departures.are_doubtful) == (percentage, doubtful)


def test_a_column_nobody_knows_is_listed_and_one_that_is_missing_is_named():
    columns = map_columns(("Employee No", "Shoe size", "What to correct"))

    assert columns.ignored == ("Shoe size",)
    assert columns.missing == ("first_name", "last_name", "job_title", "start_date")


def test_what_is_remembered_goes_before_what_the_names_say():
    header = ("Employee No", "Given Name", "Role")

    suggested = STAFF_LIST.suggest(header, {"given name": "preferred_name", "ROLE": ""})

    assert suggested == {"Employee No": "", "Given Name": "preferred_name", "Role": ""}
    assert STAFF_LIST.columns(header, suggested).ignored == ("Employee No", "Role")


def test_of_two_columns_that_mean_the_same_the_first_counts():
    assert STAFF_LIST.suggest(("Post", "Role")) == {"Post": "job_title", "Role": ""}


def test_a_header_is_known_again_in_another_order_and_when_it_comes_back_corrected():
    assert key_of_header(("Surname", "E-mail")) == key_of_header(
        ("e mail", "SURNAME", "What to correct")
    )

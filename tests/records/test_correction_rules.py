from datetime import date

import pytest

from learning.people.rules.spans import Span
from learning.records.rules.corrections import (
    MOST_ALONE,
    ToldDay,
    WrongDay,
    needs_second_person,
    wrong_day,
)

TODAY = date(2026, 6, 1)
EMPLOYED = [Span(date(2026, 1, 10), date(2026, 5, 20))]


@pytest.mark.parametrize(
    ("count", "alone_before", "needs"),
    [
        pytest.param(1, 0, False, id="one"),
        pytest.param(20, 0, False, id="twenty"),
        pytest.param(21, 0, True, id="twenty-one"),
        pytest.param(1, 20, True, id="one-more-after-twenty"),
        pytest.param(10, 10, False, id="twenty-in-two-goes"),
    ],
)
def test_more_than_twenty_need_a_second_person(count, alone_before, needs):
    assert MOST_ALONE == 20
    assert needs_second_person(count, alone_before=alone_before) is needs
    assert needs_second_person(count, alone_before=alone_before, is_own=True)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        pytest.param({}, None, id="in-post-and-listed"),
        pytest.param({"day": date(2026, 6, 2)}, WrongDay.TO_COME, id="tomorrow"),
        pytest.param({"before": date(2026, 4, 1)}, WrongDay.AS_BEFORE, id="the-same-day"),
        pytest.param({"day": date(2026, 1, 10)}, None, id="first-day-in-post"),
        pytest.param({"day": date(2026, 1, 9)}, WrongDay.NOT_IN_POST, id="the-day-before"),
        pytest.param({"day": date(2026, 5, 20)}, None, id="last-day-in-post"),
        pytest.param({"day": date(2026, 5, 21)}, WrongDay.NOT_IN_POST, id="the-day-after"),
        pytest.param({"employed": []}, WrongDay.NOT_IN_POST, id="never-in-post"),
        pytest.param({"listed_on": date(2026, 4, 1)}, None, id="listed-that-day"),
        pytest.param(
            {"listed_on": date(2026, 4, 2)}, WrongDay.NOT_YET_LISTED, id="listed-the-next-day"
        ),
        pytest.param({"listed_on": None}, WrongDay.NOT_YET_LISTED, id="an-unknown-activity"),
        pytest.param(
            {"is_from_elsewhere": True, "employed": [], "listed_on": None},
            None,
            id="learnt-elsewhere",
        ),
        pytest.param(
            {"is_from_elsewhere": True, "day": date(2026, 6, 2)},
            WrongDay.TO_COME,
            id="learnt-elsewhere-tomorrow",
        ),
    ],
)
def test_a_day_stands_or_says_why_not(told, wrong):
    usual = {"day": date(2026, 4, 1), "employed": EMPLOYED, "listed_on": date(2025, 1, 1)}

    assert wrong_day(ToldDay(**(usual | told)), today=TODAY) is wrong

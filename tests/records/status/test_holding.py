"""What a completion is good for, and when an early refresher counts: page 15, case by case."""

import pytest

from .telling import (
    SPRING,
    WINTER,
    after_joining_group,
    after_the_last,
    answer,
    asha,
    asked,
    case,
    day,
    says,
)

YEARLY = asked(again_months=12)
IN_ITS_LAST_MONTH = asked(again_months=12, window_days=30)  # open from 3 April to 2 May
ON_ITS_LAST_DAY = asked(again_months=12, window_days=1)
A_YEAR = "2025-05-03..2026-05-02"
SAME_DAY = ["2025-05-03..2025-08-02", "2025-05-03"]


@pytest.mark.parametrize(
    ("facts", "on", "then"),
    [
        case("for-ever", asha(asked(), did=["2025-05-03"]), "2099-01-01", "current"),
        case("as-written", asha(asked(), did=[A_YEAR]), "2026-01-01", "current 2026-05-02"),
        case(
            "the-last-day-is-in-time",
            asha(asked(), did=[A_YEAR]),
            "2026-05-02",
            "expiring 2026-05-02",
        ),
        case(
            "the-day-after-is-not", asha(asked(), did=[A_YEAR]), "2026-05-03", "lapsed 2026-05-02"
        ),
        case("every-year", asha(YEARLY, did=["2025-05-03"]), "2026-01-01", "current 2026-05-02"),
        case(
            "every-year-no-more",
            asha(YEARLY, did=["2025-05-03"]),
            "2026-05-03",
            "lapsed 2026-05-02",
        ),
        case(
            "sooner-than-written",
            asha(asked(again_months=9), did=[A_YEAR]),
            "2026-02-03",
            "lapsed 2026-02-02",
        ),
        case(
            "later-than-written",
            asha(asked(again_months=24), did=[A_YEAR]),
            "2026-01-01",
            "current 2027-05-02",
        ),
        case(
            "later-than-written-in-between",
            asha(asked(again_months=24), did=[A_YEAR]),
            "2026-05-03",
            "due 2027-05-02",
        ),
        case(
            "days-after-the-last",
            asha(after_the_last(90), did=["2026-02-01"]),
            "2026-02-01",
            "current 2026-05-02",
        ),
        case(
            "every-month-is-current-at-first",
            asha(asked(again_months=1), did=["2026-03-01"]),
            "2026-03-15",
            "current 2026-03-31",
        ),
        case(
            "every-month-expires-in-its-second-half",
            asha(asked(again_months=1), did=["2026-03-01"]),
            "2026-03-16",
            "expiring 2026-03-31",
        ),
        case(
            "done-before-it-was-asked", asha(asked(), did=["2019-05-03"]), "2026-01-01", "current"
        ),
        case(
            "back-after-years-there-is-no-day-where-none-was-set",
            asha(
                asked(),
                employed=["2020-01-01..2022-12-31", "2026-01-01.."],
                did=["2022-05-03..2023-05-02"],
            ),
            "2026-01-01",
            "not started",
        ),
        case(
            "it-had-lapsed-before-it-was-asked-so-the-first-day-counts",
            asha(after_the_last(30), did=["2025-11-01"]),
            "2026-01-01",
            "due 2026-01-31",
        ),
        case(
            "and-when-that-has-passed-it-has-lapsed",
            asha(after_the_last(30), did=["2025-11-01"]),
            "2026-02-01",
            "lapsed 2026-01-31",
        ),
        case(
            "it-lapsed-on-the-first-day-that-it-was-asked",
            asha(after_the_last(30), did=["2025-12-02"]),
            "2026-01-02",
            "lapsed 2026-01-01",
        ),
        case(
            "it-had-lapsed-before-they-joined-the-group",
            asha(
                after_joining_group(30, again_months=12),
                reception=["2026-03-01.."],
                did=["2025-02-01"],
            ),
            "2026-03-01",
            "due 2026-03-31",
        ),
        case(
            "a-first-day-before-the-day-to-do-it-again-gives-nobody-less-time",
            asha(
                after_joining_group(30, again_months=12),
                reception=["2026-03-01.."],
                did=["2025-12-01..2026-02-01"],
            ),
            "2026-03-01",
            "due 2026-11-30",
        ),
    ],
)
def test_how_long_a_completion_holds(facts, on, then):
    assert says(facts, on) == then


@pytest.mark.parametrize(
    ("done", "months", "again_by"),
    [
        case("a-year", "2025-05-03", 12, "2026-05-02"),
        case("first-of-the-month", "2025-09-01", 6, "2026-02-28"),
        case("first-of-march-before-a-leap-day", "2027-03-01", 12, "2028-02-29"),
        case("leap-day", "2024-02-29", 12, "2025-02-27"),
        case("leap-day-to-leap-day", "2024-02-29", 48, "2028-02-28"),
        case("day-before-a-leap-day", "2023-02-28", 12, "2024-02-27"),
        case("31-august-and-half-a-year", "2025-08-31", 6, "2026-02-27"),
        case("29-august-and-half-a-year", "2025-08-29", 6, "2026-02-27"),
        case("31-january-and-a-month", "2026-01-31", 1, "2026-02-27"),
        case("30-june-and-a-month", "2026-06-30", 1, "2026-07-29"),
        case("over-new-year", "2025-12-15", 1, "2026-01-14"),
    ],
)
def test_months_later_is_the_day_before_that_day_or_the_months_last(done, months, again_by):
    terms = asked("2020-01-01..", again_months=months)

    assert answer(asha(terms, did=[done]), done).due_on == day(again_by)


@pytest.mark.parametrize(
    ("season", "early", "done", "again_by"),
    [
        case("in-the-season", SPRING, None, "2026-04-10", "2027-05-31"),
        case("on-its-first-day", SPRING, None, "2026-03-01", "2027-05-31"),
        case("the-day-before-it", SPRING, None, "2026-02-28", "2026-05-31"),
        case("on-its-last-day", SPRING, None, "2026-05-31", "2027-05-31"),
        case("after-it", SPRING, None, "2026-09-10", "2027-05-31"),
        case("opened-early", SPRING, 14, "2026-02-15", "2027-05-31"),
        case("before-it-opened-early", SPRING, 14, "2026-02-14", "2026-05-31"),
        case("before-new-year", WINTER, None, "2025-12-31", "2027-01-31"),
        case("after-new-year", WINTER, None, "2026-01-20", "2027-01-31"),
        case("before-a-season-over-new-year", WINTER, None, "2025-10-31", "2026-01-31"),
    ],
)
def test_it_is_done_again_by_the_end_of_the_next_season(season, early, done, again_by):
    terms = asked("2020-01-01..", season=season, window_days=early)

    assert answer(asha(terms, did=[done]), done).due_on == day(again_by)


@pytest.mark.parametrize(
    ("terms", "did", "again_by"),
    [
        case("before-the-window", IN_ITS_LAST_MONTH, ["2025-05-03", "2026-04-02"], "2026-05-02"),
        case("as-it-opens", IN_ITS_LAST_MONTH, ["2025-05-03", "2026-04-03"], "2027-04-02"),
        case("on-its-last-day", IN_ITS_LAST_MONTH, ["2025-05-03", "2026-05-02"], "2027-05-01"),
        case("too-late", IN_ITS_LAST_MONTH, ["2025-05-03", "2026-05-10"], "2027-05-09"),
        case(
            "a-day-before-a-window-of-one-day",
            ON_ITS_LAST_DAY,
            ["2025-05-03", "2026-05-01"],
            "2026-05-02",
        ),
        case("in-a-window-of-one-day", ON_ITS_LAST_DAY, ["2025-05-03", "2026-05-02"], "2027-05-01"),
        case(
            "one-too-early-and-one-in-time",
            IN_ITS_LAST_MONTH,
            ["2025-05-03", "2026-03-01", "2026-04-20"],
            "2027-04-19",
        ),
        case(
            "written-to-end-before-the-window",
            IN_ITS_LAST_MONTH,
            ["2025-05-03..2026-01-31", "2026-02-10"],
            "2027-02-09",
        ),
        case("before-the-season", asked(season=SPRING), ["2025-04-01", "2026-02-28"], "2026-05-31"),
        case(
            "as-the-season-opens", asked(season=SPRING), ["2025-04-01", "2026-03-01"], "2027-05-31"
        ),
        case("no-window-at-any-time", YEARLY, ["2025-05-03", "2025-06-03"], "2026-06-02"),
        case(
            "the-longer-stands",
            asked(),
            ["2025-05-03..2030-05-02", "2025-06-03..2026-06-02"],
            "2030-05-02",
        ),
        case("the-longer-of-one-day-stands", asked(), SAME_DAY, None),
        case("nor-is-either-early", asked(window_days=30), SAME_DAY, None),
    ],
)
def test_which_completion_renews(terms, did, again_by):
    told = answer(asha(terms, did=did), "2026-05-11")

    assert told.due_on == (day(again_by) if again_by else None)


def test_of_two_that_hold_as_long_the_later_stands():
    facts = asha(asked(), did=["2025-06-03", "2025-05-03"])

    assert answer(facts, "2026-01-01").done_on == day("2025-06-03")


def test_an_absence_moves_the_day_and_not_the_window():
    facts = asha(
        IN_ITS_LAST_MONTH, did=["2025-05-03", "2026-04-02"], away=["2026-04-23..2026-05-31"]
    )

    assert says(facts, "2026-06-01") == "due 2026-06-10"


def test_an_extension_opens_no_window_earlier():
    facts = asha(
        IN_ITS_LAST_MONTH, did=["2025-05-03", "2026-04-02"], extended={"2026-03-01": "2026-06-30"}
    )

    assert says(facts, "2026-05-03") == "due 2026-06-30"

"""Absences, waivers and extensions: what each does to the day. Page 15, case by case."""

import pytest

from .telling import (
    RECEPTION,
    SPRING,
    after_joining,
    after_joining_group,
    asha,
    asked,
    by,
    case,
    says,
)

# Asked from 1 March, 30 days after joining the group: 31 March.
DAYS = after_joining_group(30, "2026-03-01..")
OCTOBER = by("2026-10-31")
YEARLY = asked(again_months=12)


def counted(*away, waived=()):
    """30 days from 1 March, counted around absences."""
    return asha(DAYS, reception=["2020-01-01.."], away=away, waived=waived)


@pytest.mark.parametrize(
    ("facts", "on", "then"),
    [
        case("ten-days-away", counted("2026-03-10..2026-03-19"), "2026-03-20", "due 2026-04-10"),
        case(
            "away-on-the-due-day", counted("2026-03-31..2026-04-04"), "2026-04-05", "due 2026-04-05"
        ),
        case(
            "away-from-the-day-after",
            counted("2026-04-01..2026-04-09"),
            "2026-04-10",
            "overdue 2026-03-31",
        ),
        case(
            "a-second-absence-reached-only-because-of-the-first",
            counted("2026-03-10..2026-03-19", "2026-04-10..2026-04-12"),
            "2026-04-13",
            "due 2026-04-13",
        ),
        case(
            "away-before-it-began",
            counted("2026-02-01..2026-02-10"),
            "2026-03-01",
            "due 2026-03-31",
        ),
        case(
            "away-when-it-began-as-if-begun-on-her-return",
            counted("2026-02-20..2026-03-05"),
            "2026-03-06",
            "due 2026-04-05",
        ),
        case(
            "away-on-the-first-day-alone",
            counted("2026-03-01..2026-03-01"),
            "2026-03-02",
            "due 2026-04-01",
        ),
        case(
            "absences-that-overlap-count-once",
            counted("2026-03-10..2026-03-19", "2026-03-15..2026-03-24"),
            "2026-03-25",
            "due 2026-04-15",
        ),
        case(
            "waived-days-too",
            counted(waived=["2026-03-10..2026-03-19"]),
            "2026-03-20",
            "due 2026-04-10",
        ),
        case(
            "an-absence-never-brings-the-day-forward",
            asha(
                after_joining(30, group=RECEPTION),
                employed=["2026-01-01.."],
                reception=["2026-02-05.."],
                away=["2026-01-10..2026-01-20"],
            ),
            "2026-02-05",
            "due 2026-03-07",
        ),
    ],
)
def test_a_number_of_days_stands_still_in_every_pause(facts, on, then):
    assert says(facts, on) == then


@pytest.mark.parametrize(
    ("facts", "on", "then"),
    [
        case(
            "away-and-back-before-it",
            asha(OCTOBER, away=["2026-06-01..2026-08-31"]),
            "2026-09-01",
            "due 2026-10-31",
        ),
        case(
            "parental-leave-over-it-leaves-the-152-days-that-were-left",
            asha(OCTOBER, away=["2026-06-01..2027-02-28"]),
            "2027-03-01",
            "due 2027-07-31",
        ),
        case(
            "back-on-it",
            asha(OCTOBER, away=["2026-10-01..2026-10-30"]),
            "2026-10-31",
            "due 2026-10-31",
        ),
        case(
            "away-on-it-alone",
            asha(OCTOBER, away=["2026-10-31..2026-10-31"]),
            "2026-11-01",
            "due 2026-11-01",
        ),
        case(
            "away-from-the-day-after",
            asha(OCTOBER, away=["2026-11-01..2026-11-05"]),
            "2026-11-06",
            "overdue 2026-10-31",
        ),
        case(
            "absence-and-waiver-that-touch-are-one",
            asha(OCTOBER, away=["2026-10-25..2026-10-31"], waived=["2026-11-01..2026-11-05"]),
            "2026-11-06",
            "due 2026-11-12",
        ),
        case(
            "two-apart-when-the-first-moves-it-into-the-second",
            asha(OCTOBER, away=["2026-10-25..2026-11-05", "2026-11-10..2026-11-14"]),
            "2026-11-15",
            "due 2026-11-17",
        ),
        case(
            "the-end-of-a-season",
            asha(asked(season=SPRING), away=["2026-05-20..2026-06-09"]),
            "2026-06-10",
            "due 2026-06-21",
        ),
        case(
            "a-joiners-fixed-day-or-days-whichever-is-later-as-moved",
            asha(
                by("2026-10-31", due_days=30),
                employed=["2026-10-20.."],
                away=["2026-11-10..2026-11-14"],
            ),
            "2026-11-15",
            "due 2026-11-24",
        ),
        case(
            "the-day-to-do-it-again-but-not-how-long-it-holds",
            asha(YEARLY, did=["2025-05-03"], away=["2026-04-23..2026-05-31"]),
            "2026-06-01",
            "due 2026-06-10",
        ),
    ],
)
def test_a_fixed_day_moves_only_for_a_pause_it_falls_into(facts, on, then):
    assert says(facts, on) == then


@pytest.mark.parametrize(
    ("facts", "on", "then"),
    [
        case(
            "granted",
            asha(OCTOBER, extended={"2026-10-20": "2026-11-15"}),
            "2026-11-01",
            "due 2026-11-15",
        ),
        case(
            "its-day-has-passed",
            asha(OCTOBER, extended={"2026-10-20": "2026-11-15"}),
            "2026-11-16",
            "overdue 2026-11-15",
        ),
        case(
            "not-yet-granted",
            asha(OCTOBER, extended={"2026-10-20": "2026-11-15"}),
            "2026-10-19",
            "due 2026-10-31",
        ),
        case(
            "granted-when-overdue",
            asha(OCTOBER, extended={"2026-12-01": "2026-12-15"}),
            "2026-12-01",
            "due 2026-12-15",
        ),
        case(
            "to-an-earlier-day",
            asha(OCTOBER, extended={"2026-09-01": "2026-10-01"}),
            "2026-10-02",
            "due 2026-10-31",
        ),
        case(
            "of-what-has-no-day",
            asha(asked(), extended={"2026-09-01": "2026-10-01"}),
            "2026-10-02",
            "not started",
        ),
        case(
            "the-longest-of-two",
            asha(OCTOBER, extended={"2026-10-01": "2026-12-15", "2026-10-20": "2026-11-15"}),
            "2026-11-16",
            "due 2026-12-15",
        ),
        case(
            "away-on-its-day",
            asha(OCTOBER, extended={"2026-10-20": "2026-11-15"}, away=["2026-11-10..2026-11-20"]),
            "2026-11-21",
            "due 2026-11-26",
        ),
        case(
            "away-on-both-days-keeps-what-it-gave",
            asha(OCTOBER, extended={"2026-10-20": "2026-11-15"}, away=["2026-10-25..2026-11-20"]),
            "2026-11-21",
            "due 2026-12-12",
        ),
        case(
            "of-doing-it-again",
            asha(YEARLY, did=["2025-05-03"], extended={"2026-04-20": "2026-05-20"}),
            "2026-05-03",
            "due 2026-05-20",
        ),
        case(
            "of-doing-it-again-has-passed",
            asha(YEARLY, did=["2025-05-03"], extended={"2026-04-20": "2026-05-20"}),
            "2026-05-21",
            "lapsed 2026-05-20",
        ),
    ],
)
def test_an_extension_gives_a_later_day(facts, on, then):
    assert says(facts, on) == then

"""The word for how somebody stands, alone and among several assignments: page 15, case by case."""

import pytest

from .telling import SPRING, answer, asha, asked, by, case, says

OCTOBER = by("2026-10-31")
YEARLY = asked(again_months=12)
IN_ITS_LAST_FORTNIGHT = asked(again_months=12, window_days=14)
A_YEAR = "2025-05-03..2026-05-02"
AWAY = WAIVED = ["2026-03-01..2026-03-31"]


@pytest.mark.parametrize(
    ("facts", "on", "then"),
    [
        case("away", asha(OCTOBER, away=AWAY), "2026-03-01", "away"),
        case("waived", asha(OCTOBER, waived=WAIVED), "2026-03-31", "waived"),
        case("away-and-waived", asha(OCTOBER, away=AWAY, waived=WAIVED), "2026-03-31", "away"),
        case(
            "away-though-current", asha(YEARLY, did=["2026-01-01"], away=AWAY), "2026-03-01", "away"
        ),
        case(
            "waived-though-overdue", asha(by("2026-02-01"), waived=WAIVED), "2026-03-01", "waived"
        ),
        case("back", asha(OCTOBER, away=AWAY), "2026-04-01", "due 2026-10-31"),
        case(
            "a-window-opens-tomorrow",
            asha(IN_ITS_LAST_FORTNIGHT, did=[A_YEAR]),
            "2026-04-18",
            "current 2026-05-02",
        ),
        case(
            "a-window-has-opened",
            asha(IN_ITS_LAST_FORTNIGHT, did=[A_YEAR]),
            "2026-04-19",
            "expiring 2026-05-02",
        ),
        case(
            "thirty-one-days-to-go", asha(asked(), did=[A_YEAR]), "2026-04-02", "current 2026-05-02"
        ),
        case(
            "its-last-thirty-days", asha(asked(), did=[A_YEAR]), "2026-04-03", "expiring 2026-05-02"
        ),
        case(
            "a-season-opens-tomorrow",
            asha(asked(season=SPRING), did=["2025-04-01"]),
            "2026-02-28",
            "current 2026-05-31",
        ),
        case(
            "a-season-has-opened",
            asha(asked(season=SPRING), did=["2025-04-01"]),
            "2026-03-01",
            "expiring 2026-05-31",
        ),
        case("current", asha(YEARLY, did=["2026-01-01"]), "2026-01-01", "current 2026-12-31"),
        case(
            "current-though-done-late",
            asha(by("2025-10-31"), did=["2026-01-05"]),
            "2026-01-05",
            "current",
        ),
        case("lapsed", asha(YEARLY, did=[A_YEAR]), "2026-05-03", "lapsed 2026-05-02"),
        case("overdue", asha(OCTOBER), "2026-11-01", "overdue 2026-10-31"),
        case(
            "overdue-though-begun",
            asha(OCTOBER, began=["2026-10-30"]),
            "2026-11-01",
            "overdue 2026-10-31",
        ),
        case(
            "lapsed-though-begun",
            asha(YEARLY, did=[A_YEAR], began=["2026-04-01"]),
            "2026-05-03",
            "lapsed 2026-05-02",
        ),
        case(
            "in-progress",
            asha(OCTOBER, began=["2026-03-01"]),
            "2026-03-01",
            "in progress 2026-10-31",
        ),
        case(
            "in-progress-by-no-day",
            asha(asked(), began=["2026-03-01"]),
            "2026-03-01",
            "in progress",
        ),
        case(
            "begun-again-while-it-holds",
            asha(YEARLY, did=[A_YEAR], began=["2026-04-20"]),
            "2026-04-20",
            "expiring 2026-05-02",
        ),
        case(
            "begun-again-since-it-held",
            asha(asked(again_months=24), did=[A_YEAR], began=["2026-05-01"]),
            "2026-05-03",
            "in progress 2027-05-02",
        ),
        case(
            "begun-the-day-it-was-done",
            asha(asked(again_months=24), did=[A_YEAR], began=["2025-05-03"]),
            "2026-05-03",
            "due 2027-05-02",
        ),
        case(
            "begun-before-a-completion-that-renewed-nothing",
            asha(
                IN_ITS_LAST_FORTNIGHT,
                did=[A_YEAR, "2026-03-01"],
                began=["2026-02-20"],
                extended={"2026-04-01": "2026-06-30"},
            ),
            "2026-05-03",
            "due 2026-06-30",
        ),
        case("due", asha(OCTOBER), "2026-01-01", "due 2026-10-31"),
        case("not-started", asha(asked()), "2026-01-01", "not started"),
    ],
)
def test_the_first_line_that_fits(facts, on, then):
    assert says(facts, on) == then


@pytest.mark.parametrize(
    ("facts", "on", "terms"),
    [
        case(
            "mandatory-before-recommended-that-is-overdue",
            asha(by("2026-01-31", id=1, is_mandatory=False), asked(id=2)),
            "2026-02-01",
            2,
        ),
        case(
            "mandatory-that-is-current-before-recommended-that-lapsed",
            asha(asked(id=1, again_months=6, is_mandatory=False), asked(id=2), did=["2025-05-03"]),
            "2026-01-01",
            2,
        ),
        case(
            "recommended-once-mandatory-has-ended",
            asha(asked(id=1, is_mandatory=False), asked("2026-01-01..2026-01-31", id=2)),
            "2026-02-01",
            1,
        ),
        case(
            "overdue-before-due",
            asha(by("2026-10-31", id=1), by("2026-01-31", id=2)),
            "2026-02-01",
            2,
        ),
        case(
            "lapsed-before-current",
            asha(asked(id=1), asked(id=2, again_months=6), did=["2025-05-03"]),
            "2026-01-01",
            2,
        ),
        case(
            "lapsed-before-due",
            asha(asked(id=1, again_months=24), asked(id=2, again_months=12), did=[A_YEAR]),
            "2026-05-03",
            2,
        ),
        case("due-before-not-started", asha(asked(id=1), by("2026-10-31", id=2)), "2026-02-01", 2),
        case(
            "expiring-before-current",
            asha(asked(id=1, again_months=24), asked(id=2, again_months=12), did=["2025-05-03"]),
            "2026-05-02",
            2,
        ),
        case(
            "in-progress-by-a-day-before-by-none",
            asha(asked(id=1), by("2026-10-31", id=2), began=["2026-01-02"]),
            "2026-02-01",
            2,
        ),
        case(
            "the-earlier-day", asha(by("2026-10-31", id=1), by("2026-06-30", id=2)), "2026-02-01", 2
        ),
        case(
            "the-older-of-one-day",
            asha(by("2026-10-31", id=2), by("2026-10-31", id=1)),
            "2026-02-01",
            1,
        ),
        case(
            "the-older-though-it-was-written-anew-with-its-end",
            asha(
                by("2026-10-31", "2026-01-01..2026-06-30", id=3),
                by("2026-10-31", "2026-01-02..", id=2),
            ),
            "2026-02-01",
            3,
        ),
        case(
            "the-older-though-its-terms-were-changed",
            asha(
                by("2026-10-31", "2026-01-20..", since="2026-01-01", id=3),
                by("2026-10-31", "2026-01-02..", id=2),
            ),
            "2026-02-01",
            3,
        ),
    ],
)
def test_several_assignments_give_the_most_pressing(facts, on, terms):
    assert answer(facts, on).terms == terms


def test_as_at_a_day_what_began_later_is_not_known():
    facts = asha(
        OCTOBER,
        asked("2026-06-01..", id=2, season=SPRING),
        did=["2026-06-01"],
        began=["2026-06-01"],
        extended={"2026-06-01": "2027-01-31"},
    )

    assert says(facts, "2026-05-31") == "due 2026-10-31"
    assert says(facts, "2026-06-01") == "current 2027-05-31"


def test_as_at_a_day_an_absence_that_will_begin_moves_nothing():
    facts = asha(OCTOBER, away=["2026-10-31..2026-11-30"])

    assert says(facts, "2026-10-30") == "due 2026-10-31"
    assert says(facts, "2026-10-31") == "away"
    assert says(facts, "2026-12-01") == "due 2026-12-01"

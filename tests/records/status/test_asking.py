"""Whether anything is asked, from when, and by when the first time: page 15, case by case."""

import pytest

from learning.records.rules.standing import standing_on

from .telling import (
    CONTACT_CENTRE,
    RECEPTION,
    SPRING,
    WINTER,
    after_joining,
    after_joining_group,
    after_the_last,
    asha,
    asked,
    by,
    case,
    day,
    says,
)

OF_RECEPTION = asked(group=RECEPTION)
ALWAYS, MARCH = ["2020-01-01.."], ["2026-03-01.."]
TO_FEBRUARY = ["2020-01-01..2026-02-28"]


@pytest.mark.parametrize(
    ("facts", "on", "then"),
    [
        case("to-her", asha(asked()), "2026-01-01", "not started"),
        case("nobody-assigned-it", asha(), "2026-01-01", "nothing asked"),
        case("not-yet-in-force", asha(asked()), "2025-12-31", "nothing asked"),
        case(
            "last-day-in-force", asha(asked("2026-01-01..2026-03-31")), "2026-03-31", "not started"
        ),
        case(
            "no-longer-in-force",
            asha(asked("2026-01-01..2026-03-31")),
            "2026-04-01",
            "nothing asked",
        ),
        case("before-her-first-day", asha(asked(), employed=MARCH), "2026-02-28", "nothing asked"),
        case(
            "her-last-day-of-work", asha(asked(), employed=TO_FEBRUARY), "2026-02-28", "not started"
        ),
        case("she-has-left", asha(asked(), employed=TO_FEBRUARY), "2026-03-01", "nothing asked"),
        case("in-the-group", asha(OF_RECEPTION, reception=MARCH), "2026-03-01", "not started"),
        case(
            "not-yet-in-the-group",
            asha(OF_RECEPTION, reception=MARCH),
            "2026-02-28",
            "nothing asked",
        ),
        case(
            "left-the-group",
            asha(OF_RECEPTION, reception=TO_FEBRUARY),
            "2026-03-01",
            "nothing asked",
        ),
        case(
            "in-another-group",
            asha(OF_RECEPTION, contact_centre=ALWAYS),
            "2026-03-01",
            "nothing asked",
        ),
        case(
            "left-but-still-in-the-group",
            asha(OF_RECEPTION, reception=ALWAYS, employed=TO_FEBRUARY),
            "2026-03-01",
            "nothing asked",
        ),
        case("withdrawn", asha(asked(), listed=TO_FEBRUARY), "2026-03-01", "nothing asked"),
        case(
            "listed-again",
            asha(asked(), listed=[*TO_FEBRUARY, "2026-06-01.."]),
            "2026-06-01",
            "not started",
        ),
        case("away-from-what-is-not-asked", asha(away=ALWAYS), "2026-03-01", "nothing asked"),
    ],
)
def test_it_is_asked_of_who_is_employed_and_assigned_while_it_is_listed(facts, on, then):
    assert says(facts, on) == then


@pytest.mark.parametrize(
    ("facts", "begins_on"),
    [
        case("the-assignment-came-last", asha(asked()), "2026-01-01"),
        case("she-came-last", asha(asked(), employed=MARCH), "2026-03-01"),
        case("she-joined-the-group-last", asha(OF_RECEPTION, reception=MARCH), "2026-03-01"),
        case(
            "assigned-again-counts-from-the-first-time",
            asha(asked("2026-03-01..", since="2026-01-15")),
            "2026-01-15",
        ),
        case("a-step-added-later", asha(asked(since="2026-02-01")), "2026-02-01"),
        case(
            "spells-of-work-that-touch-are-one",
            asha(asked("2020-06-01.."), employed=["2021-01-01..2025-12-31", "2026-01-01.."]),
            "2021-01-01",
        ),
        case(
            "she-left-and-came-back",
            asha(asked("2020-06-01.."), employed=["2021-01-01..2025-12-31", "2026-01-02.."]),
            "2026-01-02",
        ),
        case(
            "memberships-that-overlap-are-one",
            asha(OF_RECEPTION, reception=["2026-01-10..2026-03-31", "2026-03-01.."]),
            "2026-01-10",
        ),
        case(
            "memberships-that-touch-are-one",
            asha(OF_RECEPTION, reception=["2026-01-10..2026-02-28", "2026-03-01.."]),
            "2026-01-10",
        ),
        case(
            "she-moved-away-and-back",
            asha(OF_RECEPTION, reception=["2026-01-10..2026-02-28", "2026-03-02.."]),
            "2026-03-02",
        ),
        case(
            "listed-again-begins-nothing-anew",
            asha(asked(), listed=["2020-01-01..2026-02-28", "2026-03-02.."]),
            "2026-01-01",
        ),
    ],
)
def test_it_begins_for_her_on_the_latest_of_three_days(facts, begins_on):
    assert says(facts, "2026-07-01") == "not started"
    assert standing_on(facts, day("2026-07-01")).begins_on == day(begins_on)


@pytest.mark.parametrize(
    ("facts", "on", "then"),
    [
        case("by-no-day", asha(asked()), "2026-07-01", "not started"),
        case("this-season", asha(asked(season=SPRING)), "2026-02-01", "due 2026-05-31"),
        case(
            "its-last-day",
            asha(asked("2026-05-31..", season=SPRING)),
            "2026-05-31",
            "due 2026-05-31",
        ),
        case(
            "too-late-for-it",
            asha(asked("2026-06-01..", season=SPRING)),
            "2026-06-01",
            "due 2027-05-31",
        ),
        case(
            "a-season-over-new-year",
            asha(asked("2025-12-10..", season=WINTER)),
            "2025-12-10",
            "due 2026-01-31",
        ),
        case("the-fixed-day-is-in-time", asha(by("2026-10-31")), "2026-10-31", "due 2026-10-31"),
        case("the-day-after-is-not", asha(by("2026-10-31")), "2026-11-01", "overdue 2026-10-31"),
        case(
            "a-fixed-day-for-who-joined-well-before",
            asha(by("2026-10-31", due_days=30), employed=MARCH),
            "2026-03-01",
            "due 2026-10-31",
        ),
        case(
            "a-fixed-day-for-who-joined-shortly-before",
            asha(by("2026-10-31", due_days=30), employed=["2026-10-20.."]),
            "2026-10-20",
            "due 2026-11-19",
        ),
        case(
            "a-fixed-day-for-who-joined-after",
            asha(by("2026-10-31", due_days=30, group=RECEPTION), reception=["2026-12-01.."]),
            "2026-12-01",
            "due 2026-12-31",
        ),
        case(
            "a-fixed-day-before-it-was-assigned",
            asha(by("2025-10-31", due_days=30)),
            "2026-01-01",
            "overdue 2025-10-31",
        ),
        case(
            "after-joining", asha(after_joining(30), employed=MARCH), "2026-03-01", "due 2026-03-31"
        ),
        case("was-there-before", asha(after_joining(30)), "2026-01-01", "due 2026-01-31"),
        case(
            "moved-to-the-group-within-the-days",
            asha(after_joining(30, group=RECEPTION), employed=MARCH, reception=["2026-03-31.."]),
            "2026-03-31",
            "due 2026-03-31",
        ),
        case(
            "was-there-before-and-moved-to-the-group-within-the-days",
            asha(after_joining(30, group=RECEPTION), reception=["2026-01-20.."]),
            "2026-01-20",
            "due 2026-01-31",
        ),
        case(
            "moved-to-the-group-after-the-days",
            asha(after_joining(30, group=RECEPTION), employed=MARCH, reception=["2026-04-01.."]),
            "2026-04-01",
            "due 2026-05-01",
        ),
        case(
            "after-joining-the-group",
            asha(after_joining_group(30), reception=["2026-04-01.."]),
            "2026-04-01",
            "due 2026-05-01",
        ),
        case(
            "in-the-group-before-it-was-assigned",
            asha(after_joining_group(30), reception=ALWAYS),
            "2026-01-01",
            "due 2026-01-31",
        ),
        case(
            "back-in-the-group-the-days-begin-anew",
            asha(after_joining_group(30), reception=["2026-01-01..2026-02-28", "2026-04-01.."]),
            "2026-04-01",
            "due 2026-05-01",
        ),
        case(
            "back-at-work-the-days-begin-anew",
            asha(after_joining(30), employed=["2020-01-01..2026-02-28", "2026-04-01.."]),
            "2026-04-01",
            "due 2026-05-01",
        ),
        case("after-the-last-of-none", asha(after_the_last(90)), "2026-01-01", "due 2026-04-01"),
        case(
            "no-days-at-all", asha(after_joining(0), employed=MARCH), "2026-03-01", "due 2026-03-01"
        ),
    ],
)
def test_the_first_due_day(facts, on, then):
    assert says(facts, on) == then


def test_of_two_groups_that_are_asked_the_one_joined_first_counts():
    for_each = [after_joining_group(30), after_joining_group(30, group=CONTACT_CENTRE)]
    facts = asha(*for_each, reception=ALWAYS, contact_centre=MARCH)

    assert says(facts, "2026-03-01") == "overdue 2026-01-31"

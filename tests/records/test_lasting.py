"""Until when a completion counts for somebody, and whether it is to be done again."""

from dataclasses import dataclass
from datetime import date

import pytest

from learning.people.rules.spans import Span
from learning.records.rules.asking import Due, Terms
from learning.records.rules.lasting import Lasting, lasting_of
from learning.records.rules.standing import Completed, Excuse, Facts, standing_on

DONE_ON = date(2026, 10, 27)
WRITTEN = date(2027, 10, 26)


@dataclass(frozen=True)
class Recorded:
    expires_on: date | None


def asked(day, *, counts_until=WRITTEN, absences=(), **terms):
    always = Span(date(2026, 1, 1), None)
    terms = Terms(id=1, span=always, counted_from=always.from_on, **terms)
    facts = Facts(
        employments=[always],
        listed=[always],
        terms=[terms],
        absences=absences,
        completions=[Completed(DONE_ON, counts_until)],
    )
    return standing_on(facts, day)


AWAY = [Excuse(Span(date(2026, 11, 1), date(2027, 3, 1)), "sick")]


@pytest.mark.parametrize(
    ("day", "standing", "expected"),
    [
        pytest.param(
            date(2026, 11, 1), None, Lasting(True, True, WRITTEN, WRITTEN), id="asked by nobody"
        ),
        pytest.param(
            date(2027, 11, 1), None, Lasting(until=WRITTEN), id="asked by nobody, and over"
        ),
        pytest.param(
            date(2026, 11, 1),
            {"again_months": 3},
            Lasting(True, True, date(2027, 1, 26), date(2027, 1, 26)),
            id="asked again sooner than is written",
        ),
        pytest.param(
            date(2026, 11, 30),
            {"again_months": 1},
            Lasting(until=date(2026, 11, 26)),
            id="sooner, and that has passed",
        ),
        pytest.param(
            date(2026, 11, 18),
            {"again_months": 2, "window_days": 40},
            Lasting(True, False, date(2026, 12, 26), date(2026, 12, 26)),
            id="its window is open",
        ),
        pytest.param(
            date(2026, 11, 1),
            {"counts_until": None, "due": Due.AFTER_COMPLETION, "due_days": 90},
            Lasting(True, True, date(2027, 1, 25), date(2027, 1, 25)),
            id="asked again though nothing is written",
        ),
        pytest.param(
            date(2026, 11, 1),
            {"again_months": 24},
            Lasting(True, True, WRITTEN, date(2028, 10, 26)),
            id="asked again later than is written",
        ),
        pytest.param(
            date(2027, 11, 1),
            {"again_months": 24},
            Lasting(until=WRITTEN, again_by=date(2028, 10, 26)),
            id="over, and not late yet",
        ),
        pytest.param(
            date(2026, 12, 1),
            {"again_months": 1, "absences": AWAY},
            Lasting(True, True, WRITTEN, WRITTEN),
            id="away",
        ),
    ],
)
def test_how_long_what_was_completed_counts(day, standing, expected):
    standing = None if standing is None else asked(day, **standing)

    assert lasting_of(Recorded(WRITTEN), standing, on=day) == expected


def test_whoever_completed_nothing_has_nothing_that_counts():
    assert lasting_of(None, None, on=DONE_ON) == Lasting()

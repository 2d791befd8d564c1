from dataclasses import dataclass
from datetime import date

import pytest

from home.rules.choosing import choose_next, in_order_of_need


@dataclass(frozen=True)
class Thing:
    title: str
    due_on: date | None = None
    is_late: bool = False
    is_asked: bool = False
    is_begun: bool = False
    is_waiting: bool = False
    is_mandatory: bool = False
    step: tuple[str, int] | None = None

    @property
    def place(self):
        return (*(self.step or (self.title, 0)), self.title)


OFFERED = Thing("Offered")
BEGUN = Thing("Begun", is_begun=True)
ASKED = Thing("Asked", is_asked=True)
DUE_IN_JUNE = Thing("Due in June", due_on=date(2026, 6, 1), is_asked=True)
DUE_IN_JUNE_BEGUN = Thing("Due in June, begun", date(2026, 6, 1), is_asked=True, is_begun=True)
LATE = Thing("Late", due_on=date(2026, 5, 1), is_late=True, is_asked=True)
LAPSED = Thing("Lapsed", is_late=True, is_asked=True)
MUST_IN_JUNE = Thing("Must", date(2026, 6, 1), is_asked=True, is_mandatory=True)
EXCUSED = Thing("Excused", is_begun=True, is_mandatory=True)
WAITING = Thing("Waiting", is_late=True, is_asked=True, is_begun=True, is_waiting=True)
FIRST_STEP = Thing("Welcome", date(2026, 6, 1), is_asked=True, step=("Induction", 1))
SECOND_STEP = Thing("Fire", date(2026, 6, 1), is_asked=True, step=("Induction", 2))


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([OFFERED], None, id="only on offer"),
        pytest.param([OFFERED, BEGUN], BEGUN, id="begun before offered"),
        pytest.param([BEGUN, ASKED], ASKED, id="asked before begun"),
        pytest.param([ASKED, DUE_IN_JUNE], DUE_IN_JUNE, id="a day before no day"),
        pytest.param([DUE_IN_JUNE, DUE_IN_JUNE_BEGUN], DUE_IN_JUNE_BEGUN, id="begun, same day"),
        pytest.param([DUE_IN_JUNE_BEGUN, LAPSED, LATE], LATE, id="late before in time"),
        pytest.param([LATE, MUST_IN_JUNE], MUST_IN_JUNE, id="mandatory before recommended"),
        pytest.param([EXCUSED, ASKED], ASKED, id="what must be, but not now"),
        pytest.param([WAITING], None, id="nothing but what waits for a mark"),
        pytest.param([WAITING, ASKED], ASKED, id="what waits for a mark is not pressing"),
        pytest.param([SECOND_STEP, FIRST_STEP], FIRST_STEP, id="the first step of a programme"),
    ],
)
def test_the_one_next_thing(things, expected):
    assert choose_next(things) == expected


def test_the_rest_follows_in_order_of_need():
    things = [OFFERED, BEGUN, ASKED, DUE_IN_JUNE, LAPSED, LATE]

    assert in_order_of_need(things) == [LATE, LAPSED, DUE_IN_JUNE, ASKED, BEGUN, OFFERED]

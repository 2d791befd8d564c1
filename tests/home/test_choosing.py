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


OFFERED = Thing("Offered")
BEGUN = Thing("Begun", is_begun=True)
ASKED = Thing("Asked", is_asked=True)
DUE_IN_JUNE = Thing("Due in June", due_on=date(2026, 6, 1), is_asked=True)
DUE_IN_JUNE_BEGUN = Thing("Due in June, begun", date(2026, 6, 1), is_asked=True, is_begun=True)
LATE = Thing("Late", due_on=date(2026, 5, 1), is_late=True, is_asked=True)
LAPSED = Thing("Lapsed", is_late=True, is_asked=True)


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([OFFERED], None, id="only on offer"),
        pytest.param([OFFERED, BEGUN], BEGUN, id="begun before offered"),
        pytest.param([BEGUN, ASKED], ASKED, id="asked before begun"),
        pytest.param([ASKED, DUE_IN_JUNE], DUE_IN_JUNE, id="a day before no day"),
        pytest.param([DUE_IN_JUNE, DUE_IN_JUNE_BEGUN], DUE_IN_JUNE_BEGUN, id="begun, same day"),
        pytest.param([DUE_IN_JUNE_BEGUN, LAPSED, LATE], LATE, id="late before all"),
    ],
)
def test_the_one_next_thing(things, expected):
    assert choose_next(things) == expected


def test_the_rest_follows_in_order_of_need():
    things = [OFFERED, BEGUN, ASKED, DUE_IN_JUNE, LAPSED, LATE]

    assert in_order_of_need(things) == [LATE, LAPSED, DUE_IN_JUNE, ASKED, BEGUN, OFFERED]

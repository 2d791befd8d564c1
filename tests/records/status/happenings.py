"""What may happen to a small organisation over some three years, and when we look at it."""

from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from learning.records.choices import DueChoice
from learning.records.selectors import Ask

from .organisation import MONTHS, PEOPLE, SITES

# Days near today, so that what happens meets, touches and overlaps.
NEAR = st.sampled_from([-60, -31, -8, -7, -1, 0, 0, 1, 7, 8, 30, 31, 90])
PAST = st.sampled_from([-400, -90, -31, -8, -7, -1, 0, 0, 0])
AHEAD = st.sampled_from([0, 0, 1, 7, 31, 90])
DAYS = st.sampled_from([0, 6, 7, 30, 100])
# One more than are here from the beginning.
PERSON = st.integers(0, PEOPLE)
ACTIVITY = st.integers(0, len(MONTHS) - 1)
GROUP = st.integers(0, 1)
# The first three are groups, and groups are asked most often.
TARGET = st.sampled_from([0, 0, 0, 1, 2, 2, 2, 3, 4, 5])
SITE = st.sampled_from(SITES)
NTH = st.integers(0, 3)


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    """Whatever the screen for assigning can ask for; a day to do it by is chosen elsewhere."""
    due = draw(st.sampled_from(DueChoice))
    again = draw(st.sampled_from(["months", "season", "nothing"]))
    if due == DueChoice.AFTER_COMPLETION:
        again = "nothing"
    season = (
        draw(st.sampled_from([(11, 1), (2, 6), (12, 12)])) if again == "season" else (None,) * 2
    )
    return Ask(
        is_mandatory=draw(st.booleans()),
        due=due,
        due_days=draw(st.sampled_from([1, 7, 30, 90, 365])),
        again_months=draw(st.sampled_from([1, 3, 12])) if again == "months" else None,
        season_from_month=season[0],
        season_to_month=season[1],
        window_days=draw(st.sampled_from([None, None, 1, 20])),
    )


DUE = st.sampled_from([0, 7, 30, 31, 90, 300])
COMMON = {
    "asks": (st.none() | ACTIVITY, TARGET, NEAR, asks(), DUE),
    "asks_otherwise": (NTH, NEAR, asks(), DUE),
    "completes": (PERSON, ACTIVITY, PAST),
    "joins": (PERSON, GROUP, NEAR),
    "is_away": (PERSON, NEAR, st.none() | DAYS),
    "waives": (PERSON, ACTIVITY, NEAR, DAYS),
    "extends": (PERSON, ACTIVITY, st.sampled_from([1, 7, 90, 300])),
    "begins": (PERSON, ACTIVITY),
}
CORRECTING = {
    "asks_no_longer": (NTH, NEAR),
    "changes_steps": (st.lists(ACTIVITY, min_size=1, max_size=3, unique=True), AHEAD),
    "quits": (NTH, NEAR),
    "moves": (PERSON, NEAR, SITE),
    "is_back": (NTH, NEAR),
    "waives_no_longer": (NTH, NEAR),
    "is_said_to_have_completed": (PERSON, ACTIVITY, PAST),
    "voids": (NTH,),
    "redates": (NTH, PAST),
}
RARE = {
    "leaves": (PERSON, st.none() | NEAR),
    "comes": (PERSON, NEAR, SITE),
    "retires": (ACTIVITY,),
    "lists": (ACTIVITY, st.sampled_from(MONTHS)),
}


class Happening(NamedTuple):
    """So long after the one before, this happens; and then we ask how everybody stands.

    We ask as at a day that is so far from today, as known so long ago.
    """

    after: timedelta
    name: str
    what: tuple[Any, ...]
    as_at: int
    known: timedelta


def happenings() -> st.SearchStrategy[list[Happening]]:
    """Two things are asked, then much else happens, the commonest things most often."""
    asked = st.lists(one_of(named({"asks": COMMON["asks"]})), min_size=2, max_size=2)
    kinds = st.sampled_from([COMMON, COMMON, CORRECTING, CORRECTING, RARE])
    many = st.lists(one_of(kinds.flatmap(named)), min_size=5, max_size=12)
    return st.tuples(asked, many).map(lambda lists: [*lists[0], *lists[1]])


def one_of(anything: st.SearchStrategy) -> st.SearchStrategy[Happening]:
    # Now and then in the last hours of a day, when it is another day in Greenwich.
    after = st.builds(
        timedelta,
        days=st.sampled_from([0, 0, 1, 7, 29, 30, 31, 60, 90, 180]),
        minutes=st.sampled_from([0, 0, 0, 14 * 60 + 30]),
    )
    # A moment before, so that what happens at the same moment is of the other side of it.
    ago = st.builds(timedelta, days=st.sampled_from([0, 1, 30, 200]), microseconds=st.just(1))
    as_at = st.sampled_from([-200, -60, -31, -30, -7, -1, 0, 1, 30, 60, 365])
    return st.tuples(after, anything, as_at, ago).map(
        lambda drawn: Happening(drawn[0], *drawn[1], *drawn[2:])
    )


def named(happenings: dict[str, tuple[st.SearchStrategy, ...]]) -> st.SearchStrategy:
    each = [st.tuples(st.just(name), st.tuples(*what)) for name, what in happenings.items()]
    return st.one_of(each)

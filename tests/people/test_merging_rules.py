from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from learning.people.rules.merging import Known, contradicting, runs_of
from learning.people.rules.spans import Span, holds_on

JANUARY, MARCH, MAY, JULY = (date(2026, month, 1) for month in (1, 3, 5, 7))
days = st.dates(JANUARY, date(2026, 3, 1))


@st.composite
def known_facts(draw):
    """Some facts of two records, each with a number of its own."""
    facts = []
    for number in range(draw(st.integers(0, 8))):
        first = draw(days)
        last = draw(st.none() | st.integers(0, 40).map(lambda n, first=first: timedelta(n) + first))
        what, is_of_duplicate = draw(st.sampled_from("ab")), draw(st.booleans())
        facts.append(Known(number, Span(first, last), what, is_of_duplicate))
    return facts


def of(number, from_on, to_on=None, what="Reception", duplicate=False):
    return Known(number, Span(from_on, to_on), what, duplicate)


def test_days_that_overlap_become_one_fact_and_what_stays_is_what_is_copied():
    [run] = runs_of([of(1, JANUARY, MAY, duplicate=True), of(2, MARCH)])

    assert (run.span, run.ids) == (Span(JANUARY, None), (2, 1))


def test_days_that_meet_become_one_fact():
    first, last = date(2026, 1, 1), date(2026, 2, 28)

    [run] = runs_of([of(1, first, last, duplicate=True), of(2, MARCH)])

    assert run.span == Span(first, None)


def test_days_with_a_gap_between_stay_two_facts_and_only_the_duplicates_moves():
    [run] = runs_of([of(1, JANUARY, date(2026, 2, 27), duplicate=True), of(2, MARCH)])

    assert (run.span, run.ids) == (Span(JANUARY, date(2026, 2, 27)), (1,))


def test_different_things_on_the_same_days_stay_apart():
    runs = runs_of([of(1, JANUARY, what="Housing", duplicate=True), of(2, JANUARY)])

    assert [run.ids for run in runs] == [(1,)]


def test_what_contradicts_is_found_only_between_the_two_records():
    twice = [of(1, JANUARY, what="25%"), of(2, MARCH, what="50%")]

    assert contradicting(twice) is None
    assert contradicting([*twice, of(3, MAY, what="25%", duplicate=True)]) is not None
    assert contradicting([of(1, JANUARY, MARCH), of(2, MAY, what="x", duplicate=True)]) is None
    assert contradicting([of(1, JANUARY), of(2, MAY, duplicate=True)]) is None


@given(known_facts(), days)
def test_on_every_day_what_held_of_either_holds_of_whoever_stays_and_nothing_more(facts, day):
    runs = runs_of(facts)
    gone = {pk for run in runs for pk in run.ids}
    what = {fact.id: fact.what for fact in facts}
    for thing in "ab":
        before = [fact.span for fact in facts if fact.what == thing]
        after = [run.span for run in runs if what[run.ids[0]] == thing]
        after += [fact.span for fact in facts if fact.what == thing and fact.id not in gone]
        assert holds_on(before, day) == holds_on(after, day)


@given(known_facts())
def test_every_fact_of_the_duplicate_goes_over_once(facts):
    ids = [pk for run in runs_of(facts) for pk in run.ids]

    assert len(ids) == len(set(ids))
    assert {fact.id for fact in facts if fact.is_of_duplicate} <= set(ids)

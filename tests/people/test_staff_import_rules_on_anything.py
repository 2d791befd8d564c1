"""Planning never falls over, whatever stands in the cells, and applying is final."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from learning.people.rules.staff_import import (
    Fact,
    Options,
    Person,
    PostHeld,
    Said,
    map_columns,
    overlaps_until,
    plan_absent,
    plan_person,
    read_row,
)
from tests.people.test_staff_import_rules import ASHA, COLUMNS, HEADER, TODAY, TWO, applied

odd = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "E1", "e1", "E2", "E3", "Asha", "Baker", "asha@x.example", "Clerk", "=1+1", "sNaN"]
    ),
    st.sampled_from(["2020-01-01", "01/02/2021", "31/02/2021", "2026-11-30", "9999-12-31"]),
    st.sampled_from(["Reception", "housing; Reception", "New; ; new", ";", "front-line"]),
)
all_columns = map_columns((*HEADER, "contact", "hours", "contract", "manager", "old payroll no"))


def days(first, last):
    return st.dates(min_value=TODAY.replace(year=first), max_value=TODAY.replace(year=last))


leaving = st.one_of(st.just(""), days(2018, 2028).map(str))
posts = st.lists(
    st.tuples(
        st.sampled_from(["Clerk", "Receptionist"]),
        st.sampled_from(["Town Hall", "Depot", ""]),
        leaving,
        st.sampled_from(["", "Reception", "Housing; Reception", "New"]),
    ),
    min_size=1,
    max_size=4,
)


@given(cells=st.lists(odd, max_size=15), person=st.sampled_from([None, ASHA, TWO]))
@settings(max_examples=300, deadline=None)
def test_no_cell_can_make_planning_fall_over(cells, person):
    row = read_row(all_columns, 2, tuple(cells), written_on=TODAY)

    if row.is_sound:
        assert plan_person(Said((row,)), person, Options(TODAY)).row == 2


@given(
    person=st.sampled_from([None, ASHA, TWO]),
    files=st.lists(
        st.tuples(posts, days(2018, 2027), days(2019, 2028), st.booleans()), min_size=1, max_size=4
    ),
)
@settings(max_examples=500, deadline=None)
def test_a_file_applied_and_planned_again_changes_nothing(person, files):
    for rows, start, takes_effect_on, is_full in files:
        read = [
            read_row(
                COLUMNS,
                number,
                ("E1", "Asha", "Baker", "", title, site, str(start), leaves, groups),
                written_on=TODAY,
            )
            for number, (title, site, leaves, groups) in enumerate(rows, start=2)
        ]
        sound = tuple(
            row for row in read if row.is_sound and not (person and overlaps_until(row, person))
        )
        if not sound:
            continue
        options = Options(takes_effect_on, is_full=is_full)
        person = applied(plan_person(Said(sound), person, options), person)
        assert_facts_are_possible(person)
        again = plan_person(Said(sound), person, options)
        assert (again.kind, again.changes_anything) == ("unchanged", False), again


def assert_facts_are_possible(person):
    facts = (*person.employments, *person.posts, *person.memberships)
    assert all(fact.to_on is None or fact.from_on <= fact.to_on for fact in facts)
    open_in = [fact.what for fact in person.memberships if fact.to_on is None]
    assert len(open_in) == len(set(open_in))
    spells = sorted(person.employments, key=lambda fact: fact.from_on)
    for earlier, later in pairwise(spells):
        assert earlier.to_on is not None
        assert earlier.to_on < later.from_on


@given(
    starts=days(2018, 2028),
    spells=st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)), min_size=1, max_size=3),
    is_open=st.booleans(),
    takes_effect_on=days(2018, 2028),
    last_on=st.one_of(st.none(), days(2018, 2028)),
)
@settings(max_examples=500, deadline=None)
def test_being_absent_takes_nobodys_employment_away(
    starts, spells, is_open, takes_effect_on, last_on
):
    person = somebody(starts, spells, is_open=is_open)
    options = Options(takes_effect_on, leavers_last_day_on=last_on)
    assume(any(not fact.is_over_by(options.missed_from) for fact in person.employments))

    entry = plan_absent(person, options)
    after = applied(entry, person)

    assert_facts_are_possible(after)
    in_order = sorted(after.employments, key=lambda fact: fact.from_on)
    for before, now in zip(person.employments, in_order, strict=True):
        assert now.from_on == before.from_on
        # One spell ends earlier, on the day given, if they were in post; all others are as before.
        if now != before:
            assert (entry.kind, now.to_on) == ("leaver", last_on)
            assert before.from_on <= takes_effect_on
            assert not before.is_over_by(takes_effect_on)


def somebody(starts, spells, *, is_open):
    """A person with spells of some days, and some days between them."""
    facts, day = [], starts
    for number, (length, gap) in enumerate(spells):
        last = day + timedelta(days=length)
        facts.append(Fact(number, day, last, None))
        day = last + timedelta(days=gap + 1)
    if is_open:
        facts[-1] = replace(facts[-1], to_on=None)
    posts = tuple(replace(fact, what=PostHeld("Clerk")) for fact in facts)
    return Person("E1", "Asha", "Baker", employments=tuple(facts), posts=posts)

"""Planning never falls over, whatever stands in the cells, and applying is final."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from learning.people.rules.staff_import import Options, map_columns, plan_import
from tests.people.test_staff_import_rules import HEADER, ONE, TODAY, applied

odd = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "E1", "e1", "E2", "E3", "Asha", "Baker", "asha@x.example", "Clerk", "=1+1", "sNaN"]
    ),
    st.sampled_from(["2020-01-01", "01/02/2021", "31/02/2021", "2026-11-30", "9999-12-31"]),
    st.sampled_from(["Reception", "housing; Reception", "New; ; new", ";", "front-line"]),
)
header = [*HEADER.split(","), "contact", "hours", "contract"]
rows = st.lists(st.lists(odd, max_size=len(header) + 1), max_size=8)
plausible = st.tuples(
    st.sampled_from(["E1", "E2", "E3", "E4"]),
    st.sampled_from(["Asha", "Ben"]),
    st.sampled_from(["Baker", "Cole"]),
    st.sampled_from(["", "asha@x.example", "b@x.example"]),
    st.sampled_from(["Clerk", "Receptionist"]),
    st.sampled_from(["", "E1", "E2"]),
    st.dates(min_value=TODAY.replace(year=2018), max_value=TODAY.replace(year=2027)).map(str),
    st.one_of(
        st.just(""),
        st.dates(min_value=TODAY.replace(year=2018), max_value=TODAY.replace(year=2028)).map(str),
    ),
    st.sampled_from(["", "Reception", "Housing; Reception", "New"]),
    st.sampled_from(["", "leader"]),
    st.sampled_from(["", "37"]),
    st.sampled_from(["", "agency"]),
)
options = st.builds(
    Options,
    takes_effect_on=st.dates(),
    leavers_last_day_on=st.one_of(st.none(), st.dates()),
    creates_groups=st.booleans(),
)


def numbered(rows):
    return list(enumerate(rows, start=2))


@given(rows=rows, options=options)
@settings(max_examples=300, deadline=None)
def test_no_cell_can_make_planning_fall_over(rows, options):
    plan = plan_import(map_columns(header), numbered(rows), ONE, options)

    assert plan.digest()
    sound = [entry for entry in plan.entries if entry.row]
    assert {entry.row for entry in sound}.isdisjoint(plan.broken_rows)
    assert len(sound) + len(plan.broken_rows) == plan.rows


@given(
    files=st.lists(
        st.tuples(
            st.lists(plausible, max_size=5),
            st.dates(min_value=TODAY.replace(year=2019), max_value=TODAY.replace(year=2028)),
            st.one_of(
                st.none(),
                st.dates(min_value=TODAY.replace(year=2017), max_value=TODAY.replace(year=2028)),
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=300, deadline=None)
def test_a_file_applied_and_planned_again_changes_nothing(files):
    staff_list = ONE
    for rows, takes_effect_on, last_on in files:
        options = Options(takes_effect_on, last_on, creates_groups=True)
        plan = plan_import(map_columns(header), numbered(rows), staff_list, options)
        staff_list = applied(plan, staff_list)
        assert_facts_are_possible(staff_list)
        again = plan_import(map_columns(header), numbered(rows), staff_list, options)
        changed = [entry for entry in again.entries if entry.row and entry.kind != "unchanged"]
        assert changed == []


def assert_facts_are_possible(staff_list):
    for person in staff_list.staff.values():
        facts = (*person.employments, *person.posts, *person.memberships)
        assert all(fact.to_on is None or fact.from_on <= fact.to_on for fact in facts)
        open_in = [fact.what for fact in person.memberships if fact.to_on is None]
        assert len(open_in) == len(set(open_in))
        spells = sorted(person.employments, key=lambda fact: fact.from_on)
        for earlier, later in pairwise(spells):
            assert earlier.to_on is not None
            assert earlier.to_on < later.from_on

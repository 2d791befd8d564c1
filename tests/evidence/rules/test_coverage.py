"""Worked cases of the definition of coverage, and a slow, obvious model of it to compare with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evidence.rules.coverage import (
    Completed,
    Coverage,
    Facts,
    Status,
    coverage,
    coverage_by_group,
    standings,
)

DAY = date(2026, 6, 1)
VALID = Completed(date(2026, 1, 5), date(2027, 1, 4))
FOR_EVER = Completed(date(2020, 1, 5))
ENDS_TODAY = Completed(date(2025, 6, 2), DAY)
LAPSED = Completed(date(2025, 5, 31), date(2026, 5, 30))
ASHA, BILL = 1, 2
RECEPTION, PHONES = 10, 20
COMPLAINTS, PRIVACY = 100, 200
ELEMENT = 221


def facts(**changes):
    """Asha in Reception, for whom the complaints module serves the element; nothing else."""
    said = {
        "day": DAY,
        "in_post": {ASHA},
        "groups_of": {ASHA: {RECEPTION}},
        "audience_of": {COMPLAINTS: {RECEPTION}},
        "activities_for": {ELEMENT: {COMPLAINTS}},
    }
    return Facts(**{name: frozen(value) for name, value in (said | changes).items()})


def frozen(value):
    """Sets, written short in the cases, as the rules take them."""
    if isinstance(value, dict):
        return {key: frozen(each) for key, each in value.items()}
    return frozenset(value) if isinstance(value, set) else value


BOTH = {
    "audience_of": {COMPLAINTS: {RECEPTION}, PRIVACY: {RECEPTION}},
    "activities_for": {ELEMENT: {COMPLAINTS, PRIVACY}},
}
BOTH_MANDATORY = BOTH | {"mandatory_for_groups": {COMPLAINTS: {RECEPTION}, PRIVACY: {RECEPTION}}}

CASES = [
    pytest.param(facts(), Status.NOT_YET, id="has completed nothing"),
    pytest.param(
        facts(completed={(ASHA, COMPLAINTS): VALID}), Status.CURRENT, id="holds what is asked"
    ),
    pytest.param(
        facts(completed={(ASHA, COMPLAINTS): FOR_EVER}), Status.CURRENT, id="counts for ever"
    ),
    pytest.param(
        facts(completed={(ASHA, COMPLAINTS): ENDS_TODAY}),
        Status.CURRENT,
        id="the last day on which it counts is a day on which it counts",
    ),
    pytest.param(facts(completed={(ASHA, COMPLAINTS): LAPSED}), Status.LAPSED, id="has lapsed"),
    pytest.param(
        facts(completed={(ASHA, PRIVACY): VALID}),
        Status.NOT_YET,
        id="another activity does not count",
    ),
    pytest.param(
        facts(completed={(BILL, COMPLAINTS): VALID}),
        Status.NOT_YET,
        id="somebody else's does not count",
    ),
    pytest.param(
        facts(**BOTH, completed={(ASHA, PRIVACY): VALID}),
        Status.CURRENT,
        id="nothing mandatory: any one is enough",
    ),
    pytest.param(
        facts(**BOTH, completed={(ASHA, PRIVACY): LAPSED}),
        Status.LAPSED,
        id="nothing mandatory: the only one completed has lapsed",
    ),
    pytest.param(
        facts(
            **BOTH,
            mandatory_for_groups={COMPLAINTS: {RECEPTION}},
            completed={(ASHA, PRIVACY): VALID},
        ),
        Status.NOT_YET,
        id="a voluntary one does not stand in for a mandatory one",
    ),
    pytest.param(
        facts(
            **BOTH,
            mandatory_for_groups={COMPLAINTS: {RECEPTION}},
            completed={(ASHA, COMPLAINTS): VALID},
        ),
        Status.CURRENT,
        id="the mandatory one is enough without the voluntary one",
    ),
    pytest.param(
        facts(**BOTH_MANDATORY, completed={(ASHA, COMPLAINTS): VALID}),
        Status.NOT_YET,
        id="two mandatory, one held",
    ),
    pytest.param(
        facts(**BOTH_MANDATORY, completed={(ASHA, COMPLAINTS): VALID, (ASHA, PRIVACY): LAPSED}),
        Status.LAPSED,
        id="two mandatory, one lapsed",
    ),
    pytest.param(
        facts(**BOTH_MANDATORY, completed={(ASHA, PRIVACY): LAPSED}),
        Status.NOT_YET,
        id="two mandatory, one lapsed and one never completed",
    ),
    pytest.param(
        facts(**BOTH_MANDATORY, completed={(ASHA, COMPLAINTS): VALID, (ASHA, PRIVACY): FOR_EVER}),
        Status.CURRENT,
        id="two mandatory, both held",
    ),
    pytest.param(
        facts(
            **BOTH,
            mandatory_for_groups={COMPLAINTS: {PHONES}},
            completed={(ASHA, PRIVACY): VALID},
        ),
        Status.CURRENT,
        id="mandatory for another group",
    ),
    pytest.param(
        facts(
            **BOTH,
            mandatory_for_people={COMPLAINTS: {ASHA}},
            completed={(ASHA, PRIVACY): VALID},
        ),
        Status.NOT_YET,
        id="mandatory for them alone",
    ),
    pytest.param(facts(away={ASHA}), Status.EXCUSED, id="away"),
    pytest.param(
        facts(away={ASHA}, completed={(ASHA, COMPLAINTS): VALID}),
        Status.EXCUSED,
        id="away, though they hold it",
    ),
    pytest.param(facts(waived={ASHA: {COMPLAINTS}}), Status.EXCUSED, id="excused by a waiver"),
    pytest.param(
        facts(**BOTH, waived={ASHA: {COMPLAINTS}}),
        Status.NOT_YET,
        id="a waiver for one of two excuses from one",
    ),
    pytest.param(
        facts(**BOTH, waived={ASHA: {COMPLAINTS, PRIVACY}}),
        Status.EXCUSED,
        id="a waiver for each of two",
    ),
    pytest.param(
        facts(
            **BOTH_MANDATORY,
            waived={ASHA: {PRIVACY}},
            completed={(ASHA, COMPLAINTS): VALID},
        ),
        Status.CURRENT,
        id="of two mandatory, one waived and one held",
    ),
    pytest.param(
        facts(
            **BOTH,
            mandatory_for_groups={COMPLAINTS: {RECEPTION}},
            waived={ASHA: {COMPLAINTS}},
        ),
        Status.NOT_YET,
        id="the mandatory one waived: any of the rest is asked",
    ),
    pytest.param(
        facts(**BOTH, waived={ASHA: {COMPLAINTS}}, completed={(ASHA, COMPLAINTS): VALID}),
        Status.CURRENT,
        id="nothing mandatory: what they were excused from counts if they hold it",
    ),
]


@pytest.mark.parametrize(("given_facts", "status"), CASES)
def test_how_somebody_stands(given_facts, status):
    [standing] = standings(given_facts, ELEMENT)

    assert standing.status is status


@pytest.mark.parametrize(
    "given_facts",
    [
        pytest.param(facts(in_post=set()), id="not in post"),
        pytest.param(facts(groups_of={}), id="in no group"),
        pytest.param(facts(groups_of={ASHA: {PHONES}}), id="in a group it is not meant for"),
        pytest.param(facts(activities_for={}), id="nothing claims the element"),
        pytest.param(facts(audience_of={}), id="meant for nobody"),
        pytest.param(
            facts(groups_of={ASHA: {PHONES}}, mandatory_for_people={COMPLAINTS: {ASHA}}),
            id="assigned to them, but meant for another group",
        ),
    ],
)
def test_who_is_not_expected(given_facts):
    assert list(standings(given_facts, ELEMENT)) == []


def test_somebody_in_two_groups_counts_once_in_all_and_once_in_each():
    everyone, by_group = coverage_by_group(facts(groups_of={ASHA: {RECEPTION, PHONES}}), ELEMENT)

    assert everyone == Coverage(expected=1)
    assert by_group == {RECEPTION: Coverage(expected=1), PHONES: Coverage(expected=1)}


def test_somebody_stands_alike_in_each_of_their_groups():
    asked_on_the_phones = facts(
        groups_of={ASHA: {RECEPTION, PHONES}}, mandatory_for_groups={COMPLAINTS: {PHONES}}
    )

    [in_reception] = standings(asked_on_the_phones, ELEMENT, RECEPTION)
    [on_the_phones] = standings(asked_on_the_phones, ELEMENT, PHONES)

    assert in_reception == on_the_phones


@pytest.mark.parametrize(
    ("figure", "percentage"),
    [
        pytest.param(Coverage(expected=37, current=29), 78, id="29 of 37 is 78.4, rounded down"),
        pytest.param(Coverage(expected=200, current=199), 99, id="199 of 200 is not 100"),
        pytest.param(Coverage(expected=3, excused=1, current=2), 100, id="excused do not count"),
        pytest.param(Coverage(expected=3), 0, id="nobody has it"),
        pytest.param(Coverage(), None, id="nobody expected is no figure"),
        pytest.param(Coverage(expected=2, excused=2), None, id="everyone excused is no figure"),
    ],
)
def test_percentages_round_down_and_nobody_is_no_figure(figure, percentage):
    assert figure.percentage == percentage


people = st.integers(1, 4)
groups = st.integers(11, 13)
activities = st.integers(101, 103)
elements = st.integers(201, 202)
completions = st.builds(
    Completed,
    st.dates(date(2025, 1, 1), DAY),
    st.none() | st.dates(DAY.replace(day=1, month=5), date(2027, 1, 1)),
)
worlds = st.builds(
    Facts,
    day=st.just(DAY),
    in_post=st.frozensets(people),
    groups_of=st.dictionaries(people, st.frozensets(groups)),
    audience_of=st.dictionaries(activities, st.frozensets(groups)),
    activities_for=st.dictionaries(elements, st.frozensets(activities)),
    mandatory_for_groups=st.dictionaries(activities, st.frozensets(groups)),
    mandatory_for_people=st.dictionaries(activities, st.frozensets(people)),
    waived=st.dictionaries(people, st.frozensets(activities)),
    away=st.frozensets(people),
    completed=st.dictionaries(st.tuples(people, activities), completions),
)


def slow_coverage(world, element, group=None):
    """The definition read aloud, one question at a time."""
    expected = excused = current = 0
    for person in range(1, 5):
        their_groups = world.groups_of.get(person, ())
        if person not in world.in_post or (group is not None and group not in their_groups):
            continue
        such = []
        for activity in world.activities_for.get(element, ()):
            if any(each in their_groups for each in world.audience_of.get(activity, ())):
                such.append(activity)
        if not such:
            continue
        expected += 1
        if all(
            person in world.away or activity in world.waived.get(person, ()) for activity in such
        ):
            excused += 1
            continue

        def holds(activity, person=person):
            held = world.completed.get((person, activity))
            if held is None or held.on > world.day:
                return False
            return held.counts_until is None or held.counts_until >= world.day

        required = [
            activity
            for activity in such
            if activity not in world.waived.get(person, ())
            and (
                person in world.mandatory_for_people.get(activity, ())
                or set(their_groups).intersection(world.mandatory_for_groups.get(activity, ()))
            )
        ]
        if (all if required else any)(holds(activity) for activity in required or such):
            current += 1
    return Coverage(expected, excused, current)


@given(worlds, elements)
def test_coverage_is_what_its_definition_says(world, element):
    everyone, by_group = coverage_by_group(world, element)

    assert everyone == slow_coverage(world, element)
    for group in range(11, 14):
        slow = slow_coverage(world, element, group)
        assert by_group.get(group, Coverage()) == slow
        assert coverage(standings(world, element, group)) == slow


@given(worlds, elements)
def test_nobody_is_counted_twice_and_no_figure_passes_100(world, element):
    expected = [standing.person for standing in standings(world, element)]
    figure = coverage(standings(world, element))

    assert len(expected) == len(set(expected)) == figure.expected
    assert 0 <= figure.current <= figure.counted
    assert figure.percentage is None or 0 <= figure.percentage <= 100
    assert (figure.percentage == 100) == (figure.current == figure.counted > 0)

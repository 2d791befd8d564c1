"""What a rule asks for, and the days it gives: worked cases, and any case against a slow count."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.people.rules.group_rule import (
    Clause,
    Dated,
    HeldPost,
    Joined,
    Line,
    Rule,
    RuleField,
    UnusableRule,
    days_by_rule,
    days_in_team,
    days_to_be,
    read_rule,
    ruled_from,
    same,
    split_by_team,
    with_everybody_below,
)
from learning.people.rules.spans import Span, holds_on, joined

FIRST = date(2026, 1, 1)
ANN, BEN, CAT, DAN = (str(UUID(int=number)) for number in range(1, 5))


def day(number):
    return FIRST + timedelta(days=number)


def span(first, last=None):
    return Span(day(first), None if last is None else day(last))


def held(when=None, *, manager=None, **fields):
    said = {name: frozenset([same(fields.get(name.value, ""))]) for name in RuleField}
    said[RuleField.LINE_MANAGER] = frozenset([manager] if manager else [])
    said[RuleField.TEAM] = frozenset()
    return HeldPost(when or span(0), said)


AT_TOWN_HALL = Clause(RuleField.SITE, ("Town Hall",))
NOT_AT_TOWN_HALL = replace(AT_TOWN_HALL, is_negated=True)
RECEPTIONIST = Clause(RuleField.JOB_TITLE, ("Receptionist", "Senior Receptionist"))


@pytest.mark.parametrize(
    ("rule", "post", "is_in"),
    [
        pytest.param(Rule((AT_TOWN_HALL,)), held(site=" town   HALL "), True, id="case and spaces"),
        pytest.param(Rule((AT_TOWN_HALL,)), held(site="Depot"), False, id="another site"),
        pytest.param(Rule((AT_TOWN_HALL,)), held(), False, id="no site given"),
        pytest.param(Rule((NOT_AT_TOWN_HALL,)), held(), True, id="not, and none given"),
        pytest.param(
            Rule((RECEPTIONIST,)), held(job_title="senior receptionist"), True, id="one of two"
        ),
        pytest.param(
            Rule((AT_TOWN_HALL, RECEPTIONIST)), held(site="Town Hall"), False, id="half of all"
        ),
        pytest.param(
            Rule((AT_TOWN_HALL, RECEPTIONIST), Joined.ANY),
            held(site="Town Hall"),
            True,
            id="half of any",
        ),
        pytest.param(
            Rule((NOT_AT_TOWN_HALL, RECEPTIONIST)),
            held(site="Town Hall", job_title="Receptionist"),
            False,
            id="all but the site",
        ),
        pytest.param(
            Rule((Clause(RuleField.LINE_MANAGER, (ANN,)),)), held(manager=ANN), True, id="report"
        ),
        pytest.param(
            Rule((Clause(RuleField.LINE_MANAGER, (ANN,)),)),
            held(manager=BEN),
            False,
            id="no report",
        ),
    ],
)
def test_what_a_rule_asks_of_a_post(rule, post, is_in):
    assert rule.allows(post.fields) is is_in


def test_two_posts_at_once_are_never_added_together():
    rule = [Dated(Rule((AT_TOWN_HALL, RECEPTIONIST)), span(0))]
    apart = (held(site="Town Hall", job_title="Caretaker"), held(job_title="Receptionist"))

    assert days_by_rule(apart, (span(0),), rule) == ()
    both = held(span(5, 9), site="Town Hall", job_title="Receptionist")
    assert days_by_rule((*apart, both), (span(0),), rule) == (span(5, 9),)


def test_a_post_that_begins_later_gives_its_days_already():
    posts = (held(span(0, 9), site="Depot"), held(span(10), site="Town Hall"))

    days = days_by_rule(posts, (span(0, 29),), [Dated(Rule((AT_TOWN_HALL,)), span(3))])

    assert days == (span(10, 29),)


def test_a_new_rule_makes_nobody_join_anew():
    rules = ruled_from(day(10), [], Rule((AT_TOWN_HALL,)))
    posts, spells = (held(site="Town Hall"),), (span(0),)

    days = days_to_be(
        stored=(span(2),),
        by_rule=days_by_rule(posts, spells, rules),
        spells=spells,
        rules=rules,
    )

    assert days == (span(2),)


def test_who_no_longer_fits_was_in_the_group_until_the_day_before():
    rules = ruled_from(day(10), [], Rule((AT_TOWN_HALL,)))

    assert days_to_be(stored=(span(2),), by_rule=(), spells=(span(0),), rules=rules) == (
        span(2, 9),
    )


def test_the_next_rule_holds_from_its_day_on_and_the_last_until_the_day_before():
    first, second = Rule((AT_TOWN_HALL,)), Rule((RECEPTIONIST,))

    rules = ruled_from(day(10), [Dated(first, span(0))], second)

    assert rules == (Dated(first, span(0, 9)), Dated(second, span(10)))
    assert ruled_from(day(10), rules, first)[-1] == Dated(first, span(10))
    assert ruled_from(day(20), rules, None)[-1] == Dated(second, span(10, 19))


def test_a_team_is_everybody_below_even_in_a_circle():
    lines = [
        Line(BEN, ANN, span(0, 9)),
        Line(CAT, BEN, span(5)),
        Line(DAN, CAT, span(0)),
        Line(CAT, DAN, span(7)),
    ]

    assert days_in_team(ANN, lines) == {
        BEN: (span(0, 9),),
        CAT: (span(5, 9),),
        DAN: (span(5, 9),),
    }
    assert with_everybody_below([BEN], lines) == {BEN, CAT, DAN}


def test_a_post_is_in_the_team_on_the_days_that_its_manager_is():
    days = days_in_team(ANN, [Line(BEN, ANN, span(3, 6)), Line(CAT, BEN, span(0, 9))])

    pieces = split_by_team(held(span(0, 9), manager=BEN), {ANN: days})

    in_team = joined(piece.span for piece in pieces if ANN in piece.fields[RuleField.TEAM])
    assert in_team == (span(3, 6),)
    assert joined(piece.span for piece in pieces) == (span(0, 9),)


RULE = {
    "joined": "all",
    "clauses": [{"field": "site", "is_negated": False, "values": ["Town Hall", "Depot"]}],
}
CLAUSE = RULE["clauses"][0]


def test_a_rule_reads_as_it_was_written():
    assert read_rule(RULE).as_json() == RULE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(None, id="nothing"),
        pytest.param([], id="a list"),
        pytest.param({**RULE, "more": 1}, id="a key too many"),
        pytest.param({**RULE, "joined": "xor"}, id="joined by something else"),
        pytest.param({**RULE, "clauses": []}, id="no clause"),
        pytest.param({**RULE, "clauses": [CLAUSE] * 21}, id="too many clauses"),
        pytest.param({**RULE, "clauses": ["site"]}, id="a clause that is none"),
        pytest.param({**RULE, "clauses": [{**CLAUSE, "field": "salary"}]}, id="unknown field"),
        pytest.param({**RULE, "clauses": [{**CLAUSE, "is_negated": 1}]}, id="not yes or no"),
        pytest.param({**RULE, "clauses": [{**CLAUSE, "values": []}]}, id="no value"),
        pytest.param({**RULE, "clauses": [{**CLAUSE, "values": [" "]}]}, id="a blank value"),
        pytest.param({**RULE, "clauses": [{**CLAUSE, "values": [7]}]}, id="a number"),
        pytest.param({**RULE, "clauses": [{**CLAUSE, "field": "team"}]}, id="a manager by name"),
    ],
)
def test_what_is_no_rule_is_refused(data):
    with pytest.raises(UnusableRule):
        read_rule(data)


# Anything at all, against a count day by day.

HORIZON = 14
days_ahead = st.integers(0, HORIZON - 1)
a_span = st.builds(
    lambda first, length: span(first, None if length is None else first + length),
    days_ahead,
    st.none() | st.integers(0, 6),
)
people = st.sampled_from([ANN, BEN, CAT, DAN])
a_clause = st.one_of(
    st.builds(
        Clause,
        st.sampled_from([RuleField.SITE, RuleField.JOB_TITLE]),
        st.lists(st.sampled_from("ab"), min_size=1, max_size=2).map(tuple),
        st.booleans(),
    ),
    st.builds(
        Clause,
        st.sampled_from([RuleField.TEAM, RuleField.LINE_MANAGER]),
        st.tuples(people),
        st.booleans(),
    ),
)
a_rule = st.builds(
    Rule, st.lists(a_clause, min_size=1, max_size=3).map(tuple), st.sampled_from(Joined)
)
some_lines = st.lists(st.builds(Line, people, people, a_span), max_size=6)
some_posts = st.lists(
    st.builds(
        lambda when, site, title, manager: held(when, site=site, job_title=title, manager=manager),
        a_span,
        st.sampled_from("abc"),
        st.sampled_from("abc"),
        st.none() | people,
    ),
    max_size=3,
)


def covers(when, on):
    return when.from_on <= on and (when.to_on is None or on <= when.to_on)


def is_below(person, manager, lines, on):
    """By walking down from the manager, on one day."""
    below, found = {manager}, set()
    while below:
        found |= below
        below = {
            line.person for line in lines if line.manager in below and covers(line.span, on)
        } - found
    return person in found


def is_asked_for(rule, post, lines, on):
    def says(clause):
        if clause.field == RuleField.TEAM:
            [boss] = post.fields[RuleField.LINE_MANAGER] or [None]
            inside = boss in clause.values or any(
                is_below(boss, manager, lines, on) for manager in clause.values if boss
            )
        else:
            inside = bool(post.fields[clause.field] & set(clause.values))
        return inside is not clause.is_negated

    answers = [says(clause) for clause in rule.clauses]
    return all(answers) if rule.joined == Joined.ALL else any(answers)


@settings(max_examples=300)
@given(
    posts=some_posts,
    lines=some_lines,
    spells=st.lists(a_span, max_size=2),
    stored=st.lists(a_span, max_size=2),
    versions=st.lists(st.tuples(days_ahead, st.none() | a_rule), max_size=3),
)
def test_days_worked_out_at_once_are_those_of_a_slow_count(posts, lines, spells, stored, versions):
    rules = ()
    for first, rule in sorted(versions, key=lambda version: version[0]):
        rules = ruled_from(day(first), rules, rule)
    teams = {key: days_in_team(key, lines) for dated in rules for key in dated.rule.teams}
    pieces = [piece for post in posts for piece in split_by_team(post, teams)]
    spells = joined(spells)

    by_rule = days_by_rule(pieces, spells, rules)
    days = days_to_be(stored=joined(stored), by_rule=by_rule, spells=spells, rules=rules)

    for on in map(day, range(-1, 2 * HORIZON)):
        holding = [dated.rule for dated in rules if covers(dated.span, on)]
        assert len(holding) <= 1
        in_post = any(covers(spell, on) for spell in spells)
        if holding:
            expected = in_post and any(
                covers(post.span, on) and is_asked_for(holding[0], post, lines, on)
                for post in posts
            )
        else:
            expected = in_post and any(covers(stay, on) for stay in stored)
        assert holds_on(days, on) is expected, on
    again = days_to_be(stored=days, by_rule=by_rule, spells=spells, rules=rules)
    assert again == days == joined(days)

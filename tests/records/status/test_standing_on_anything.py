"""Whatever happened to somebody, the rule says what page 15 says, read slowly."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from learning.records.rules.standing import Facts, standing_on, stretches
from learning.records.rules.status import HOLDING

from .slow_model import answer_of, slowly
from .strategies import BEGINNING, days_worth_asking, facts, histories


@settings(max_examples=100)
@given(facts())
def test_the_rule_says_what_the_page_says(facts):
    for day in days_worth_asking(facts):
        assert answer_of(standing_on(facts, day)) == slowly(facts, day), day


@settings(max_examples=40)
@given(histories(), st.integers(0, 120))
def test_whenever_it_was_known_the_rule_says_what_the_page_says(history, later):
    for day in days_worth_asking(history.facts):
        known = history.known_on(day + timedelta(days=later))
        assert answer_of(standing_on(known, day)) == slowly(known, day), day


@settings(max_examples=40)
@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_never_matters(facts, chance):
    def shuffled(one):
        return chance.sample(one, len(one))

    another = Facts(
        employments=shuffled(facts.employments),
        memberships={group: shuffled(facts.memberships[group]) for group in (2, 1)},
        listed=shuffled(facts.listed),
        terms=shuffled(facts.terms),
        absences=shuffled(facts.absences),
        waivers=shuffled(facts.waivers),
        extensions=shuffled(facts.extensions),
        completions=shuffled(facts.completions),
        begun_on=shuffled(facts.begun_on),
    )
    for day in days_worth_asking(facts):
        assert standing_on(another, day) == standing_on(facts, day), day


@settings(max_examples=40)
@given(facts())
def test_what_begins_after_the_day_never_matters(facts):
    for day in days_worth_asking(facts):
        assert standing_on(begun_by(facts, day), day) == standing_on(facts, day), day


def begun_by(facts: Facts, day: date) -> Facts:
    """The facts without those that begin after the day."""
    return Facts(
        employments=[span for span in facts.employments if span.from_on <= day],
        memberships={
            group: [span for span in spans if span.from_on <= day]
            for group, spans in facts.memberships.items()
        },
        listed=[span for span in facts.listed if span.from_on <= day],
        terms=[each for each in facts.terms if each.span.from_on <= day],
        absences=[each for each in facts.absences if each.span.from_on <= day],
        waivers=[each for each in facts.waivers if each.span.from_on <= day],
        extensions=[each for each in facts.extensions if each.granted_on <= day],
        completions=[each for each in facts.completions if each.on <= day],
        begun_on=[begun for begun in facts.begun_on if begun <= day],
    )


@settings(max_examples=40)
@given(facts(), st.integers(-20, 500))
def test_the_stretches_ahead_say_of_each_day_what_the_rule_says(facts, after):
    from_on = BEGINNING + timedelta(days=after)
    last = from_on + timedelta(days=3 * 365)
    day = from_on
    for stretch in stretches(facts, from_on):
        assert stretch.from_on == day
        while day <= min(stretch.to_on or last, last):
            assert answer_of(stretch.standing) == answer_of(standing_on(facts, day)), day
            day += timedelta(days=1)
        if day > last:
            break
    assert day > last


@settings(max_examples=40)
@given(facts())
def test_nobody_is_current_whom_coverage_does_not_count(facts):
    for day in days_worth_asking(facts):
        standing = standing_on(facts, day)
        if standing and standing.status in HOLDING:
            assert any(
                each.on <= day and (each.counts_until is None or day <= each.counts_until)
                for each in facts.completions
            ), day

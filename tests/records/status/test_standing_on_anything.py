"""Whatever happened to somebody, the rule says what page 15 says, read slowly."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from learning.records.rules.spans import Span
from learning.records.rules.standing import Facts, Standing, standing_on, stretches
from learning.records.rules.status import EXCUSED, HOLDING

from .slow_model import Answer, slowly
from .strategies import BEGINNING, days_worth_asking, facts, histories

some_days = st.integers(0, 900).map(lambda days: BEGINNING + timedelta(days=days))


def answer_of(standing: Standing | None) -> Answer | None:
    """What the slow reading can be compared with."""
    if standing is None:
        return None
    if standing.status in EXCUSED:
        return Answer(standing.status, None, standing.terms.id, None)
    done_on = standing.held.completed.on if standing.held else None
    return Answer(standing.status, standing.due_on, standing.terms.id, done_on)


@settings(deadline=None, max_examples=150)
@given(facts())
def test_the_rule_says_what_the_page_says(facts):
    for day in days_worth_asking(facts):
        assert answer_of(standing_on(facts, day)) == slowly(facts, day), day

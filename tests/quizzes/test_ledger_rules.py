"""The law of the ledger of marks, without a database."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.interactions import NotAnAnswer, Point, Writing
from quizzes.rules.ledger import in_force, outcome_after
from quizzes.rules.marking import mark_paper, result_of
from tests.quizzes.papers import a_paper, a_question, a_writing

POINTS = (Point("sorry", "Says sorry", 2), Point("when", "Says when", 1), Point("who", "Who", 2))
WRITING = Writing("trainer", 50, POINTS, "Sorry. You will hear by Friday, from me.")


@dataclass(frozen=True)
class Entry:
    pk: int
    question_key: UUID
    supersedes_id: int | None = None


@st.composite
def histories(draw):
    """Marks of several questions, given one after the other, and read in any order."""
    newest, entries = {}, []
    for number in range(1, draw(st.integers(0, 20)) + 1):
        question = UUID(int=draw(st.integers(1, 4)))
        entries.append(Entry(number, question, newest.get(question)))
        newest[question] = number
    return newest, draw(st.permutations(entries))


@given(histories())
def test_the_mark_in_force_is_the_last_not_superseded_under_any_history(history):
    newest, entries = history

    assert {key: entry.pk for key, entry in in_force(entries).items()} == newest


@given(histories())
def test_a_mark_in_force_is_superseded_by_none(history):
    _newest, entries = history
    superseded = {entry.supersedes_id for entry in entries}

    assert not [entry for entry in in_force(entries).values() if entry.pk in superseded]


OUTCOMES = st.none() | st.booleans()


@given(OUTCOMES, OUTCOMES)
def test_a_pass_is_never_taken_away_unless_that_is_said(had, marks_say):
    after = outcome_after(had, marks_say)

    assert after is (True if had else marks_say)
    assert outcome_after(had, marks_say, takes_pass_away=True) is marks_say


# What is written


def ids(*found):
    return list(found)


@pytest.mark.parametrize(
    ("found", "share"),
    [
        pytest.param(ids(), 0, id="none found"),
        pytest.param(ids("when"), Fraction(1, 5), id="the lightest"),
        pytest.param(ids("sorry", "when"), Fraction(3, 5), id="two of them"),
        pytest.param(ids("who", "when", "sorry"), 1, id="all, in any order"),
    ],
)
def test_the_mark_is_the_share_of_the_weight_that_was_found(found, share):
    assert WRITING.share_of(found) == share


@pytest.mark.parametrize("found", [["nowhere"], ["sorry", "sorry"], "sorry", None, [1]])
def test_what_is_no_point_of_the_rubric_earns_nothing_and_is_refused(found):
    with pytest.raises(NotAnAnswer):
        WRITING.share_of(found)


@given(st.lists(st.integers(1, 10), min_size=1, max_size=10), st.data())
def test_a_mark_lies_between_nothing_and_the_whole(weights, data):
    points = tuple(Point(str(n), f"Point {n}", weight) for n, weight in enumerate(weights))
    found = data.draw(st.lists(st.sampled_from([point.id for point in points]), unique=True))
    share = Writing("self", 50, points, "…").share_of(found)

    assert 0 <= share <= 1
    assert (share == 1) == (len(found) == len(points))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  Sorry. ", "Sorry.", id="without space at its ends"),
        pytest.param("One\r\n\r\nTwo", "One\n\nTwo", id="with its lines as lines"),
        pytest.param(" ".join(["word"] * 50), " ".join(["word"] * 50), id="as long as may be"),
        pytest.param("<b>Sorry</b>", "<b>Sorry</b>", id="as text, whatever it looks like"),
        pytest.param(" \n ", "", id="nothing but space"),
    ],
)
def test_what_is_written_is_kept_as_it_was_written(typed, kept):
    assert WRITING.read(typed) == kept
    assert WRITING.read(WRITING.read(typed)) == kept


@pytest.mark.parametrize(
    "typed",
    [" ".join(["word"] * 51), "w" * 1001, "a\x00b", ["Sorry"], None],
    ids=["a word too many", "one endless word", "a null", "a list", "nothing at all"],
)
def test_what_cannot_be_kept_is_refused(typed):
    with pytest.raises(NotAnAnswer):
        WRITING.read(typed)


def test_no_rule_marks_what_was_written_but_nothing_written_earns_nothing():
    assert WRITING.score("Sorry.") is None
    assert WRITING.score("") == 0


# What the marks come to


def test_a_paper_has_no_outcome_until_the_last_mark_is_in():
    choice, writing = a_question(right="a"), a_writing(WRITING)
    paper = a_paper(choice, writing, pass_mark=80)

    waiting = mark_paper(paper, {choice.key: ["a"], writing.key: "Sorry."})
    assert (waiting.awaited, waiting.has_passed) == ((writing.key,), None)

    shares = {choice.key: Fraction(1), writing.key: Fraction(3, 5)}
    assert result_of(paper, shares).has_passed is True
    assert result_of(paper, {**shares, writing.key: Fraction(1, 5)}).has_passed is False


def test_a_text_that_nobody_wrote_is_marked_at_once():
    writing = a_writing(WRITING)

    result = mark_paper(a_paper(writing), {})

    assert (result.awaited, result.has_passed) == ((), False)


def test_thirds_are_added_exactly():
    first, second = a_question(), a_question()
    paper = a_paper(first, second, pass_mark=50)

    result = result_of(paper, {first.key: Fraction(1, 3), second.key: Fraction(2, 3)})

    assert result.has_passed is True

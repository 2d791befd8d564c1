"""What a regrade changes, without a database."""

from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking.words import what_changes, what_is_left, what_stands
from quizzes.rules.interactions import (
    Choice,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    Option,
    Place,
    ShortAnswer,
    SingleChoice,
)
from quizzes.rules.paper import FrozenScenario, PaperQuestion
from quizzes.rules.regrading import Effect, Left, Regrade, Sat, effect_on, regrade
from tests.quizzes.conversations import MISSED_BIN, with_reply
from tests.quizzes.papers import a_paper, a_question

KEY = UUID(int=7)
OPENING, *REST = MISSED_BIN.turns
WASTE, PARKS = Option("w", "Waste"), Option("p", "Parks")


def asked(interaction, version=1):
    return PaperQuestion(KEY, "What now?", interaction, "", version, str(version) * 64)


def single(right="a", of="abc"):
    return SingleChoice(tuple(Choice(each, each.upper(), each in right) for each in of))


def sat(interaction, response, *, share=None, by_rule=True, passed=False, others=(), pass_mark=50):
    """An attempt that was asked the question, and `others`: shares of other questions."""
    rest = [a_question() for _other in others]
    paper = a_paper(asked(interaction), *rest, pass_mark=pass_mark)
    before = interaction.score(response) if share is None and response else share
    shares = {KEY: before or Fraction(0)} | {
        question.key: other for question, other in zip(rest, others, strict=True)
    }
    return Sat(1, paper, response, shares, by_rule, passed)


@pytest.mark.parametrize(
    ("old", "response", "new", "marks"),
    [
        pytest.param(single("a"), ["b"], single("b"), (0, 1), id="now right"),
        pytest.param(single("a"), ["a"], single("b"), (1, 0), id="now wrong"),
        pytest.param(single("a"), ["b"], single("a", "ab"), None, id="a choice fewer, as wrong"),
        pytest.param(single("a"), ["a"], single("a"), None, id="as right as before"),
        pytest.param(single("a"), [], single("b"), None, id="no answer"),
        pytest.param(
            single("a"), ["c"], single("a", "ab"), Left.DOES_NOT_FIT, id="what was chosen has gone"
        ),
        pytest.param(
            single("a"), ["b"], single("d", "abcd"), Left.DOES_NOT_FIT, id="they never saw it"
        ),
        pytest.param(
            single("a"),
            ["a"],
            MultipleChoice(single("ab").choices),
            Left.DOES_NOT_FIT,
            id="another way of answering",
        ),
        pytest.param(Numeric("10", "0"), "10.5", Numeric("10", "0.5"), (0, 1), id="more tolerance"),
        pytest.param(
            ShortAnswer(("sorry",)),
            "apologies",
            ShortAnswer(("sorry", "apologies")),
            (0, 1),
            id="one more wording",
        ),
        pytest.param(
            Matching((Place("1", "Bin", (WASTE, PARKS), "p"),)),
            {"1": "w"},
            Matching((Place("1", "Bin", (WASTE, PARKS), "w"),)),
            (0, 1),
            id="another pair",
        ),
        pytest.param(
            Matching((Place("1", "Bin", (WASTE, PARKS), "w"),)),
            {"1": "w"},
            Matching(
                (Place("1", "Bin", (WASTE, PARKS), "w"), Place("2", "Swing", (PARKS, WASTE), "p"))
            ),
            Left.DOES_NOT_FIT,
            id="a pair they never saw",
        ),
    ],
)
def test_an_answer_is_marked_by_the_key_that_the_question_has_now(old, response, new, marks):
    effect = effect_on(sat(old, response), asked(new, version=2))

    if isinstance(marks, tuple):
        assert (effect.before, effect.after) == marks
    else:
        assert effect is marks


@pytest.mark.parametrize(
    ("old", "response", "new"),
    [
        pytest.param(
            single("a"),
            ["a"],
            asked(SingleChoice((Choice("a", "B", False), Choice("b", "A", True)))),
            id="choices that swapped their words",
        ),
        pytest.param(
            single("a"), ["a"], replace(asked(single("b")), prompt="What never?"), id="the question"
        ),
        pytest.param(
            single("a"),
            ["a"],
            replace(asked(single("b")), scenario=FrozenScenario(KEY, "The boiler is off.")),
            id="the scenario",
        ),
        pytest.param(
            Numeric("2", "0", "weeks"), "2", asked(Numeric("14", "0", "days")), id="the unit"
        ),
        pytest.param(
            Gaps("Bins: [[1]]", (Place("1", "Gap 1", (WASTE, PARKS), "w"),)),
            {"1": "w"},
            asked(Gaps("Swings: [[1]]", (Place("1", "Gap 1", (WASTE, PARKS), "p"),))),
            id="the text about a gap",
        ),
        pytest.param(
            MISSED_BIN,
            ["a", "x"],
            asked(replace(MISSED_BIN, turns=(with_reply(OPENING, text="So?", costs=9), *REST))),
            id="a reply",
        ),
    ],
)
def test_what_was_answered_to_other_words_is_left_unless_somebody_compared_them(old, response, new):
    attempt = sat(old, response)

    assert effect_on(attempt, new) is Left.OTHER_WORDS
    assert isinstance(effect_on(attempt, new, marks_other_words=True), Effect)


def test_what_is_read_after_an_answer_is_no_word_that_it_was_given_to():
    told = SingleChoice(tuple(replace(each, feedback="No.") for each in single("b").choices))
    new = replace(asked(told), explanation="Because of this.")

    assert isinstance(effect_on(sat(single("a"), ["a"]), new), Effect)


def test_a_conversation_that_had_ended_is_not_marked_as_if_it_had_been_broken_off():
    calmer, angry = REST
    goes_on = replace(MISSED_BIN, turns=(OPENING, with_reply(calmer, leads_to="3"), angry))

    effect = effect_on(sat(MISSED_BIN, ["a", "x"]), asked(goes_on), marks_other_words=True)

    assert effect is Left.DOES_NOT_FIT


def test_what_a_person_decided_is_left():
    attempt = sat(single("a"), ["b"], by_rule=False)

    assert effect_on(attempt, asked(single("b"))) is Left.BY_A_PERSON


def test_everything_else_on_the_paper_keeps_its_mark():
    attempt = sat(single("a"), ["b"], others=[Fraction(1, 2)], pass_mark=75)

    effect = effect_on(attempt, asked(single("b")))

    assert (effect.passed_before, effect.passed_after) == (False, True)
    assert effect.gives_a_pass


def test_an_attempt_that_waits_for_another_mark_goes_on_waiting():
    waiting = sat(single("a"), ["b"], others=[Fraction(1)], passed=None)
    waiting = replace(waiting, shares={KEY: Fraction(0)})

    effect = effect_on(waiting, asked(single("b")))

    assert (effect.after, effect.passed_after) == (1, None)
    assert not effect.gives_a_pass


@given(
    st.sampled_from("abc"),
    st.sampled_from("abc"),
    st.sampled_from("abc"),
    st.none() | st.booleans(),
    st.lists(st.fractions(0, 1), max_size=3),
    st.integers(1, 100),
)
def test_a_regrade_never_takes_a_pass_away_unless_that_is_said(
    before, after, chosen, passed, others, pass_mark
):
    attempt = sat(single(before), [chosen], passed=passed, others=others, pass_mark=pass_mark)

    effect = effect_on(attempt, asked(single(after), version=2))

    if isinstance(effect, Effect):
        assert 0 <= effect.after <= 1
        assert effect.outcome(takes_passes_away=False) is (passed or effect.passed_after)
        assert effect.outcome(takes_passes_away=True) is effect.passed_after
        # Done once, there is nothing left to do.
        shares = {**attempt.shares, KEY: effect.after}
        assert effect_on(replace(attempt, shares=shares), asked(single(after), version=2)) is None
    else:
        assert effect is None


def test_many_attempts_are_looked_at_one_by_one():
    attempts = [
        sat(single("a"), ["b"]),
        sat(single("a"), ["a"], passed=True),
        sat(single("a"), ["c"]),
        sat(single("a"), ["b"], by_rule=False),
    ]

    found = regrade(asked(single("b", "ab")), attempts)

    assert (found.gives, found.would_take) == (1, 1)
    assert (found.does_not_fit, found.by_a_person) == (1, 1)


def effects(*, gives=0, takes=0, neither=0):
    kinds = [(False, True)] * gives + [(True, False)] * takes + [(False, False)] * neither
    return tuple(Effect(n, Fraction(0), Fraction(1), *kind) for n, kind in enumerate(kinds))


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        pytest.param(
            effects(gives=3, takes=2, neither=9),
            "14 attempts change, 3 from fail to pass, none the other way unless you say so.",
            id="both ways",
        ),
        pytest.param(
            effects(neither=1),
            "1 attempt changes, none from fail to pass, none the other way.",
            id="no outcome changes",
        ),
        pytest.param(
            (), "No mark changes: everybody has what the newest version gives them.", id="none"
        ),
    ],
)
def test_it_is_said_in_a_sentence(found, sentence):
    assert what_changes(Regrade(found, ())) == sentence


def test_where_something_is_left_it_is_not_said_that_everybody_has_their_due():
    assert what_changes(Regrade((), (Left.OTHER_WORDS,))) == "No mark changes."


def test_whose_pass_would_not_be_earned_and_what_is_left_is_said():
    left = (Left.DOES_NOT_FIT, Left.BY_A_PERSON, Left.DOES_NOT_FIT, Left.OTHER_WORDS)
    found = Regrade(effects(takes=1), left)

    assert "1 attempt that has passed would no longer have enough marks." in what_stands(found)
    assert what_stands(Regrade((), ())) == ""
    assert what_is_left(found) == [
        "2 answers do not fit the question as it is now, so their marks stay.",
        "1 answer was given to other words, and is left as it is.",
        "1 answer was marked by a person, so its mark stays.",
    ]

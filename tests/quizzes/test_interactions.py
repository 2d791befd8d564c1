import json
from fractions import Fraction

import pytest

from quizzes.rules.interactions import (
    INTERACTIONS,
    Answered,
    Choice,
    Confidence,
    Gaps,
    Matching,
    MultipleChoice,
    NotAnAnswer,
    Numeric,
    Option,
    Ordering,
    OrderScoring,
    Place,
    Point,
    Scoring,
    ShortAnswer,
    SingleChoice,
    Step,
    TrueFalse,
    Writing,
    interaction_as_json,
    interaction_from_json,
    moved,
)
from quizzes.rules.interactions.interaction import choices_for
from tests.quizzes.conversations import MISSED_BIN


def choices(of, *, right):
    return tuple(Choice(letter, letter.upper(), letter in right) for letter in of)


def options(of):
    return tuple(Option(letter, letter.upper()) for letter in of)


TRUE_OR_FALSE = TrueFalse(
    (
        Choice("t", "True", True),
        Choice("f", "False", False, "A complaint may be made in any way."),
    )
)
GREETING = SingleChoice(
    (
        Choice("a", "Greet them", True),
        Choice("b", "Wave", False, "Say something too.", credit=50),
        Choice("c", "Look away", False),
    )
)
DESKS = Matching(
    (
        Place("1", "A bill", options("xyz"), "x"),
        Place("2", "A repair", options("xyz"), "y", "Repairs have a desk of their own."),
        Place("3", "A refund", options("xyz"), "x"),
    )
)
PROMISE = Gaps(
    "We answer a letter in [[1]] days and a call in [[2]] rings.",
    (Place("g1", "Gap 1", options("xy"), "x"), Place("g2", "Gap 2", options("xyz"), "z")),
)
STEPS = tuple(Step(letter, letter.upper()) for letter in "abcd")
COMPLAINT = Ordering((*STEPS[:3], Step("d", "D", "It can wait.")), tuple("dbca"))
NEIGHBOURLY = Ordering(STEPS, tuple("dbca"), OrderScoring.NEIGHBOURS)
DAYS = Numeric("10", "0.5", "working days", "Ten working days.")
WORD = ShortAnswer(("Empathy", "putting yourself in the customer's shoes"), feedback="Empathy.")
FELT = Confidence((Option("1", "Not at all"), Option("2", "Very")))
EVERY_KIND = {
    "single": GREETING,
    "true_false": TRUE_OR_FALSE,
    "multiple": MultipleChoice(choices("abcd", right="ab"), Scoring.EACH_DECISION),
    "matching": DESKS,
    "gaps": PROMISE,
    "ordering": NEIGHBOURLY,
    "numeric": DAYS,
    "short": WORD,
    "writing": Writing("self", 50, (Point("sorry", "Says sorry", 2),), "Sorry."),
    "conversation": MISSED_BIN,
    "confidence": FELT,
}


def test_there_is_a_case_here_for_every_kind():
    assert set(EVERY_KIND) == set(INTERACTIONS)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_an_interaction_is_the_same_after_it_was_written_down(kind):
    written = json.dumps(interaction_as_json(EVERY_KIND[kind]))

    assert json.loads(written)["kind"] == kind
    assert interaction_from_json(json.loads(written)) == EVERY_KIND[kind]


def test_a_true_or_false_is_not_a_single_choice_of_the_same_choices():
    assert SingleChoice(TRUE_OR_FALSE.choices) != TRUE_OR_FALSE


@pytest.mark.parametrize(
    ("interaction", "chosen", "score"),
    [
        pytest.param(GREETING, "a", 1, id="the right choice"),
        pytest.param(GREETING, "b", Fraction(1, 2), id="a choice with some credit"),
        pytest.param(GREETING, "c", 0, id="a choice without"),
        pytest.param(GREETING, "", 0, id="no choice"),
        pytest.param(TRUE_OR_FALSE, "t", 1, id="true, where it is true"),
        pytest.param(TRUE_OR_FALSE, "f", 0, id="false, where it is true"),
        pytest.param(TRUE_OR_FALSE, "", 0, id="neither true nor false"),
    ],
)
def test_one_choice_earns_the_mark_or_its_own_credit(interaction, chosen, score):
    assert interaction.score(interaction.read(list(chosen))) == score


@pytest.mark.parametrize(
    ("chosen", "all_or_nothing", "right_minus_wrong", "each_decision"),
    [
        pytest.param("ab", 1, 1, 1, id="every right choice"),
        pytest.param("ba", 1, 1, 1, id="every right choice in another order"),
        pytest.param("a", 0, Fraction(1, 2), Fraction(4, 5), id="one right choice missing"),
        pytest.param("abc", 0, Fraction(2, 3), Fraction(4, 5), id="a wrong one besides"),
        pytest.param("ac", 0, Fraction(1, 6), Fraction(3, 5), id="one right and one wrong"),
        pytest.param("acd", 0, 0, Fraction(2, 5), id="more harm than good"),
        pytest.param("c", 0, 0, Fraction(2, 5), id="only a wrong one"),
        pytest.param("cde", 0, 0, 0, id="the exact opposite"),
        pytest.param("abcde", 0, 0, Fraction(2, 5), id="everything ticked"),
        pytest.param("", 0, 0, 0, id="nothing ticked"),
    ],
)
def test_several_choices_earn_what_the_rule_says(
    chosen, all_or_nothing, right_minus_wrong, each_decision
):
    of_five = choices("abcde", right="ab")

    scores = {
        rule: MultipleChoice(of_five, rule).score(MultipleChoice(of_five).read(list(chosen)))
        for rule in Scoring
    }

    assert scores == {
        Scoring.ALL_OR_NOTHING: all_or_nothing,
        Scoring.RIGHT_MINUS_WRONG: right_minus_wrong,
        Scoring.EACH_DECISION: each_decision,
    }


@pytest.mark.parametrize(
    ("interaction", "put", "score"),
    [
        pytest.param(DESKS, {"1": "x", "2": "y", "3": "x"}, 1, id="every pair"),
        pytest.param(DESKS, {"1": "x", "2": "x", "3": "x"}, Fraction(2, 3), id="two of three"),
        pytest.param(DESKS, {"2": "y"}, Fraction(1, 3), id="one, and two left open"),
        pytest.param(DESKS, {"1": "y", "2": "x", "3": "z"}, 0, id="every pair wrong"),
        pytest.param(DESKS, {}, 0, id="no pair"),
        pytest.param(DESKS, {"1": "", "2": "", "3": ""}, 0, id="every list left as it was"),
        pytest.param(PROMISE, {"g1": "x", "g2": "z"}, 1, id="every gap"),
        pytest.param(PROMISE, {"g1": "x", "g2": "x"}, Fraction(1, 2), id="one gap of two"),
    ],
)
def test_each_place_earns_its_share(interaction, put, score):
    assert interaction.score(interaction.read(put)) == score


@pytest.mark.parametrize(
    ("order", "all_or_nothing", "neighbours"),
    [
        pytest.param("abcd", 1, 1, id="the right order"),
        pytest.param("bcda", 0, Fraction(2, 3), id="the first step put last"),
        pytest.param("cdab", 0, Fraction(2, 3), id="two halves swapped"),
        pytest.param("abdc", 0, Fraction(1, 3), id="the last two swapped"),
        pytest.param("acbd", 0, 0, id="the middle two swapped"),
        pytest.param("dcba", 0, 0, id="backwards"),
        pytest.param("", 0, 0, id="no order"),
    ],
)
def test_an_order_earns_what_the_rule_says(order, all_or_nothing, neighbours):
    response = COMPLAINT.read(list(order))

    assert COMPLAINT.score(response) == all_or_nothing
    assert NEIGHBOURLY.score(response) == neighbours


@pytest.mark.parametrize(
    ("which", "by", "order"),
    [
        pytest.param("b", -1, "bacd", id="up"),
        pytest.param("b", 1, "acbd", id="down"),
        pytest.param("a", -1, "abcd", id="the first stays when moved up"),
        pytest.param("d", 1, "abcd", id="the last stays when moved down"),
    ],
)
def test_a_step_moves_one_place(which, by, order):
    assert moved("abcd", which, by=by) == list(order)


@pytest.mark.parametrize(
    ("interaction", "sent"),
    [
        pytest.param(GREETING, ["a", "b"], id="two choices where one is asked for"),
        pytest.param(GREETING, ["z"], id="a choice of another question"),
        pytest.param(GREETING, ["a", "a"], id="a choice twice"),
        pytest.param(GREETING, "a", id="a choice that is not in a list"),
        pytest.param(GREETING, [["a"]], id="a list in a list"),
        pytest.param(GREETING, [None], id="a list of nothing"),
        pytest.param(GREETING, {"a": "a"}, id="pairs for a choice"),
        pytest.param(DESKS, ["x"], id="choices for pairs"),
        pytest.param(DESKS, {"4": "x"}, id="a place of another question"),
        pytest.param(DESKS, {"1": "w"}, id="an option of another question"),
        pytest.param(PROMISE, {"g1": "z"}, id="an option of another gap"),
        pytest.param(DESKS, {"1": ["x"]}, id="two options in one place"),
        pytest.param(COMPLAINT, ["a", "b", "c"], id="a step left out"),
        pytest.param(COMPLAINT, ["a", "b", "c", "c"], id="a step twice"),
        pytest.param(COMPLAINT, ["a", "b", "c", "d", "e"], id="a step too many"),
        pytest.param(DAYS, 10, id="a number that is not typed"),
        pytest.param(DAYS, "1" * 31, id="too long a number"),
        pytest.param(WORD, None, id="nothing at all"),
        pytest.param(WORD, "e" * 201, id="too long an answer"),
        pytest.param(WORD, "empathy\x00", id="a null character, which no database takes"),
        pytest.param(WORD, "empathy\ud83d", id="half an emoji"),
    ],
)
def test_what_is_not_an_answer_is_refused(interaction, sent):
    with pytest.raises(NotAnAnswer):
        interaction.read(sent)


@pytest.mark.parametrize(
    ("interaction", "sent", "stored"),
    [
        pytest.param(
            MultipleChoice(choices("abc", right="ab")), ["c", "a"], ["a", "c"], id="ticks"
        ),
        pytest.param(DESKS, {"3": "x", "2": "", "1": "y"}, {"1": "y", "3": "x"}, id="pairs"),
        pytest.param(COMPLAINT, ["d", "a", "c", "b"], ["d", "a", "c", "b"], id="an order"),
        pytest.param(DAYS, "  ", "", id="spaces for a number"),
        pytest.param(WORD, " In  the\nshoes ", "In the shoes", id="words apart"),
        pytest.param(WORD, "cafe\u0301", "caf\u00e9", id="an accent typed on its own"),
    ],
)
def test_an_answer_is_stored_in_one_form(interaction, sent, stored):
    assert interaction.read(sent) == stored


def test_pairs_are_stored_in_the_order_of_the_paper():
    assert list(choices_for({"2": "x", "1": "x"}, {"1": ["x"], "2": ["x"]})) == ["1", "2"]


@pytest.mark.parametrize(
    ("interaction", "response", "is_complete"),
    [
        pytest.param(GREETING, ["c"], True, id="a choice"),
        pytest.param(GREETING, [], False, id="no choice"),
        pytest.param(DESKS, {"1": "x", "2": "x", "3": "x"}, True, id="every pair"),
        pytest.param(DESKS, {"1": "x", "2": "x"}, False, id="a pair left open"),
        pytest.param(COMPLAINT, list("dbca"), True, id="an order"),
        pytest.param(DAYS, "0", True, id="nought is a number"),
        pytest.param(WORD, "", False, id="no word"),
        pytest.param(MISSED_BIN, list("bcx"), True, id="a conversation that ended"),
        pytest.param(MISSED_BIN, list("bc"), False, id="a conversation under way"),
        pytest.param(FELT, ["1"], True, id="a level"),
    ],
)
def test_we_know_whether_something_is_left_to_answer(interaction, response, is_complete):
    assert interaction.is_complete(response) is is_complete


@pytest.mark.parametrize(
    ("interaction", "key"),
    [
        pytest.param(GREETING, ("Greet them",), id="a choice"),
        pytest.param(MultipleChoice(choices("abc", right="ca")), ("A", "C"), id="ticks"),
        pytest.param(DESKS, ("A bill: X", "A repair: Y", "A refund: X"), id="pairs"),
        pytest.param(PROMISE, ("Gap 1: X", "Gap 2: Z"), id="gaps"),
        pytest.param(COMPLAINT, ("A", "B", "C", "D"), id="an order"),
        pytest.param(DAYS, ("10 working days",), id="a number with its unit"),
        pytest.param(Numeric("10", "0"), ("10",), id="a number without"),
        pytest.param(WORD, WORD.accepted, id="words"),
        pytest.param(FELT, (), id="none where nothing is right or wrong"),
    ],
)
def test_the_key_is_given_in_words(interaction, key):
    assert interaction.key == key


@pytest.mark.parametrize(
    ("interaction", "response", "answered"),
    [
        pytest.param(GREETING, ["b"], [("Wave", False, "Say something too.")], id="a choice"),
        pytest.param(GREETING, [], [], id="no choice"),
        pytest.param(
            DESKS,
            {"1": "x", "2": "z"},
            [
                ("A bill: X", True, ""),
                ("A repair: Z", False, "Repairs have a desk of their own."),
            ],
            id="pairs, and one left open",
        ),
        pytest.param(DESKS, {"2": "y"}, [("A repair: Y", True, "")], id="no feedback when right"),
        pytest.param(
            COMPLAINT,
            list("abdc"),
            [("A", True, ""), ("B", True, ""), ("D", False, "It can wait."), ("C", False, "")],
            id="an order",
        ),
        pytest.param(DAYS, "10.5", [("10.5 working days", True, "")], id="a number"),
        pytest.param(
            DAYS, "11", [("11 working days", False, "Ten working days.")], id="a wrong number"
        ),
        pytest.param(DAYS, "", [], id="no number"),
        pytest.param(WORD, "Sympathy", [("Sympathy", False, "Empathy.")], id="a wrong word"),
        pytest.param(WORD, "", [], id="no word"),
        pytest.param(FELT, ["2"], [("Very", None)], id="neither right nor wrong"),
    ],
)
def test_an_answer_is_given_back_in_words(interaction, response, answered):
    assert list(interaction.answered(response)) == [Answered(*each) for each in answered]


def test_gaps_are_numbered_as_the_text_has_them():
    assert PROMISE.marks == [1, 2]
    assert (
        PROMISE.text_to_read == "We answer a letter in ____ (1) days and a call in ____ (2) rings."
    )

import pytest

from quizzes.rules.interactions import (
    Choice,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    Option,
    Ordering,
    Place,
    Point,
    ShortAnswer,
    SingleChoice,
    Step,
    Writing,
)
from quizzes.rules.soundness import Fault, faults_of, repeated_text

YES, NO = Option("y", "Yes"), Option("n", "No")


@pytest.mark.parametrize(
    ("kind", "ticks", "faults"),
    [
        pytest.param(SingleChoice, "10", [], id="single with one right"),
        pytest.param(SingleChoice, "00", [Fault.SINGLE_WITHOUT_RIGHT], id="single with none"),
        pytest.param(SingleChoice, "110", [Fault.SINGLE_WITH_SEVERAL_RIGHT], id="single with two"),
        pytest.param(MultipleChoice, "110", [], id="multiple with two right"),
        pytest.param(MultipleChoice, "100", [], id="multiple with one right"),
        pytest.param(MultipleChoice, "000", [Fault.MULTIPLE_WITHOUT_RIGHT], id="none of several"),
        pytest.param(MultipleChoice, "11", [Fault.MULTIPLE_WITHOUT_WRONG], id="multiple all right"),
        pytest.param(SingleChoice, "1", [Fault.TOO_FEW_CHOICES], id="nothing to choose between"),
    ],
)
def test_a_question_needs_something_to_decide(kind, ticks, faults):
    choices = tuple(Choice(str(n), f"Choice {n}", tick == "1") for n, tick in enumerate(ticks))

    assert faults_of(kind(choices)) == faults


def test_two_choices_that_read_alike_are_a_fault():
    choices = (Choice("a", "Say sorry", True), Choice("b", " say  Sorry ", False))

    assert faults_of(SingleChoice(choices)) == [Fault.SAME_TEXT_TWICE]


def test_an_empty_choice_is_one_fault_and_not_two():
    choices = (Choice("a", "Yes", True), Choice("b", "", False), Choice("c", " ", False))

    assert faults_of(SingleChoice(choices)) == [Fault.CHOICE_WITHOUT_TEXT]
    assert repeated_text(["", " "]) is None


@pytest.mark.parametrize(
    ("interaction", "faults"),
    [
        pytest.param(Matching((a := Place("1", "Rain", (YES, NO), "y"),)), ["too few pairs"]),
        pytest.param(Matching((a, Place("2", "Snow", (YES, NO), "n"))), [], id="two pairs"),
        pytest.param(
            Matching((Place("1", "Rain", (YES,), "y"), Place("2", "Snow", (YES,), "y"))),
            ["all pairs alike"],
        ),
        pytest.param(Matching((a, Place("2", "", (YES, NO), "n"))), ["half a pair"]),
        pytest.param(Matching((a, Place("2", "rain", (YES, NO), "n"))), ["same text twice"]),
        pytest.param(Gaps("Say [[1]].", (a,)), [], id="one gap"),
        pytest.param(Gaps("Say.", (a,)), ["gaps and text differ"], id="a gap not in the text"),
        pytest.param(Gaps("[[1]] [[1]]", (a,)), ["gaps and text differ"], id="a gap twice"),
        pytest.param(Gaps("[[2]]", (a,)), ["gaps and text differ"], id="another number"),
        pytest.param(
            Gaps("[[1]]", (Place("1", "Gap 1", (YES,), "y"),)), ["gap without a wrong option"]
        ),
        pytest.param(Ordering((Step("1", "a"), Step("2", "b")), ("2", "1")), ["too few steps"]),
        pytest.param(
            Ordering((Step("1", "a"), Step("2", "b"), Step("3", " ")), ("2", "1", "3")),
            ["step without text"],
        ),
        pytest.param(Numeric("10", "0"), [], id="a number"),
        pytest.param(Numeric("", "0"), ["number missing"]),
        pytest.param(Numeric("10", "-1"), ["negative tolerance"]),
        pytest.param(ShortAnswer(("sorry",)), [], id="an accepted answer"),
        pytest.param(ShortAnswer(()), ["nothing accepted"]),
        pytest.param(ShortAnswer(("sorry", " ")), ["nothing accepted"], id="an empty one"),
    ],
)
def test_every_kind_says_what_it_lacks(interaction, faults):
    assert faults_of(interaction) == faults


@pytest.mark.parametrize(
    ("points", "marked_by", "model_answer", "faults"),
    [
        pytest.param([("Sorry", 1)], "trainer", "", [], id="for a trainer, without a model"),
        pytest.param([("Sorry", 1)], "self", "Sorry.", [], id="for oneself, with a model"),
        pytest.param([], "trainer", "", [Fault.NO_POINTS], id="nothing to look for"),
        pytest.param([(" ", 1)], "trainer", "", [Fault.POINT_WITHOUT_TEXT], id="an empty point"),
        pytest.param([("A", 0)], "trainer", "", [Fault.POINT_WITHOUT_WEIGHT], id="no weight"),
        pytest.param([("A", 1), ("a", 1)], "trainer", "", [Fault.SAME_TEXT_TWICE], id="twice"),
        pytest.param([("A", 1)], "self", " ", [Fault.MODEL_ANSWER_MISSING], id="no model"),
    ],
)
def test_writing_needs_points_and_for_oneself_a_model_answer(
    points, marked_by, model_answer, faults
):
    rubric = tuple(Point(str(n), text, weight) for n, (text, weight) in enumerate(points))

    assert faults_of(Writing(marked_by, 100, rubric, model_answer)) == faults

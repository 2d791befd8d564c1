import pytest

from quizzes.rules.soundness import DraftChoice, Fault, faults_of, repeated_text


@pytest.mark.parametrize(
    ("kind", "ticks", "faults"),
    [
        pytest.param("single", "10", [], id="single with one right"),
        pytest.param("single", "00", [Fault.SINGLE_WITHOUT_RIGHT], id="single with none"),
        pytest.param("single", "110", [Fault.SINGLE_WITH_SEVERAL_RIGHT], id="single with two"),
        pytest.param("multiple", "110", [], id="multiple with two right"),
        pytest.param("multiple", "100", [], id="multiple with one right"),
        pytest.param("multiple", "000", [Fault.MULTIPLE_WITHOUT_RIGHT], id="multiple with none"),
        pytest.param("multiple", "11", [Fault.MULTIPLE_WITHOUT_WRONG], id="multiple all right"),
        pytest.param("single", "1", [Fault.TOO_FEW_CHOICES], id="nothing to choose between"),
    ],
)
def test_a_question_needs_something_to_decide(kind, ticks, faults):
    choices = [DraftChoice(f"Choice {n}", tick == "1") for n, tick in enumerate(ticks)]

    assert faults_of(kind, choices) == faults


def test_two_choices_that_read_alike_are_a_fault():
    choices = [DraftChoice("Say sorry", True), DraftChoice(" say  Sorry ", False)]

    assert faults_of("single", choices) == [Fault.SAME_TEXT_TWICE]


def test_an_empty_choice_is_one_fault_and_not_two():
    choices = [DraftChoice("Yes", True), DraftChoice("", False), DraftChoice(" ", False)]

    assert faults_of("single", choices) == [Fault.CHOICE_WITHOUT_TEXT]
    assert repeated_text(["", " "]) is None

from fractions import Fraction

import pytest

from quizzes.blocks import answer_blocks
from quizzes.choices import QuestionKind
from quizzes.forms import FORMS
from quizzes.rules.interactions import INTERACTIONS
from quizzes.rules.marking import is_pass, mark_paper, mark_question, marks_needed
from quizzes.rules.soundness import CHECKS
from tests.quizzes.papers import a_paper, a_question


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [
        pytest.param("a", 1, id="the right choice"),
        pytest.param("b", 0, id="a wrong choice"),
        pytest.param("", 0, id="no answer"),
        pytest.param("ab", 0, id="the right choice and another"),
    ],
)
def test_a_single_choice_earns_its_mark_or_nothing(chosen, mark):
    assert mark_question(a_question(kind="single", right="a"), list(chosen)) == mark


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [
        pytest.param("ab", 1, id="every right choice"),
        pytest.param("ba", 1, id="every right choice in another order"),
        pytest.param("a", 0, id="one right choice missing"),
        pytest.param("abc", 0, id="a wrong one besides"),
        pytest.param("c", 0, id="only a wrong one"),
        pytest.param("", 0, id="no answer"),
        pytest.param("abcd", 0, id="everything ticked"),
    ],
)
def test_choose_all_that_apply_is_all_or_nothing(chosen, mark):
    assert mark_question(a_question(kind="multiple", right="ab", of="abcd"), list(chosen)) == mark


@pytest.mark.parametrize(
    ("awarded", "available", "pass_mark", "passes"),
    [
        pytest.param(7, 10, 70, True, id="exactly the pass mark"),
        pytest.param(7, 10, 71, False, id="one per cent short"),
        pytest.param(2, 3, 66, True, id="two thirds is more than 66%"),
        pytest.param(2, 3, 67, False, id="two thirds is less than 67%"),
        pytest.param(29, 100, 29, True, id="where 0.29 times 100 would be under 29"),
        pytest.param(Fraction(1, 3), Fraction(1, 2), 66, True, id="shares of marks"),
        pytest.param(5, 5, 100, True, id="everything right"),
        pytest.param(0, 5, 1, False, id="nothing right"),
        pytest.param(0, 0, 1, False, id="nothing to earn"),
    ],
)
def test_whole_numbers_decide_a_pass(awarded, available, pass_mark, passes):
    assert is_pass(Fraction(awarded), Fraction(available), pass_mark) is passes


@pytest.mark.parametrize(
    ("available", "pass_mark", "needed"),
    [
        pytest.param(10, 80, 8, id="a whole number of marks"),
        pytest.param(5, 70, 4, id="rounded up, for 3 of 5 is only 60%"),
        pytest.param(3, 66, 2, id="two of three is enough for 66%"),
        pytest.param(3, 67, 3, id="and not for 67%"),
        pytest.param(1, 1, 1, id="never none"),
    ],
)
def test_we_say_how_many_right_answers_pass(available, pass_mark, needed):
    assert marks_needed(available, pass_mark) == needed
    assert is_pass(Fraction(needed), Fraction(available), pass_mark)
    assert not is_pass(Fraction(needed - 1), Fraction(available), pass_mark)


def test_a_paper_is_marked_question_by_question():
    right, wrong, unanswered = a_question(), a_question(), a_question(kind="multiple", right="ab")
    paper = a_paper(right, wrong, unanswered, pass_mark=33)

    result = mark_paper(paper, {right.key: ["a"], wrong.key: ["b"]})

    assert [mark.awarded for mark in result.marks] == [1, 0, 0]
    assert (result.awarded, result.available) == (1, 3)
    assert result.has_passed


def test_every_kind_can_be_written_asked_checked_and_marked():
    kinds = set(QuestionKind.values)

    assert set(INTERACTIONS) == kinds
    assert set(CHECKS) == kinds
    assert set(FORMS) == kinds
    assert {name for name, _block in answer_blocks()} == kinds


def test_one_question_that_must_be_right_decides_whatever_the_marks():
    first, second = a_question(), a_question()
    paper = a_paper(first, second, pass_mark=50, must_pass=[second.key])

    assert not mark_paper(paper, {first.key: ["a"]}).has_passed
    assert mark_paper(paper, {second.key: ["a"]}).has_passed

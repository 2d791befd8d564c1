import json
import unicodedata
from dataclasses import replace
from uuid import UUID

import pytest

from learning.records.rules.canonical import sha256_of
from quizzes.rules.drawing import Draw
from quizzes.rules.interactions import Choice, Ordering, SingleChoice, Step, TrueFalse
from quizzes.rules.paper import FrozenQuestion, FrozenQuiz, Paper, PaperQuestion, UnknownQuestion
from tests.quizzes.papers import a_paper, a_question


def test_a_paper_comes_back_from_its_json_as_it_went_in():
    paper = a_paper(a_question(), a_question(kind="multiple", right="ab"))

    assert Paper.from_json(paper.as_json()) == paper


def test_the_same_paper_always_has_the_same_bytes():
    paper = a_paper(a_question())

    assert Paper.from_json(paper.as_json()).as_json() == paper.as_json()


def test_a_paper_holds_what_was_asked_and_nothing_else():
    question = a_question()

    fields = json.loads(a_paper(question).as_json())

    assert set(fields) == {"quiz", "questions", "seed", "adjustments"}
    assert set(fields["quiz"]) == {
        "key",
        "title",
        "introduction",
        "pass_mark",
        "must_pass",
        "policy",
    }
    [asked] = fields["questions"]
    assert set(asked) == {
        "key",
        "version",
        "sha256",
        "scenario",
        "prompt",
        "interaction",
        "explanation",
    }
    assert set(asked["interaction"]) == {"kind", "choices"}
    assert set(asked["interaction"]["choices"][0]) == {
        "id",
        "text",
        "is_right",
        "feedback",
        "credit",
    }


def test_letters_typed_in_two_ways_are_frozen_as_one():
    composed = unicodedata.normalize("NFC", "Café")
    decomposed = unicodedata.normalize("NFD", "Café")

    assert frozen(prompt=composed).as_json() == frozen(prompt=decomposed).as_json()


def test_a_question_on_a_paper_carries_the_digest_of_its_version():
    body = frozen(prompt="What next?").as_json()

    question = PaperQuestion.frozen(body, version=3)

    assert (question.prompt, question.version) == ("What next?", 3)
    assert question.sha256 == sha256_of(body)


def test_a_paper_knows_only_its_own_questions():
    paper = a_paper(a_question())

    with pytest.raises(UnknownQuestion):
        paper.question(a_question().key)


def frozen(*, prompt):
    return FrozenQuestion(
        key=UUID(int=7),
        prompt=prompt,
        interaction=SingleChoice((Choice(id="a", text="Yes", is_right=True),)),
        explanation="",
    )


def test_the_same_seed_draws_the_same_paper_and_another_seed_another():
    questions = [a_question(of="abcdefgh") for _each in range(5)]
    quiz = a_quiz(questions, shuffles_questions=True)

    first, again, other = (Paper.of(quiz, questions, seed=seed) for seed in ("s", "s", "t"))

    assert first == again
    assert first != other
    assert {question.key for question in first.questions} == {each.key for each in questions}


def test_a_frozen_quiz_comes_back_from_its_json_as_it_went_in():
    quiz = replace(a_quiz([a_question()]), draws=(Draw(2, tags=("bins",)),))

    assert FrozenQuiz.from_json(quiz.as_json()) == quiz


def test_shuffling_moves_choices_about_and_leaves_the_key_alone():
    question = a_question(of="abcdefgh", right="c")

    [drawn] = Paper.of(a_quiz([question]), [question], seed="s").questions

    assert set(drawn.interaction.choices) == set(question.interaction.choices)
    assert drawn.interaction.choices != question.interaction.choices
    assert drawn.interaction.right_ids == {"c"}


def test_a_quiz_may_keep_its_order():
    questions = [a_question(of="abcdefgh") for _each in range(5)]
    quiz = a_quiz(questions, shuffles_choices=False)

    assert list(Paper.of(quiz, questions, seed="s").questions) == questions


def test_true_always_comes_before_false():
    choices = (Choice("true", "True", False), Choice("false", "False", True))

    assert all(TrueFalse(choices).shuffled(str(n)) == TrueFalse(choices) for n in range(20))


def test_steps_are_never_mixed_into_the_right_order():
    steps = tuple(Step(letter, letter.upper()) for letter in "abc")

    for seed in map(str, range(50)):
        shown = Ordering(steps, ()).shuffled(seed).shown
        assert sorted(shown) == ["a", "b", "c"]
        assert list(shown) != ["a", "b", "c"]


def a_quiz(questions, **fields):
    plain = {"shuffles_questions": False, "shuffles_choices": True} | fields
    keys = tuple(question.key for question in questions)
    return FrozenQuiz(UUID(int=1), "Check what you know", "", 80, keys, **plain)

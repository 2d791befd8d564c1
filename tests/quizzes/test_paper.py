import json
import unicodedata
from uuid import UUID

import pytest

from learning.records.rules.canonical import sha256_of
from quizzes.rules.interactions import Choice, SingleChoice
from quizzes.rules.paper import FrozenQuestion, Paper, PaperQuestion, UnknownQuestion
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

    assert set(fields) == {"quiz", "questions"}
    assert set(fields["quiz"]) == {"key", "title", "introduction", "pass_mark"}
    [asked] = fields["questions"]
    assert set(asked) == {"key", "version", "sha256", "prompt", "interaction", "explanation"}
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

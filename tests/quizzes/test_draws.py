"""Quizzes that draw: what is published, what is refused, and what is reported later."""

import json
from uuid import uuid4

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError

from quizzes.models import Quiz, QuizVersion
from quizzes.rules.drawing import Draw, Preference
from quizzes.rules.paper import FrozenQuiz
from tests.factories.quizzes import AttemptFactory, QuestionBankFactory, QuestionFactory
from tests.quizzes.quizzes_that_draw import COMPLAINTS, asked, complaints, drawing

pytestmark = pytest.mark.django_db


# Publishing


def test_a_published_quiz_freezes_what_it_draws_in_plain_words(complaints_element):
    bank = QuestionBankFactory()
    question = QuestionFactory(
        tagged=["complaints", "counter"], bank=bank, difficulty="hard", published=False
    )
    question.elements.set([complaints_element])
    question.save_revision().publish()
    chosen = QuestionFactory()

    quiz = drawing(
        {
            "count": 1,
            "tags": "counter, complaints",
            "elements": [{"type": "item", "id": str(uuid4()), "value": "4.3.3"}],
            "bank": str(bank.key),
            "difficulty": "hard",
            "prefers": "wrong_or_unseen",
            "must_pass": True,
        },
        questions=[chosen],
    )

    frozen = FrozenQuiz.from_json(QuizVersion.objects.get(quiz_key=quiz.key).body)
    assert frozen.questions == (chosen.key,)
    assert frozen.draws == (
        Draw(
            count=1,
            tags=("complaints", "counter"),
            elements=("4.3.3",),
            bank=str(bank.key),
            difficulty="hard",
            prefers=Preference.WRONG_OR_UNSEEN,
            must_pass=True,
            after=1,
        ),
    )
    assert asked(AttemptFactory(quiz=quiz)) == {chosen.key, question.key}


def test_publishing_the_same_draws_again_makes_no_new_version():
    complaints(2)
    quiz = drawing(COMPLAINTS)

    quiz.save_revision().publish()

    assert QuizVersion.objects.count() == 1


def test_renaming_a_bank_changes_no_quiz():
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(2, bank=bank)
    quiz = drawing({"count": 2, "bank": str(bank.key)})
    bank.name = "Renamed"
    bank.save()

    AttemptFactory(quiz=Quiz.objects.get(pk=quiz.pk))

    assert QuizVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("draws", "published", "sentence"),
    [
        pytest.param(
            [{"count": 4, "tags": "complaints"}],
            3,
            "Draw 1 asks for 4 questions tagged complaints, and 3 are published. "
            "Publish one more or ask for 3.",
            id="one short",
        ),
        pytest.param(
            [{"count": 1, "tags": "complaints"}, {"count": 3, "tags": "bins"}],
            1,
            "Draw 2 asks for 3 questions tagged bins, and none is published. "
            "Publish 3, or take the draw out.",
            id="none at all",
        ),
        pytest.param(
            [COMPLAINTS, {"count": 2}],
            3,
            "Draws 1 and 2 together ask for 4 questions, and 3 are published. "
            "Publish one more or ask for fewer.",
            id="too few between them",
        ),
        pytest.param(
            [COMPLAINTS | {"prefers": "not_last_time"}],
            3,
            "Draw 1 asks for 2 questions tagged complaints, none of them from last time, and 3 "
            "are published. Last time may have had 2 of these. Publish one more, ask for fewer, "
            "or choose another preference.",
            id="too few to leave out the last time",
        ),
    ],
)
def test_a_draw_that_cannot_be_kept_is_refused_with_its_cure(draws, published, sentence):
    complaints(published)

    with pytest.raises(ValidationError) as refused:
        drawing(*draws)

    assert refused.value.messages == [sentence]


def test_a_question_that_was_chosen_by_hand_is_not_counted_for_a_draw():
    chosen, _other = complaints(2)

    with pytest.raises(ValidationError) as refused:
        drawing(COMPLAINTS, questions=[chosen])

    assert refused.value.messages == [
        "Draw 1 asks for 2 questions tagged complaints, and 1 is published besides the questions "
        "that you chose. Publish one more or ask for 1."
    ]


def test_drafts_are_not_drawn():
    complaints(2, published=False)

    with pytest.raises(ValidationError, match="none is published"):
        drawing(COMPLAINTS)


def test_the_bank_is_named_in_the_refusal():
    bank = QuestionBankFactory(name="Front desk")

    with pytest.raises(ValidationError, match="3 questions in the bank “Front desk” of difficulty"):
        drawing({"count": 3, "bank": str(bank.key), "difficulty": "hard"})


def test_a_quiz_has_only_so_many_draws():
    complaints(9)

    with pytest.raises(ValidationError, match="at most 8 draws"):
        drawing(*[{"count": 1}] * 9)


def test_twice_as_many_as_are_drawn_are_enough_to_leave_out_the_last_time():
    complaints(4)

    assert drawing(COMPLAINTS | {"prefers": "not_last_time"}).live


# Looking after


def test_a_live_quiz_whose_draw_has_run_short_is_reported_by_name():
    fit = complaints(2)
    drawing(COMPLAINTS, title="Complaints at the counter")
    assert reports() == []

    fit[0].unpublish()

    assert reports() == [
        "The quiz “Complaints at the counter” cannot draw what it promises. Draw 1 asks for 2 "
        "questions tagged complaints, and 1 is published. Publish one more or ask for 1."
    ]


def reports():
    messages = run_checks(databases=["default"], tags=["database"])
    return [message.msg for message in messages if message.id == "quizzes.W003"]


def test_the_frozen_quiz_names_no_row_of_the_database():
    complaints(2)
    quiz = drawing(COMPLAINTS)

    [draw] = json.loads(QuizVersion.objects.get(quiz_key=quiz.key).body)["draws"]

    assert draw == {
        "count": 2,
        "tags": ["complaints"],
        "elements": [],
        "bank": "",
        "difficulty": "",
        "prefers": "none",
        "must_pass": False,
        "after": 0,
    }

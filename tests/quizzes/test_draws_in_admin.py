"""Writing draws and keeping banks in the CMS."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from learning.people.permissions import Role
from quizzes.models import Question, QuestionBank, Quiz
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuestionBankFactory, QuestionFactory
from tests.quizzes.quizzes_that_draw import COMPLAINTS, complaints, drawing

pytestmark = pytest.mark.django_db

QUESTIONS = "wagtailsnippets_quizzes_question"
QUIZZES = "wagtailsnippets_quizzes_quiz"
BANKS = "question_banks"


def a_quiz(**draw):
    """What the editor sends of a quiz with one draw."""
    said = {"count": "2", "tags": "", "bank": "", "difficulty": "", "prefers": "none"} | draw
    elements = [("item", number) for number in said.pop("elements", ())]
    said["elements"] = streamfield(elements)
    return nested_form_data(
        {
            "title": "Check what you know",
            "introduction": "",
            "pass_mark": "80",
            "pause_minutes": "0",
            "review_shows": "answers",
            "review_from": "submitted",
            "questions": streamfield([("draw", said)]),
        }
    )


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_trainer_writes_a_draw_and_publishes_it(trainer, complaints_element):
    bank = QuestionBankFactory()
    question = QuestionFactory(tagged=["complaints", "at the counter"], bank=bank)
    question.elements.set([complaints_element])
    question.save()
    sent = a_quiz(
        count="1",
        tags='complaints, "at the counter"',
        elements=["4.3.3"],
        bank=str(bank.key),
        difficulty="medium",
        prefers="wrong_or_unseen",
        must_pass="on",
    )

    trainer.post(reverse(f"{QUIZZES}:add"), sent | {"action-publish": "yes"})

    quiz = Quiz.objects.get()
    assert quiz.live
    assert quiz.question_count() == 1
    assert quiz.draws()[0].tags == ("at the counter", "complaints")


def test_publishing_says_what_is_short_and_its_cure(trainer):
    complaints(1)

    response = trainer.post(
        reverse(f"{QUIZZES}:add"), a_quiz(tags="complaints") | {"action-publish": "yes"}
    )

    assert "Draw 1 asks for 2 questions tagged complaints, and 1 is published." in text_of(response)
    assert not Quiz.objects.exists()


@pytest.mark.parametrize("said", [{"bank": "0"}, {"difficulty": "fiendish"}, {"count": "0"}])
def test_what_the_editor_does_not_offer_is_refused(trainer, said):
    complaints(2)

    response = trainer.post(reverse(f"{QUIZZES}:add"), a_quiz(**said) | {"action-publish": "yes"})

    assert response.status_code == 200
    assert not Quiz.objects.exists()


def test_a_draw_may_be_drafted_before_there_is_anything_to_draw(trainer):
    trainer.post(reverse(f"{QUIZZES}:add"), a_quiz(count="", tags="complaints"))

    assert not Quiz.objects.get().live


def test_a_preview_says_what_is_drawn_and_shows_one_drawing(trainer):
    complaints(5, prompt="The bins were missed again.")
    url = reverse(f"{QUIZZES}:preview_on_add")
    trainer.post(url, a_quiz(tags="complaints", prefers="not_last_time"))

    page = text_of(trainer.get(url))

    assert "2 questions. The pass mark is 80%" in page
    assert "Draw 1: 2 questions tagged complaints, from 5. None that they had last time." in page
    assert page.count("Drawn from the bank") == page.count("The bins were missed again.") == 2


def test_a_preview_of_an_unfinished_draw_says_what_is_missing(trainer):
    url = reverse(f"{QUIZZES}:preview_on_add")
    trainer.post(url, a_quiz(tags="complaints"))
    short = text_of(trainer.get(url))
    trainer.post(url, a_quiz(count=""))

    assert "none is published. Publish 2, or take the draw out." in short
    assert trainer.get(url).status_code == 200


def test_inspecting_a_quiz_says_what_it_draws_and_what_is_short(trainer):
    first, *_others = complaints(2)
    quiz = drawing(COMPLAINTS)
    first.unpublish()

    page = text_of(trainer.get(reverse(f"{QUIZZES}:inspect", args=[quiz.pk])))

    assert "Draw 1: 2 questions tagged complaints, from 1." in page
    assert "Publish one more or ask for 1." in page


# Banks


def test_a_trainer_keeps_banks_and_finds_questions_by_them(trainer):
    trainer.post(reverse(f"{BANKS}:add"), {"name": "Front desk"})
    bank = QuestionBank.objects.get()
    QuestionFactory(title="The missed bin", bank=bank)
    QuestionFactory(title="The blue badge")

    assert "Front desk" in text_of(trainer.get(reverse(f"{BANKS}:index")))
    page = text_of(trainer.get(reverse(f"{QUESTIONS}:list") + f"?bank={bank.pk}"))
    assert "The missed bin" in page
    assert "The blue badge" not in page
    assert reverse(f"{BANKS}:index") in text_of(trainer.get(reverse("wagtailadmin_home")))


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_bank_with_questions_in_it_is_not_deleted_and_says_why(trainer, method):
    bank = QuestionBankFactory(name="Front desk")
    QuestionFactory(bank=bank)

    response = getattr(trainer, method)(reverse(f"{BANKS}:delete", args=[bank.pk]), follow=True)

    assert "“Front desk” has 1 question in it. Move it to another bank first." in text_of(response)
    assert QuestionBank.objects.exists()


def test_an_empty_bank_is_deleted_though_a_draft_named_it(trainer):
    bank = QuestionBankFactory()
    question = QuestionFactory()
    question.bank = bank
    question.save_revision()

    trainer.post(reverse(f"{BANKS}:delete", args=[bank.pk]))

    assert not QuestionBank.objects.exists()
    edit = reverse(f"{QUESTIONS}:edit", args=[question.pk])
    assert trainer.get(edit).status_code == 200
    assert Question.objects.get().bank is None


def test_a_draw_from_a_bank_that_was_deleted_finds_nothing_rather_than_anything():
    bank = QuestionBankFactory()
    [question] = QuestionFactory.create_batch(1, bank=bank)
    QuestionFactory()
    quiz = drawing({"count": 1, "bank": str(bank.key)})
    question.bank = None
    question.save()
    bank.delete()

    quiz = Quiz.objects.get(pk=quiz.pk)
    assert quiz.question_count() == 0
    assert "in the bank “deleted”" in quiz.drawing().faults()[0]


@pytest.mark.parametrize("role", [Role.HR_OFFICERS, Role.CSE_LEADS, Role.IT])
@pytest.mark.parametrize("name", ["index", "add", "edit", "delete"])
def test_other_roles_do_not_open_the_banks(client, role, name):
    client.force_login(UserFactory(roles=[role]))
    bank = QuestionBankFactory(name="Front desk")
    QuestionFactory(bank=bank)
    which = [] if name in ("index", "add") else [bank.pk]

    response = client.get(reverse(f"{BANKS}:{name}", args=which), follow=True)

    assert response.redirect_chain
    assert "Front desk" not in response.text

"""Answers that save themselves as they are given, by whoever is signed in."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from quizzes.models import AttemptEvent
from quizzes.services import owner_of_unsent
from tests.factories.quizzes import (
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
    wrong_answer,
)
from tests.quizzes.sitting import save, send, text_of, url

pytestmark = pytest.mark.django_db


# With a session


def test_an_answer_is_saved_as_it_is_given_and_the_time_is_told(asha, attempt, question):
    with time_machine.travel(datetime(2026, 7, 1, 13, 2, tzinfo=UTC)):
        response = save(asha, attempt, right_answer(question))

    assert response.status_code == 200
    assert response.json()["saved_at"] == "14:02"
    assert response.json()["event"] == AttemptEvent.objects.get().pk
    assert attempt.responses() == {question.key: right_answer(question)}


def test_a_repeated_save_is_the_same_save(asha, attempt, question):
    key = str(uuid4())

    first, again = (
        save(asha, attempt, right_answer(question), idempotency_key=key) for _time in range(2)
    )

    assert first.json() == again.json()
    assert AttemptEvent.objects.count() == 1


def test_a_changed_answer_follows_the_one_before(asha, attempt, question):
    event = save(asha, attempt, wrong_answer(question)).json()["event"]

    response = save(asha, attempt, right_answer(question), after=event)

    assert response.status_code == 200
    assert attempt.responses() == {question.key: right_answer(question)}


def test_a_page_that_changes_its_answer_under_an_old_key_saves_once_however_often_it_tries(
    asha, attempt, question
):
    page = {"idempotency_key": str(uuid4())}
    save(asha, attempt, wrong_answer(question), **page)

    replies = [save(asha, attempt, right_answer(question), **page) for _time in range(3)]

    assert {reply.status_code for reply in replies} == {200}
    assert AttemptEvent.objects.count() == 2
    assert attempt.responses() == {question.key: right_answer(question)}


def test_taking_every_tick_away_takes_the_answer_back(asha, attempt):
    _single, several = attempt.drawn.questions
    event = save(asha, attempt, right_answer(several), number=2).json()["event"]

    assert save(asha, attempt, [], number=2, after=event).status_code == 200
    assert attempt.responses() == {several.key: []}


def test_another_answer_in_between_is_told_and_neither_is_lost(asha, attempt, question):
    with time_machine.travel(datetime(2026, 7, 1, 13, 2, tzinfo=UTC)):
        save(asha, attempt, wrong_answer(question))

    response = save(asha, attempt, right_answer(question))

    assert response.status_code == 409
    assert response.json()["event"] == AttemptEvent.objects.get().pk
    assert "at 14:02. That answer stands:" in response.json()["told"]
    assert attempt.responses() == {question.key: wrong_answer(question)}


def test_the_same_answer_from_two_devices_troubles_nobody(asha, attempt, question):
    first = save(asha, attempt, right_answer(question))

    second = save(asha, attempt, right_answer(question))

    assert (second.status_code, second.json()) == (200, first.json())
    assert AttemptEvent.objects.count() == 1


# Leaving a page


@pytest.mark.parametrize(
    ("to", "place"),
    [("2", ("attempt_question", 2)), ("check", ("attempt_check", 1)), ("99", ("attempt_check", 1))],
)
def test_a_question_that_is_left_saves_what_was_given(asha, attempt, to, place):
    _first, second = attempt.drawn.questions

    response = send(asha, attempt, 2, right_answer(second), to=to)

    assert response.url == url(place[0], attempt, place[1])
    assert attempt.responses() == {second.key: right_answer(second)}


def test_a_question_that_is_left_as_it_was_found_saves_nothing(asha, attempt):
    response = send(asha, attempt, 1, [], to="2")

    assert response.url == url("attempt_question", attempt, 2)
    assert not AttemptEvent.objects.exists()


# What the script is given


def test_every_question_is_handed_out_at_once_without_the_key(asha, attempt):
    response = asha.get(url("attempt_questions", attempt))

    page = text_of(response)
    assert page.count('data-number="') == 2
    assert response["Cache-Control"] == "private, no-store"
    for question in attempt.drawn.questions:
        assert question.prompt in page
        assert question.explanation not in page
        for choice in question.interaction.choices:
            assert choice.feedback not in page


def test_a_question_with_an_answer_to_claim_is_not_handed_out_but_opened(asha, nobody, attempt):
    save(nobody, attempt, right_answer(attempt.drawn.questions[0]))

    page = text_of(asha.get(url("attempt_questions", attempt)))

    assert page.count('data-number="') == 1
    assert 'data-number="2"' in page


@pytest.mark.parametrize("size", [2, 20])
def test_handing_out_every_question_takes_as_many_queries_for_twenty(
    client, django_assert_max_num_queries, size
):
    attempt = AttemptFactory(quiz=QuizFactory(questions=QuestionFactory.create_batch(size)))
    client.force_login(attempt.staff_member.user)

    with django_assert_max_num_queries(8):
        client.get(url("attempt_questions", attempt))


def test_only_its_owner_is_given_the_key_to_what_waits_in_a_browser(asha, attempt, client):
    mine = asha.get(url("attempt_question", attempt)).content.decode()
    other = AttemptFactory()
    theirs = Client()
    theirs.force_login(other.staff_member.user)
    page = theirs.get(url("attempt_question", other)).content.decode()

    setups = {text.split('id="quiz-setup"')[1].split("</script>")[0] for text in (mine, page)}

    assert len(setups) == 2
    assert owner_of_unsent(other.staff_member.user) in page
    assert owner_of_unsent(other.staff_member.user) not in mine

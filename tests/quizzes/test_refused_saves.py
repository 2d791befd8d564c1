"""Saves that are refused: what is no answer, what comes too late, and what is not one's own."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import signing
from django.test import Client

from quizzes.models import AttemptEvent, UnclaimedSave
from quizzes.services import save_token, submit_attempt
from tests.factories.people import StaffMemberFactory
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuizFactory,
    right_answer,
    wrong_answer,
)
from tests.quizzes.sitting import save, send, url

pytestmark = pytest.mark.django_db


def test_what_is_no_answer_is_refused_with_the_reason(asha, attempt):
    response = save(asha, attempt, "a choice of some other question")

    assert response.status_code == 422
    assert response.json()["message"] == "Choose from the answers on this page."
    assert not AttemptEvent.objects.exists()


def test_a_save_after_submitting_is_refused_and_points_to_the_result(asha, attempt, question):
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)

    response = save(asha, attempt, right_answer(question))

    assert response.status_code == 410
    assert response.json() == {"result": url("attempt_result", attempt)}
    assert not AttemptEvent.objects.exists()


def test_nobody_is_asked_to_put_right_what_they_have_submitted(asha, attempt):
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)

    assert save(asha, attempt, "a choice of some other question").status_code == 410


@pytest.mark.parametrize("is_an_answer", [True, False])
def test_an_answer_whose_feedback_was_told_takes_no_other(client, is_an_answer):
    attempt = AttemptFactory(quiz=QuizFactory(has_feedback_at_once=True))
    [question] = attempt.drawn.questions
    client.force_login(attempt.staff_member.user)
    send(client, attempt, 1, right_answer(question), final="1")

    response = save(client, attempt, wrong_answer(question) if is_an_answer else "another's")

    assert response.status_code == 423
    assert response.json()["message"].startswith("You have been told how this answer was")
    assert attempt.responses() == {question.key: right_answer(question)}


def test_a_save_for_somebody_elses_attempt_is_refused_even_with_its_token(attempt, question):
    other = Client()
    other.force_login(StaffMemberFactory().user)

    assert save(other, attempt, right_answer(question)).status_code == 403
    assert not AttemptEvent.objects.exists()
    assert not UnclaimedSave.objects.exists()


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="none"),
        pytest.param("made:up:token", id="made up"),
        pytest.param(signing.dumps(["1", "2"], salt="another"), id="signed for something else"),
    ],
)
def test_a_forged_token_is_refused(asha, nobody, attempt, question, token):
    for browser in (asha, nobody):
        response = save(browser, attempt, right_answer(question), token=token)

        assert response.status_code == 403
    assert not AttemptEvent.objects.exists()
    assert not UnclaimedSave.objects.exists()


def test_the_token_of_one_attempt_opens_no_other(asha, attempt, question):
    other = AttemptFactory()

    assert save(asha, attempt, right_answer(question), token=save_token(other)).status_code == 403


@pytest.fixture
def old_token(attempt):
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC)):
        return save_token(attempt)


def test_a_token_does_not_hold_for_ever(nobody, attempt, question, old_token):
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC)):
        response = save(nobody, attempt, right_answer(question), token=old_token)

    assert response.status_code == 403


def test_what_waited_for_longer_is_still_its_owners_to_add(asha, attempt, question, old_token):
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC)):
        asha.force_login(attempt.staff_member.user)
        response = save(asha, attempt, right_answer(question), token=old_token)

    assert response.status_code == 200
    assert attempt.responses() == {question.key: right_answer(question)}


def test_a_question_that_the_paper_does_not_have_is_not_found(asha, attempt, question):
    assert save(asha, attempt, right_answer(question), number=3).status_code == 404


def test_a_save_is_sent_and_never_fetched(asha, attempt):
    assert asha.get(url("attempt_save", attempt)).status_code == 405

"""Attempts, pauses and feedback as staff meet them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from quizzes.models import Attempt, AttemptEvent
from quizzes.services import (
    AnswerIsFinal,
    NotYet,
    make_answer_final,
)
from tests.factories.people import AdjustmentFactory
from tests.factories.quizzes import (
    STARTED_AT,
    QuizFactory,
    right_answer,
    wrong_answer,
)
from tests.quizzes.conditions import answer, attempt_with, hand_in, sign_in, try_again
from tests.quizzes.sitting import send, submit, text_of, url

pytestmark = pytest.mark.django_db
TIMED = {"minutes": 20, "minutes_reason": "A caller waits no longer."}
TIME_IS_UP = STARTED_AT + timedelta(minutes=20, seconds=31)
JUST_IN_TIME = STARTED_AT + timedelta(minutes=20, seconds=30)


# Attempts and pauses


def test_the_last_attempt_is_the_last():
    attempt = attempt_with(attempts=2)
    hand_in(attempt)
    hand_in(try_again(attempt, STARTED_AT))

    with pytest.raises(NotYet) as refused:
        try_again(attempt, STARTED_AT + timedelta(days=400))

    assert refused.value.wait.until is None
    assert Attempt.objects.count() == 2


def test_a_pause_is_kept():
    attempt = attempt_with(pause_minutes=60)
    hand_in(attempt)

    with pytest.raises(NotYet) as refused:
        try_again(attempt, STARTED_AT + timedelta(minutes=59))

    assert refused.value.wait.until == STARTED_AT + timedelta(minutes=60)
    assert try_again(attempt, STARTED_AT + timedelta(minutes=60)) != attempt


def test_a_pass_gives_every_attempt_anew():
    attempt = attempt_with(questions=1, attempts=1)
    answer(attempt, at=STARTED_AT)
    hand_in(attempt)

    assert try_again(attempt, STARTED_AT + timedelta(days=365)) != attempt


def test_unlimited_attempts_belong_to_the_person():
    attempt = attempt_with(attempts=1, pause_minutes=60)
    hand_in(attempt)
    AdjustmentFactory(
        staff_member=attempt.staff_member,
        from_on=STARTED_AT.date(),
        has_unlimited_attempts=True,
    )

    assert try_again(attempt, STARTED_AT) != attempt


def test_the_result_says_when_to_try_again(client):
    attempt = attempt_with(attempts=3, pause_minutes=60)
    with time_machine.travel(STARTED_AT):
        page = text_of(submit(sign_in(client, attempt), attempt))

    assert "You can try again from 15:00 on 2 March 2026." in page
    assert "You have 2 attempts left." in page
    assert "Try again</button>" not in page.replace(" </button>", "</button>")


def test_the_result_of_the_last_attempt_says_whom_to_speak_to(client):
    attempt = attempt_with(attempts=1)
    with time_machine.travel(STARTED_AT):
        page = text_of(submit(sign_in(client, attempt), attempt))

    assert "You have no attempt left. Speak to your line manager or HR" in page
    assert "Nothing has been recorded against your name." in page
    assert "have another go" not in page


# What is told, and when


@pytest.mark.parametrize(
    ("conditions", "seen", "unseen"),
    [
        pytest.param(
            {"review_shows": "outcome"},
            ["This quiz tells the outcome only."],
            ["They came to you", "Put it right where it was noticed"],
            id="the outcome alone",
        ),
        pytest.param(
            {"review_shows": "answers"},
            ["They came to you", "Put it right where it was noticed"],
            ["The right answer"],
            id="the answers",
        ),
        pytest.param({"review_shows": "key"}, ["The right answer"], [], id="the key as well"),
        pytest.param(
            {"review_shows": "key", "review_from": "settled"},
            ["You can look at your answers here once you have passed"],
            ["The right answer", "They came to you"],
            id="not before it is settled",
        ),
        pytest.param(
            {"review_shows": "key", "review_from": "settled", "attempts": 1},
            ["The right answer"],
            [],
            id="settled by the last attempt",
        ),
    ],
)
def test_a_failed_attempt_shows_what_its_quiz_lets_it(client, conditions, seen, unseen):
    attempt = attempt_with(questions=1, **conditions)
    answer(attempt, at=STARTED_AT, choose=wrong_answer)

    page = text_of(submit(sign_in(client, attempt), attempt))

    for text in seen:
        assert text in page
    for text in unseen:
        assert text not in page


def test_once_a_later_attempt_is_a_pass_an_earlier_one_may_be_looked_at(client):
    attempt = attempt_with(questions=1, review_shows="key", review_from="settled")
    answer(attempt, at=STARTED_AT, choose=wrong_answer)
    page = text_of(submit(sign_in(client, attempt), attempt))
    assert "You can look at your answers here once you have passed" in page

    again = try_again(attempt, now())
    answer(again, at=now())
    hand_in(again, now())

    page = text_of(client.get(url("attempt_result", attempt)))
    assert "The right answer" in page
    assert "once you have passed" not in page


# Feedback at once


AT_ONCE = {"has_feedback_at_once": True}


def test_feedback_at_once_is_told_when_it_is_asked_for_and_not_before(client):
    attempt = attempt_with(**AT_ONCE)
    question = attempt.drawn.questions[0]
    browser = sign_in(client, attempt)
    feedback = question.interaction.choices[1].feedback
    send(browser, attempt, 1, wrong_answer(question), to="2")
    before = text_of(browser.get(url("attempt_question", attempt)))
    everything = text_of(browser.get(url("attempt_questions", attempt)))

    response = send(browser, attempt, 1, wrong_answer(question), final="1")

    after = text_of(browser.get(response.url))
    assert feedback not in before + everything
    assert question.explanation not in before + everything
    assert feedback in after
    assert question.explanation in after
    assert "The right answer" not in after
    assert 'type="radio"' not in after


def test_an_answer_whose_feedback_was_told_is_final(client):
    attempt = attempt_with(**AT_ONCE)
    question = attempt.drawn.questions[0]
    browser = sign_in(client, attempt)
    send(browser, attempt, 1, wrong_answer(question), final="1")
    newest = attempt.saved_responses()[question.key]

    response = send(browser, attempt, 1, right_answer(question), after=newest.pk)

    page = text_of(browser.get(response.url))
    assert "it can no longer be changed" in page
    assert attempt.responses() == {question.key: wrong_answer(question)}
    for after in (None, 0, newest.pk):
        with pytest.raises(AnswerIsFinal):
            answer(attempt, at=STARTED_AT, after=after)


def test_asking_twice_makes_it_final_once():
    attempt = attempt_with(**AT_ONCE)
    given = answer(attempt, at=STARTED_AT)

    first, again = (make_answer_final(answer=given, at=STARTED_AT) for _time in range(2))

    assert first == again
    assert AttemptEvent.objects.filter(is_final=True).count() == 1


def test_a_quiz_that_tells_at_the_end_tells_nothing_before(client):
    attempt = attempt_with()
    question = attempt.drawn.questions[0]
    browser = sign_in(client, attempt)

    send(browser, attempt, 1, wrong_answer(question), final="1")

    page = text_of(browser.get(url("attempt_question", attempt)))
    assert question.interaction.choices[1].feedback not in page
    assert not AttemptEvent.objects.filter(is_final=True).exists()


def test_final_answers_are_marked_like_any_other(client):
    attempt = attempt_with(**AT_ONCE)
    browser = sign_in(client, attempt)
    for number, question in enumerate(attempt.drawn.questions, start=1):
        send(browser, attempt, number, right_answer(question), final="1")

    assert "You passed" in text_of(submit(browser, attempt))


def test_a_quiz_that_tells_each_answer_and_then_the_outcome_only_is_refused():
    conditions = {**AT_ONCE, "review_shows": "outcome"}

    assert QuizFactory(published=False, **conditions).faults_before_publishing() == [
        "Staff are told after each answer how it was, so they cannot see the outcome only. Let "
        "them see their answers, or tell them nothing after each answer."
    ]
    with pytest.raises(ValidationError):
        QuizFactory(**conditions)


# Before the start


def test_a_time_limit_without_a_reason_is_refused():
    quiz = QuizFactory(published=False, minutes=20)

    assert quiz.faults_before_publishing() == [
        "Say why there is a time limit, or leave the limit empty."
    ]

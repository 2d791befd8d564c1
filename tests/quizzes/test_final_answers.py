"""Feedback at once closes an answer: only one that is there and has come to its end, and only the
one that was seen. Whatever comes in between, the page goes on kindly."""

from uuid import uuid4

import pytest

from quizzes.models import AttemptEvent
from quizzes.services import AnsweredSince, AnswerIsFinal, AnswerRefused, make_answer_final
from quizzes.views import answering
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
    wrong_answer,
)
from tests.quizzes.answers import ANSWERS
from tests.quizzes.conditions import answer, attempt_with, hand_in, sign_in
from tests.quizzes.sitting import send, text_of, url

pytestmark = pytest.mark.django_db


def is_closed(attempt):
    return attempt.events.filter(is_final=True).exists()


# Nothing to tell yet


def test_asking_how_no_answer_was_says_what_to_do(client):
    attempt = attempt_with(has_feedback_at_once=True)

    page = text_of(send(sign_in(client, attempt), attempt, 1, [], final="1"))

    assert "Choose an answer, or leave this question for now." in page
    assert not AttemptEvent.objects.exists()


@pytest.mark.parametrize(
    ("to", "place"), [("check", ("attempt_check", 1)), ("2", ("attempt_question", 2))]
)
@pytest.mark.parametrize("choose", [lambda _question: [], right_answer])
def test_whoever_leaves_a_question_does_not_ask_how_it_was(client, choose, to, place):
    attempt = attempt_with(has_feedback_at_once=True)
    chosen = choose(attempt.drawn.questions[0])

    response = send(sign_in(client, attempt), attempt, 1, chosen, final="1", to=to)

    assert response.url == url(place[0], attempt, place[1])
    assert list(attempt.responses().values()) == ([chosen] if chosen else [])
    assert not is_closed(attempt)


def test_what_is_never_marked_is_never_closed(client):
    feeling = QuestionFactory(kind="confidence", answer={})
    quiz = QuizFactory(questions=[feeling, QuestionFactory()], has_feedback_at_once=True)
    attempt = AttemptFactory(quiz=quiz)
    [level, *_others] = right_answer(attempt.drawn.questions[0])

    send(sign_in(client, attempt), attempt, 1, level, final="1")

    assert attempt.events.count() == 1
    assert not is_closed(attempt)


# A conversation


@pytest.fixture
def talk(client):
    """An attempt with a conversation, begun and not ended, and its person's browser."""
    question = QuestionFactory(kind="conversation", answer=ANSWERS["conversation"])
    attempt = AttemptFactory(quiz=QuizFactory(questions=[question], has_feedback_at_once=True))
    [asked] = attempt.drawn.questions
    begun = right_answer(asked)[:1]
    event = answer(attempt, at=STARTED_AT, choose=lambda _question: begun)
    return attempt, sign_in(client, attempt), event


def press(browser, attempt, event, **data):
    sent = {"path": event.response, "after": event.pk, "idempotency_key": str(uuid4())}
    return browser.post(url("attempt_question", attempt), sent | data)


def test_a_conversation_that_has_not_come_to_its_end_is_not_closed(talk):
    attempt, browser, begun = talk
    [asked] = attempt.drawn.questions
    chosen_only = right_answer(asked)[1]

    page = press(browser, attempt, begun, reply=chosen_only, final="1")

    assert page.url == url("attempt_question", attempt)
    assert "We tell you how it went once it has come to its end." in text_of(browser.get(page.url))
    assert not is_closed(attempt)
    with pytest.raises(AnswerRefused):
        make_answer_final(answer=begun, at=STARTED_AT)


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param({"to": "check"}, id="leaving"),
        pytest.param({"move": "again"}, id="beginning again"),
        pytest.param({"move": "reply"}, id="replying with nothing"),
        pytest.param({}, id="choosing nothing"),
    ],
)
def test_a_conversation_stays_open_whatever_is_pressed_beside_the_asking(talk, beside):
    attempt, browser, begun = talk

    response = press(browser, attempt, begun, final="1", **beside)

    assert response.status_code in (200, 302)
    assert not is_closed(attempt)


def test_a_conversation_at_its_end_is_closed_and_spoken_of(talk):
    attempt, browser, _begun = talk
    ended = answer(attempt, at=STARTED_AT)

    response = press(browser, attempt, ended, final="1")

    assert response.url == url("attempt_question", attempt) + "#feedback"
    assert "This was the best way through." in text_of(browser.get(response.url))
    assert is_closed(attempt)


# Another tab, at that very moment


@pytest.fixture
def in_between(monkeypatch):
    """Have something happen when an answer was saved and is not final yet."""

    def happens(act):
        def act_first(**closing):
            act()
            return make_answer_final(**closing)

        monkeypatch.setattr(answering, "make_answer_final", act_first)

    return happens


def test_when_it_submits_the_result_follows(client, in_between):
    attempt = attempt_with(questions=1, has_feedback_at_once=True)
    chosen = right_answer(attempt.drawn.questions[0])
    in_between(lambda: hand_in(attempt))

    response = send(sign_in(client, attempt), attempt, 1, chosen, final="1")

    told = client.get(response.url, follow=True)
    assert told.redirect_chain == [(url("attempt_result", attempt), 302)]
    assert "You passed" in text_of(told)
    assert "not added" not in text_of(told)


def test_when_it_answers_otherwise_both_are_shown_and_neither_is_closed(client, in_between):
    attempt = attempt_with(has_feedback_at_once=True)
    question = attempt.drawn.questions[0]
    in_between(lambda: answer(attempt, at=STARTED_AT, choose=wrong_answer))

    response = send(
        sign_in(client, attempt), attempt, 1, right_answer(question), final="1", after="0"
    )

    assert response.status_code == 409
    assert "That answer stands:" in text_of(response)
    assert response.context["form"]["chosen"].value() == right_answer(question)[0]
    assert not is_closed(attempt)


def test_an_answer_that_another_replaced_is_not_the_one_that_is_closed():
    attempt = attempt_with(has_feedback_at_once=True)
    seen = answer(attempt, at=STARTED_AT)
    answer(attempt, at=STARTED_AT, choose=wrong_answer)

    with pytest.raises(AnsweredSince):
        make_answer_final(answer=seen, at=STARTED_AT)

    assert not is_closed(attempt)


def test_an_answer_is_told_to_be_final_where_another_was_closed_first():
    attempt = attempt_with(has_feedback_at_once=True)
    seen = answer(attempt, at=STARTED_AT)
    other = answer(attempt, at=STARTED_AT, choose=wrong_answer)
    make_answer_final(answer=other, at=STARTED_AT)

    with pytest.raises(AnswerIsFinal):
        make_answer_final(answer=seen, at=STARTED_AT)

    assert attempt.events.filter(is_final=True).count() == 1

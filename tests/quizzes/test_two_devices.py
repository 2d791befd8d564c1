"""The same attempt open twice: the later answer never overwrites the other one unseen."""

import pytest
from django.test import Client

from quizzes.models import AttemptEvent
from tests.factories.quizzes import right_answer, wrong_answer
from tests.quizzes.sitting import send, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(attempt):
    """Another device of whoever takes the attempt."""
    browser = Client()
    browser.force_login(attempt.staff_member.user)
    return browser


def open_question(browser, attempt):
    """Open the first question; what the page says of the answer in view."""
    form = browser.get(url("attempt_question", attempt)).context["form"]
    return {"after": form["after"].value(), "idempotency_key": str(form["idempotency_key"].value())}


def test_the_later_device_is_told_what_stands_and_loses_nothing(asha, phone, attempt):
    question = attempt.drawn.questions[0]
    mine, theirs = right_answer(question), wrong_answer(question)
    on_desk, on_phone = open_question(asha, attempt), open_question(phone, attempt)
    send(phone, attempt, 1, theirs, **on_phone)

    response = send(asha, attempt, 1, mine, **on_desk)

    page = text_of(response)
    assert response.status_code == 409
    assert "You answered this somewhere else in the meantime" in page
    assert attempt.responses() == {question.key: theirs}
    assert page.index(f'value="{mine[0]}"') < page.index("checked")


def test_saving_again_in_view_of_it_is_a_decision_and_counts(asha, phone, attempt):
    question = attempt.drawn.questions[0]
    on_desk, on_phone = open_question(asha, attempt), open_question(phone, attempt)
    send(phone, attempt, 1, wrong_answer(question), **on_phone)
    told = send(asha, attempt, 1, right_answer(question), **on_desk).context["form"]

    response = send(
        asha,
        attempt,
        1,
        right_answer(question),
        after=told["after"].value(),
        idempotency_key=str(told["idempotency_key"].value()),
    )

    assert response.status_code == 302
    assert attempt.responses() == {question.key: right_answer(question)}


def test_a_page_that_is_sent_late_twice_is_still_one_save(asha, attempt):
    question = attempt.drawn.questions[0]
    page = open_question(asha, attempt)

    for _time in range(2):
        assert send(asha, attempt, 1, right_answer(question), **page).status_code == 302

    assert AttemptEvent.objects.count() == 1


def test_a_repeat_that_comes_after_a_newer_answer_does_not_bring_the_old_one_back(
    asha, phone, attempt
):
    question = attempt.drawn.questions[0]
    page = open_question(asha, attempt)
    send(asha, attempt, 1, right_answer(question), **page)
    send(phone, attempt, 1, wrong_answer(question), **open_question(phone, attempt))

    response = send(asha, attempt, 1, right_answer(question), **page)

    assert response.status_code == 409
    assert attempt.responses() == {question.key: wrong_answer(question)}


@pytest.mark.parametrize("after", ["999999", "9" * 18])
def test_an_answer_is_not_lost_because_its_page_names_one_that_never_was(asha, attempt, after):
    question = attempt.drawn.questions[0]

    assert send(asha, attempt, 1, right_answer(question), after=after).status_code == 302
    assert attempt.responses() == {question.key: right_answer(question)}


@pytest.mark.parametrize("after", ["-1", "nothing", "9" * 40])
def test_what_is_no_number_of_an_answer_is_refused(asha, attempt, after):
    question = attempt.drawn.questions[0]

    assert send(asha, attempt, 1, right_answer(question), after=after).status_code == 200
    assert attempt.responses() == {}


def test_the_key_of_another_question_costs_nobody_an_answer(asha, attempt):
    first, second = attempt.drawn.questions
    page = open_question(asha, attempt)
    send(asha, attempt, 1, right_answer(first), **page)

    send(asha, attempt, 2, right_answer(second), **page)

    assert attempt.responses() == {
        first.key: right_answer(first),
        second.key: right_answer(second),
    }

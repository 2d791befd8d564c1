"""Answers that arrive when nobody is signed in: kept, and claimed by their owner alone."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from quizzes.models import AttemptEvent, UnclaimedSave
from quizzes.services import claim_saves, make_answer_final, save_token, submit_attempt
from quizzes.services.unclaimed import MOST_UNCLAIMED
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    right_answer,
    wrong_answer,
)
from tests.quizzes.sitting import save, send, text_of, url

pytestmark = pytest.mark.django_db


def test_an_answer_that_comes_after_the_session_is_kept_and_counts_for_nothing(
    nobody, attempt, question
):
    response = save(nobody, attempt, right_answer(question))

    assert (response.status_code, response.json()) == (202, {"unclaimed": True})
    assert attempt.responses() == {}
    assert UnclaimedSave.objects.get().response == right_answer(question)


# Without a script


@pytest.fixture
def page_of(attempt):
    """A browser without scripts, whose session is over while a question is on the screen; with what
    its form would send."""

    def opened(number=1):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(attempt.staff_member.user)
        page = browser.get(url("attempt_question", attempt, number)).content.decode()
        del browser.cookies["sessionid"]
        return browser, dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))

    return opened


def test_a_page_sent_after_the_session_is_kept_and_leads_back_to_its_question(
    page_of, attempt, question
):
    browser, hidden = page_of()
    [chosen] = right_answer(question)

    response = browser.post(url("attempt_question", attempt), hidden | {"chosen": chosen})

    assert response.url == f"/account/login/?next={url('attempt_question', attempt)}"
    assert "Your answer is kept." in text_of(browser.get(response.url))
    assert attempt.responses() == {}
    browser.force_login(attempt.staff_member.user)
    assert "Saved " in text_of(browser.get(url("attempt_question", attempt)))
    assert attempt.responses() == {question.key: [chosen]}


def test_leaving_a_question_without_an_answer_leaves_nothing_to_claim(page_of, attempt):
    browser, hidden = page_of()

    response = browser.post(url("attempt_question", attempt), hidden | {"to": "2"})

    assert response.status_code == 302
    assert not UnclaimedSave.objects.exists()


@pytest.mark.parametrize("number", [1, 2, 99])
@pytest.mark.parametrize("token", ["", "forged", "of another attempt"])
def test_a_page_without_its_token_keeps_nothing(page_of, attempt, question, token, number):
    browser, hidden = page_of()
    if token == "of another attempt":
        token = save_token(AttemptFactory())
    sent = hidden | {"chosen": right_answer(question), "token": token}

    response = browser.post(url("attempt_question", attempt, number), sent)

    assert response.url.startswith("/account/login/?next=")
    assert not UnclaimedSave.objects.exists()


def test_a_page_sent_after_the_attempt_was_submitted_adds_nothing(page_of, attempt, question):
    browser, hidden = page_of()
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)

    browser.post(url("attempt_question", attempt), hidden | {"chosen": right_answer(question)})

    assert not UnclaimedSave.objects.exists()


# Claiming


def test_it_is_claimed_when_its_owner_opens_the_question_again(asha, nobody, attempt, question):
    save(nobody, attempt, right_answer(question))

    page = text_of(asha.get(url("attempt_question", attempt)))

    assert attempt.responses() == {question.key: right_answer(question)}
    assert not UnclaimedSave.objects.exists()
    assert page.count("checked") == 1
    assert "Saved " in page


def test_one_that_the_final_answer_shuts_out_is_told_of_once(asha, nobody, question, attempt):
    save(nobody, attempt, wrong_answer(question))
    save(asha, attempt, right_answer(question))
    make_answer_final(answer=attempt.saved_responses()[question.key], at=STARTED_AT)

    told, later = (text_of(asha.get(url("attempt_question", attempt))) for _time in range(2))

    assert "it can no longer be changed" in told
    assert "it can no longer be changed" not in later
    assert attempt.responses() == {question.key: right_answer(question)}
    assert not UnclaimedSave.objects.exists()


def test_opening_another_question_leaves_it(asha, nobody, attempt, question):
    save(nobody, attempt, right_answer(question))

    asha.get(url("attempt_question", attempt, 2))
    check = text_of(asha.get(url("attempt_check", attempt)))

    assert attempt.responses() == {}
    assert "You also answered question 1 after you were signed out." in check


def test_a_newer_one_from_the_same_page_takes_its_place(asha, nobody, attempt, question):
    key = str(uuid4())
    for answer in (wrong_answer(question), right_answer(question)):
        assert save(nobody, attempt, answer, idempotency_key=key).status_code == 202

    asha.get(url("attempt_question", attempt))

    assert attempt.responses() == {question.key: right_answer(question)}


def test_one_that_was_answered_otherwise_since_is_for_the_person_to_decide(
    asha, nobody, attempt, question
):
    mine, since = right_answer(question), wrong_answer(question)
    save(nobody, attempt, mine)
    save(asha, attempt, since)

    for _time in range(2):
        response = asha.get(url("attempt_question", attempt))
        assert "That answer stands:" in text_of(response)
        assert response.context["asked"].form["chosen"].value() == mine[0]
        assert attempt.responses() == {question.key: since}

    form = response.context["asked"].form
    send(asha, attempt, 1, mine, **{name: form[name].value() for name in ("after", "left_over")})

    assert attempt.responses() == {question.key: mine}
    assert not UnclaimedSave.objects.exists()


def test_one_that_says_what_was_answered_since_troubles_nobody(asha, nobody, attempt, question):
    save(nobody, attempt, right_answer(question))
    save(asha, attempt, right_answer(question))

    page = text_of(asha.get(url("attempt_question", attempt)))

    assert "That answer stands:" not in page
    assert attempt.responses() == {question.key: right_answer(question)}
    assert not UnclaimedSave.objects.exists()


def test_one_that_brings_the_key_of_another_save_is_claimed_as_a_save_of_its_own(
    asha, nobody, attempt, question
):
    _single, several = attempt.drawn.questions
    key = str(uuid4())
    save(asha, attempt, wrong_answer(question), idempotency_key=key)
    save(nobody, attempt, right_answer(several), number=2, idempotency_key=key)

    for _time in range(2):
        assert asha.get(url("attempt_question", attempt, 2)).status_code == 200

    assert attempt.responses() == {
        question.key: wrong_answer(question),
        several.key: right_answer(several),
    }
    assert not UnclaimedSave.objects.exists()


def test_two_that_bring_the_same_key_for_two_questions_are_both_kept(
    asha, nobody, attempt, question
):
    _single, several = attempt.drawn.questions
    key = str(uuid4())
    save(nobody, attempt, right_answer(question), idempotency_key=key)
    save(nobody, attempt, right_answer(several), number=2, idempotency_key=key)

    for number in (1, 2):
        asha.get(url("attempt_question", attempt, number))

    assert attempt.responses() == {each.key: right_answer(each) for each in (question, several)}


def test_sent_again_by_the_browser_once_its_owner_is_back_it_is_one_answer(
    asha, nobody, attempt, question
):
    key = str(uuid4())
    save(nobody, attempt, right_answer(question), idempotency_key=key)
    asha.get(url("attempt_question", attempt))

    response = save(asha, attempt, right_answer(question), idempotency_key=key)

    assert response.status_code == 200
    assert AttemptEvent.objects.count() == 1


def test_a_repeat_of_what_was_saved_is_told_so_even_when_the_session_is_over(
    asha, nobody, attempt, question
):
    key = str(uuid4())
    saved = save(asha, attempt, right_answer(question), idempotency_key=key)

    repeated = save(nobody, attempt, right_answer(question), idempotency_key=key)

    assert (repeated.status_code, repeated.json()) == (200, saved.json())
    assert not UnclaimedSave.objects.exists()


def test_submitting_takes_nothing_that_was_not_claimed(asha, nobody, attempt, question):
    save(nobody, attempt, right_answer(question))

    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)

    assert set(attempt.marks.values_list("awarded", flat=True)) == {0}
    assert save(nobody, attempt, right_answer(question)).status_code == 410


def test_what_waits_stays_as_it_is_when_the_attempt_was_submitted_a_moment_ago(
    nobody, attempt, question
):
    save(nobody, attempt, right_answer(question))
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)

    assert claim_saves(attempt=attempt, question_key=question.key) == []
    assert UnclaimedSave.objects.count() == 1
    assert not AttemptEvent.objects.exists()


def test_a_stolen_token_cannot_fill_the_disk(nobody, attempt, question):
    for _save in range(MOST_UNCLAIMED):
        UnclaimedSave.objects.create(
            attempt=attempt,
            question_key=question.key,
            response=[],
            idempotency_key=uuid4(),
            received_at=STARTED_AT,
        )

    assert save(nobody, attempt, right_answer(question)).status_code == 403
    assert UnclaimedSave.objects.count() == MOST_UNCLAIMED


def test_the_key_of_another_attempts_save_is_refused(nobody, attempt, question):
    other, key = AttemptFactory(), str(uuid4())
    save(nobody, attempt, right_answer(question), idempotency_key=key)

    response = save(nobody, other, right_answer(other.drawn.questions[0]), idempotency_key=key)

    assert response.status_code == 403
    assert UnclaimedSave.objects.get().attempt == attempt

"""Answers that arrive when nobody is signed in, to an attempt whose time runs out meanwhile."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command

from learning.records.models import Completion
from quizzes.models import Attempt, AttemptEvent, UnclaimedSave
from quizzes.services import submit_what_is_out_of_time
from quizzes.services.unclaimed import GOOD_FOR
from tests.factories.quizzes import STARTED_AT, AttemptFactory, right_answer, wrong_answer
from tests.quizzes.conditions import answer, attempt_with, hand_in, sign_in
from tests.quizzes.sitting import PAGES, save, text_of, url
from tests.quizzes.waiting import a_quiz

pytestmark = pytest.mark.django_db

TIMED = {"minutes": 20, "minutes_reason": "A caller waits no longer."}
DEADLINE = STARTED_AT + timedelta(minutes=20)
IN_TIME = STARTED_AT + timedelta(minutes=5)
JUST_IN_TIME = DEADLINE + timedelta(seconds=30)
TOO_LATE = DEADLINE + timedelta(seconds=31)
BACK_AT = STARTED_AT + timedelta(minutes=40)
ALL_TOKENS_OVER = DEADLINE + GOOD_FOR


@pytest.fixture
def attempt(db):
    """One question, and twenty minutes for it."""
    return attempt_with(questions=1, **TIMED)


def save_signed_out(nobody, attempt, at, *, choose=right_answer, **data):
    with time_machine.travel(at, tick=False):
        return save(nobody, attempt, choose(attempt.drawn.questions[0]), **data)


def come_back(client, attempt, *, name="attempt", method="get", at=BACK_AT):
    """Sign in and open a page. What it leads to."""
    with time_machine.travel(at, tick=False):
        browser = sign_in(client, attempt)
        return text_of(getattr(browser, method)(url(name, attempt), follow=True))


def reload(attempt):
    return Attempt.objects.get(pk=attempt.pk)


# In time


@pytest.mark.parametrize("arrived_at", [IN_TIME, JUST_IN_TIME])
@pytest.mark.parametrize(
    ("name", "method"),
    [
        *[(name, "get") for name in PAGES if name != "attempt_questions"],
        ("attempt_question", "post"),
        ("attempt_submit", "post"),
    ],
)
def test_what_came_in_time_counts_whichever_page_its_owner_comes_back_to(
    client, nobody, attempt, arrived_at, name, method
):
    assert save_signed_out(nobody, attempt, arrived_at).status_code == 202

    come_back(client, attempt, name=name, method=method)

    assert Completion.objects.get().completed_at == DEADLINE
    assert AttemptEvent.objects.get().saved_at == arrived_at
    assert not UnclaimedSave.objects.exists()
    page = come_back(client, attempt, name="attempt_result")
    assert "You passed" in page
    assert "not added" not in page


def test_sent_again_by_its_owners_browser_too_late_it_still_came_in_time(client, nobody, attempt):
    key = str(uuid4())
    save_signed_out(nobody, attempt, IN_TIME, idempotency_key=key)

    again = save_signed_out(sign_in(client, attempt), attempt, BACK_AT, idempotency_key=key)

    assert again.json()["saved_at"] == "14:05"
    assert reload(attempt).has_passed
    assert not AttemptEvent.objects.get().is_late


def test_a_repeat_of_it_that_comes_too_late_still_came_in_time(client, nobody, attempt):
    key = str(uuid4())
    for at in (IN_TIME, TOO_LATE):
        assert save_signed_out(nobody, attempt, at, idempotency_key=key).status_code == 202

    assert "You passed" in come_back(client, attempt)


def test_changed_on_the_same_page_when_it_is_too_late_both_are_kept_and_the_first_counts(
    client, nobody, attempt
):
    key = str(uuid4())
    changed = {"choose": wrong_answer, "idempotency_key": key}
    save_signed_out(nobody, attempt, IN_TIME, idempotency_key=key)
    for _time in range(2):
        save_signed_out(nobody, attempt, TOO_LATE, **changed)

    page = come_back(client, attempt)
    again = save_signed_out(client, attempt, BACK_AT, **changed)

    assert "You passed" in page
    assert "1 answer came later. It is kept and was not marked." in page
    assert again.status_code == 410
    assert AttemptEvent.objects.count() == 2


def test_where_something_else_was_saved_since_that_stands_and_the_result_says_so(
    client, nobody, attempt
):
    save_signed_out(nobody, attempt, IN_TIME)
    answer(attempt, at=IN_TIME, choose=wrong_answer)

    for _time in range(2):
        page = come_back(client, attempt)

        assert "Not passed yet" in page
        assert (
            "You also answered question 1 after you were signed out. That answer was not added: "
            "the other one that you saved stands."
        ) in page
    assert AttemptEvent.objects.count() == 1


def test_the_page_of_what_waits_for_a_trainer_says_it_as_well(client, nobody):
    attempt = AttemptFactory(quiz=a_quiz("trainer", **TIMED))
    save_signed_out(nobody, attempt, IN_TIME)
    answer(attempt, at=IN_TIME, choose=wrong_answer)
    answer(attempt, at=IN_TIME, number=2, choose=lambda _question: "I am sorry.")

    page = come_back(client, attempt)

    assert "A trainer will mark your writing." in page
    assert "The time was up at 14:20." in page
    assert "You also answered question 1 after you were signed out." in page


# The schedule


def test_the_schedule_leaves_an_attempt_alone_that_waits_for_its_owner(client, nobody, attempt):
    save_signed_out(nobody, attempt, IN_TIME)
    other = attempt_with(**TIMED)

    with time_machine.travel(BACK_AT):
        call_command("submit_expired")

    assert set(Attempt.objects.open()) == {attempt}
    assert reload(other).is_expired
    assert "You passed" in come_back(client, attempt)


def test_it_waits_as_long_as_a_token_of_its_pages_holds_and_claims_nothing(client, nobody, attempt):
    save_signed_out(nobody, attempt, IN_TIME)

    assert submit_what_is_out_of_time(at=ALL_TOKENS_OVER - timedelta(seconds=1)) == 0
    assert submit_what_is_out_of_time(at=ALL_TOKENS_OVER) == 1

    assert reload(attempt).submitted_at == DEADLINE
    assert reload(attempt).has_passed is False
    page = come_back(client, attempt, at=ALL_TOKENS_OVER + timedelta(days=1))
    assert (
        "You answered question 1 after you were signed out. That answer was not added, because "
        "the quiz was submitted before you came back to it."
    ) in page
    assert not AttemptEvent.objects.exists()


def test_it_waits_for_nothing_that_came_too_late(nobody, attempt):
    save_signed_out(nobody, attempt, TOO_LATE)

    assert submit_what_is_out_of_time(at=BACK_AT) == 1


def test_it_waits_for_nothing_that_its_owners_browser_saved_since(client, nobody, attempt):
    key = str(uuid4())
    save_signed_out(nobody, attempt, IN_TIME, idempotency_key=key)
    save_signed_out(sign_in(client, attempt), attempt, IN_TIME, idempotency_key=key)

    assert submit_what_is_out_of_time(at=BACK_AT) == 1
    assert reload(attempt).has_passed


# Too late


@pytest.mark.parametrize("is_submitted_before", [False, True])
def test_what_came_too_late_is_kept_and_once_claimed_is_late_and_not_marked(
    client, nobody, attempt, is_submitted_before
):
    if is_submitted_before:
        submit_what_is_out_of_time(at=TOO_LATE)

    assert save_signed_out(nobody, attempt, TOO_LATE).status_code == 202
    assert not AttemptEvent.objects.exists()
    page = come_back(client, attempt, name="attempt_result")

    assert AttemptEvent.objects.get().is_late
    assert AttemptEvent.objects.get().saved_at == TOO_LATE
    assert not UnclaimedSave.objects.exists()
    assert reload(attempt).has_passed is False
    assert "1 answer came later. It is kept and was not marked." in page
    assert "not added" not in page


def test_what_came_too_late_is_refused_where_its_person_had_submitted(nobody, attempt):
    hand_in(attempt)

    assert save_signed_out(nobody, attempt, TOO_LATE).status_code == 410
    assert not UnclaimedSave.objects.exists()

"""What whoever wrote something sees: waiting for a trainer, or marking their own."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.people.permissions import Role
from quizzes.models import Attempt
from quizzes.services import mark_answer, override_mark
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, wrong_answer
from tests.quizzes.answers import MODEL_ANSWER
from tests.quizzes.sitting import PAGES, text_of, url
from tests.quizzes.waiting import (
    MARKED_AT,
    WROTE,
    a_quiz,
    answer_all,
    points_of,
    waiting,
    written_in,
)

pytestmark = pytest.mark.django_db

RUBRIC = ["Says sorry first", "In so many words.", "Says when they will hear", MODEL_ANSWER]
AWAITED = (
    "A trainer will mark your writing. You will see the result here; nothing else is needed from "
    "you."
)


def signed_in(client, attempt):
    client.force_login(attempt.staff_member.user)
    return client


def result_page(client, attempt):
    return text_of(signed_in(client, attempt).get(url("attempt_result", attempt), follow=True))


def marked(attempt, *which, comment=""):
    mark_answer(
        attempt=attempt,
        question_key=written_in(attempt).key,
        points=points_of(attempt, *which),
        comment=comment,
        by=UserFactory(roles=[Role.TRAINERS]),
        at=MARKED_AT,
    )
    return attempt


def told(page):
    return [words for words in RUBRIC if words in page]


# Writing


def test_a_text_is_typed_with_its_limit_said_and_who_marks_it(client):
    attempt = AttemptFactory(quiz=a_quiz("trainer"))

    page = text_of(signed_in(client, attempt).get(url("attempt_question", attempt, 2)))

    assert "<textarea" in page
    assert 'data-maxwords="60"' in page
    assert "You can write up to 60 words" in page
    assert "A trainer reads and marks this one" in page
    assert told(page) == []


def test_what_was_typed_is_kept_as_text_and_shown_again(client):
    attempt = AttemptFactory(quiz=a_quiz("trainer"))
    question = written_in(attempt)
    signed_in(client, attempt)

    client.post(url("attempt_question", attempt, 2), {"typed": WROTE.replace("\n", "\r\n")})

    assert attempt.responses() == {question.key: WROTE}
    page = text_of(client.get(url("attempt_question", attempt, 2)))
    assert "I am &lt;b&gt;sorry&lt;/b&gt;." in page


def test_a_text_that_is_too_long_is_shown_again_with_what_to_do(client):
    attempt = AttemptFactory(quiz=a_quiz("trainer"))

    page = text_of(
        signed_in(client, attempt).post(
            url("attempt_question", attempt, 2), {"typed": "word " * 61}
        )
    )

    assert "Shorten your text: it may have 60 words at most." in page
    assert "word word word" in page
    assert not attempt.events.exists()


def test_the_check_page_says_that_a_trainer_marks_what_was_written(client):
    attempt = answer_all(AttemptFactory(quiz=a_quiz("trainer")))

    page = text_of(signed_in(client, attempt).get(url("attempt_check", attempt)))

    assert "A trainer marks what you wrote, so your result comes a little later." in page


@pytest.mark.parametrize("marked_by", ["trainer", "self"])
@pytest.mark.parametrize("name", PAGES)
def test_rubric_and_model_answer_reach_no_page_before_submitting(client, name, marked_by):
    attempt = answer_all(AttemptFactory(quiz=a_quiz(marked_by)))

    page = text_of(signed_in(client, attempt).get(url(name, attempt), follow=True))

    assert told(page) == []


# Waiting for a trainer


def test_the_result_says_what_is_awaited_and_tells_nothing_of_the_rubric(client):
    attempt = waiting()

    page = result_page(client, attempt)

    assert AWAITED in page
    assert "Waiting for a mark" in page
    assert "You passed" not in page
    assert "Not passed yet" not in page
    assert told(page) == []


def test_a_trainers_mark_and_comment_are_shown_with_the_result(client):
    page = result_page(client, marked(waiting(), 0, comment="Lovely. <i>Say when.</i>"))

    assert "You passed" in page
    assert "You earned 1.66 of 2 marks." in page
    assert "1.66 of 2 marks. The pass mark is 80%." in page
    assert "Your text has" in page
    assert "Lovely. &lt;i&gt;Say when.&lt;/i&gt;" in page
    assert told(page) == ["Says sorry first", "Says when they will hear", MODEL_ANSWER]


def test_after_a_fail_only_what_was_found_is_told(client):
    page = result_page(client, marked(waiting(), 1))

    assert "Not passed yet" in page
    assert told(page) == ["Says when they will hear"]


def test_a_changed_mark_is_shown_with_its_reason_and_that_the_pass_stands(client):
    attempt = marked(waiting(), 0, 1)
    override_mark(
        mark=attempt.marks_in_force()[written_in(attempt).key],
        share=Fraction(0),
        reason="Copied from the model answer.",
        by=UserFactory(roles=[Role.TRAINERS]),
        at=MARKED_AT,
    )

    page = result_page(client, attempt)

    assert "This mark was changed on 5 March 2026." in page
    assert "Copied from the model answer." in page
    assert "A mark was changed after you had passed. Your pass stands." in page
    assert f"tell a trainer this reference: {attempt.pk}." in page


# Marking one's own


def test_submitting_leads_straight_to_ones_own_text_beside_the_model_answer(client):
    attempt = answer_all(AttemptFactory(quiz=a_quiz("self")))

    response = signed_in(client, attempt).post(url("attempt_submit", attempt), follow=True)

    page = text_of(response)
    assert response.redirect_chain[-1][0] == url("attempt_mark", attempt)
    assert "I am &lt;b&gt;sorry&lt;/b&gt;." in page
    assert MODEL_ANSWER in page
    assert page.count('type="checkbox"') == 2


def send_marks(client, attempt, *which, number=0):
    return signed_in(client, attempt).post(
        url("attempt_mark", attempt),
        {
            "question": written_in(attempt, number).key,
            "points": [written_in(attempt, number).interaction.points[each].id for each in which],
        },
        follow=True,
    )


def test_what_is_ticked_becomes_the_mark_and_the_result_follows(client):
    attempt = waiting("self")

    page = text_of(send_marks(client, attempt, 0, 1))

    assert "You passed" in page
    assert attempt.marks.get(source="self").points == points_of(attempt, 0, 1)


def test_ticking_nothing_is_a_mark_too_and_all_that_was_shown_stays_shown(client):
    attempt = waiting("self")

    page = text_of(send_marks(client, attempt))

    assert "Not passed yet" in page
    assert told(page) == ["Says sorry first", "Says when they will hear", MODEL_ANSWER]


def test_two_texts_are_marked_one_after_the_other_and_a_late_page_marks_nothing_else(client):
    attempt = waiting("self", "self")

    send_marks(client, attempt, 0)
    send_marks(client, attempt, 1)
    assert Attempt.objects.get(pk=attempt.pk).is_waiting
    assert attempt.marks.filter(source="self").count() == 1

    send_marks(client, attempt, 0, number=1)
    assert Attempt.objects.get(pk=attempt.pk).has_passed is not None


def test_a_point_that_is_not_on_the_page_is_refused(client):
    attempt = waiting("self")

    response = signed_in(client, attempt).post(
        url("attempt_mark", attempt),
        {"question": written_in(attempt).key, "points": ["nowhere"]},
    )

    assert "Choose from the points on this page." in text_of(response)
    assert Attempt.objects.get(pk=attempt.pk).is_waiting


def test_a_text_for_a_trainer_and_ones_own_wait_for_each_other(client):
    attempt = waiting("trainer", "self")

    page = text_of(send_marks(client, attempt, 0, 1, number=1))

    assert AWAITED in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_person_cannot_mark_it_or_see_it(client, method):
    attempt = waiting("self")
    client.force_login(StaffMemberFactory().user)

    response = getattr(client, method)(url("attempt_mark", attempt))

    assert response.status_code == 404
    assert Attempt.objects.get(pk=attempt.pk).is_waiting


def test_nobody_marks_their_own_before_submitting_or_without_signing_in(client):
    attempt = answer_all(AttemptFactory(quiz=a_quiz("self")))
    assert reverse("account_login") in client.get(url("attempt_mark", attempt)).url

    page = signed_in(client, attempt).get(url("attempt_mark", attempt), follow=True)

    assert page.redirect_chain[-1][0] == url("attempt_check", attempt)


@pytest.mark.parametrize("name", ["attempt_mark", "attempt_result"])
def test_a_page_costs_the_same_for_one_text_as_for_four(client, name):
    costs = []
    for count in (1, 4):
        attempt = waiting(*["self" if name == "attempt_mark" else "trainer"] * count)
        signed_in(client, attempt).get(url(name, attempt))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name, attempt)).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 9


def test_a_wrong_choice_is_told_while_the_text_waits(client):
    attempt = waiting(chosen=wrong_answer)

    assert "Ask them to write in." in result_page(client, attempt)


FEEDBACK, EXPLANATION, KEY = "They came to you", "Put it right where it was", "The right answer"
OUTCOME_ONLY = "This quiz tells the outcome only."
NOT_YET = "You can look at your answers here once you have passed or have no attempt left."


@pytest.mark.parametrize(
    ("review_shows", "review_from", "attempts", "seen"),
    [
        ("outcome", "submitted", None, {OUTCOME_ONLY}),
        ("outcome", "submitted", 1, {OUTCOME_ONLY}),
        ("outcome", "settled", None, {OUTCOME_ONLY}),
        ("outcome", "settled", 1, {OUTCOME_ONLY}),
        ("answers", "submitted", None, {FEEDBACK, EXPLANATION}),
        ("answers", "submitted", 1, {FEEDBACK, EXPLANATION}),
        ("answers", "settled", None, {NOT_YET}),
        ("answers", "settled", 1, {FEEDBACK, EXPLANATION}),
        ("key", "submitted", None, {FEEDBACK, EXPLANATION, KEY}),
        ("key", "submitted", 1, {FEEDBACK, EXPLANATION, KEY}),
        ("key", "settled", None, {NOT_YET}),
        ("key", "settled", 1, {FEEDBACK, EXPLANATION, KEY}),
    ],
)
def test_what_is_told_while_a_text_waits_is_what_the_quiz_lets_be_told(
    client, review_shows, review_from, attempts, seen
):
    conditions = {"review_shows": review_shows, "review_from": review_from, "attempts": attempts}
    attempt = waiting(quiz=a_quiz("trainer", **conditions), chosen=wrong_answer)

    page = result_page(client, attempt)

    every = [FEEDBACK, EXPLANATION, KEY, OUTCOME_ONLY, NOT_YET]
    assert AWAITED in page
    assert {words for words in every if words in page} == seen

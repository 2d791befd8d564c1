import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.people.models import StaffMember
from quizzes.models import Attempt
from quizzes.services import submit_attempt
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
)
from tests.quizzes.sitting import PAGES, answer_all, send, text_of, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PAGES)
def test_the_key_reaches_no_page_before_submitting(asha, attempt, name):
    answer_all(asha, attempt, right_answer)

    page = text_of(asha.get(url(name, attempt), follow=True))

    assert "is_right" not in page
    assert "is right" not in page
    for question in attempt.drawn.questions:
        assert question.explanation not in page
        for choice in question.interaction.choices:
            assert choice.feedback not in page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("is_submitted", [False, True])
def test_another_persons_attempt_is_not_there(client, attempt, name, method, is_submitted):
    if is_submitted:
        submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)
    client.force_login(StaffMemberFactory().user)

    response = getattr(client, method)(url(name, attempt))

    is_read_only = name not in ("attempt_question", "attempt_submit")
    assert response.status_code == (405 if method == "post" and is_read_only else 404)
    assert not attempt.events.exists()
    assert Attempt.objects.get(pk=attempt.pk).is_submitted is is_submitted


@pytest.mark.parametrize("name", PAGES)
def test_a_log_in_without_a_place_on_the_staff_list_has_no_attempts(client, attempt, name):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(url(name, attempt)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_nobody_gets_in_without_signing_in(client, attempt, name):
    response = client.get(url(name, attempt))

    assert response.status_code == 302
    assert reverse("account_login") in response.url


# Staying quick


@pytest.mark.parametrize(
    ("name", "most"),
    [("attempt_question", 8), ("attempt_check", 8), ("attempt_result", 10)],
)
def test_a_page_costs_the_same_for_one_question_as_for_twelve(client, name, most):
    costs = []
    for count in (1, 12):
        quiz = QuizFactory(questions=QuestionFactory.create_batch(count))
        attempt = AttemptFactory(quiz=quiz, answered="right")
        if name == "attempt_result":
            submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)
        client.force_login(StaffMember.objects.get(key=attempt.staff_key).user)
        client.get(url(name, attempt))  # the first page of all makes the organisation's settings
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name, attempt)).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= most


def test_saving_costs_three_reads_one_write_and_its_transaction(
    asha, attempt, django_assert_max_num_queries
):
    first, _second = attempt.drawn.questions

    with django_assert_max_num_queries(6):
        send(asha, attempt, 1, right_answer(first), after=0)

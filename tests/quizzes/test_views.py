from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import Completion
from learning.records.services import void_completion
from quizzes.models import Attempt
from quizzes.services import submit_attempt
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
    wrong_answer,
)

pytestmark = pytest.mark.django_db

PAGES = ["attempt", "attempt_question", "attempt_check", "attempt_submit", "attempt_result"]


@pytest.fixture
def attempt():
    """Two questions, one of each kind; both must be right."""
    single = QuestionFactory(prompt="The bins were missed again.")
    several = QuestionFactory(kind="multiple", prompt="What does the customer need from you?")
    return AttemptFactory(quiz=QuizFactory(questions=[single, several]))


@pytest.fixture
def asha(client, attempt):
    """The browser of whoever takes the attempt."""
    client.force_login(StaffMember.objects.get(key=attempt.staff_key).user)
    return client


def url(name, attempt, number=1):
    return reverse(name, args=[attempt.key, *([number] if name == "attempt_question" else [])])


def send(browser, attempt, number, chosen, *, query="", **data):
    return browser.post(
        url("attempt_question", attempt, number) + query,
        {"chosen": chosen, "idempotency_key": str(uuid4())} | data,
    )


def answer_all(browser, attempt, choose):
    for number, question in enumerate(attempt.drawn.questions, start=1):
        send(browser, attempt, number, choose(question))


def submit(browser, attempt):
    return browser.post(url("attempt_submit", attempt), follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())


def answers_in_force(attempt):
    return {key: event.chosen for key, event in attempt.saved_responses().items()}


# Answering


def test_a_question_is_asked_with_radios_or_checkboxes_and_nothing_chosen(asha, attempt):
    single = text_of(asha.get(url("attempt_question", attempt, 1)))
    several = text_of(asha.get(url("attempt_question", attempt, 2)))

    assert single.count('type="radio"') == 3
    assert several.count('type="checkbox"') == 3
    assert "checked" not in single + several
    assert "Choose one answer." in single
    assert "Choose all that apply." in several
    assert "<title>Question 1 of 2 – Check what you know" in single


def test_an_answer_is_saved_and_the_next_question_follows(asha, attempt):
    first, _second = attempt.drawn.questions

    response = send(asha, attempt, 1, right_answer(first))

    assert response.status_code == 302
    assert response.url == url("attempt_question", attempt, 2)
    assert answers_in_force(attempt) == {first.key: right_answer(first)}


def test_coming_back_shows_what_was_saved_and_when(asha, attempt):
    _first, second = attempt.drawn.questions
    with time_machine.travel(datetime(2026, 7, 1, 13, 2, tzinfo=UTC)):
        send(asha, attempt, 2, right_answer(second))

    page = text_of(asha.get(url("attempt_question", attempt, 2)))

    assert page.count("checked") == 2
    assert "Saved 14:02" in page


def test_a_question_without_an_answer_never_says_saved(asha, attempt):
    _first, second = attempt.drawn.questions
    with time_machine.travel(datetime(2026, 7, 1, 13, 2, tzinfo=UTC)):
        send(asha, attempt, 2, right_answer(second))

    page = text_of(asha.get(url("attempt_question", attempt, 1)))

    assert "Saved 14:02" not in page
    assert "1 of 2 answered, last saved 14:02" in page


def test_the_last_question_leads_to_the_check_page(asha, attempt):
    _first, second = attempt.drawn.questions

    assert send(asha, attempt, 2, right_answer(second)).url == url("attempt_check", attempt)


def test_changing_an_answer_from_the_check_page_goes_back_there(asha, attempt):
    first, _second = attempt.drawn.questions

    response = send(asha, attempt, 1, right_answer(first), query="?from=check")

    assert response.url == url("attempt_check", attempt)


def test_going_on_leads_to_the_first_question_without_an_answer(asha, attempt):
    first, second = attempt.drawn.questions
    send(asha, attempt, 1, right_answer(first))
    assert asha.get(url("attempt", attempt)).url == url("attempt_question", attempt, 2)

    send(asha, attempt, 2, right_answer(second))
    assert asha.get(url("attempt", attempt)).url == url("attempt_check", attempt)


def test_sending_nothing_says_what_to_do_and_saves_nothing(asha, attempt):
    response = send(asha, attempt, 1, [])

    page = text_of(response)
    assert response.status_code == 200
    assert "<title>Error: Question 1 of 2" in page
    assert "There is a problem" in page
    assert '<a href="#id_chosen_0">Choose an answer, or skip this question for now.</a>' in page
    assert not attempt.events.exists()


def test_a_choice_that_is_not_on_the_page_is_refused(asha, attempt):
    _first, second = attempt.drawn.questions

    response = send(asha, attempt, 1, right_answer(second)[0])

    assert "Choose from the answers on this page." in text_of(response)
    assert not attempt.events.exists()


def test_the_same_page_sent_twice_is_one_save(asha, attempt):
    first, _second = attempt.drawn.questions
    key = str(uuid4())

    for _twice in range(2):
        send(asha, attempt, 1, right_answer(first), idempotency_key=key)

    assert attempt.events.count() == 1


def test_a_page_gone_back_to_and_changed_counts_each_time(asha, attempt):
    first, _second = attempt.drawn.questions
    key = str(uuid4())

    for chosen in (right_answer(first), wrong_answer(first), right_answer(first)):
        send(asha, attempt, 1, chosen, idempotency_key=key)
        assert answers_in_force(attempt) == {first.key: chosen}

    assert attempt.events.count() == 3


@pytest.mark.parametrize("key", ["", "not a key"])
def test_an_answer_is_not_lost_for_want_of_a_good_key(asha, attempt, key):
    first, _second = attempt.drawn.questions

    send(asha, attempt, 1, right_answer(first), idempotency_key=key)

    assert answers_in_force(attempt) == {first.key: right_answer(first)}


def test_fields_that_the_page_does_not_have_change_nothing(asha, attempt):
    first, second = attempt.drawn.questions

    send(
        asha,
        attempt,
        1,
        wrong_answer(first),
        question_key=str(second.key),
        staff_key=str(uuid4()),
        has_passed="true",
        awarded="1",
        submitted_at="2020-01-01",
        saved_at="2020-01-01",
        is_right="true",
    )

    assert answers_in_force(attempt) == {first.key: wrong_answer(first)}
    again = Attempt.objects.get(pk=attempt.pk)
    assert (again.has_passed, again.submitted_at, again.staff_key) == (
        None,
        None,
        attempt.staff_key,
    )


def test_looking_writes_nothing(asha, attempt):
    for name in PAGES:
        asha.get(url(name, attempt))

    assert not attempt.events.exists()
    assert not Attempt.objects.get(pk=attempt.pk).is_submitted


def test_there_is_no_question_beyond_the_last(asha, attempt):
    assert asha.get(url("attempt_question", attempt, 3)).status_code == 404
    assert asha.get(url("attempt_question", attempt, 0)).status_code == 404


# Checking and submitting


def test_the_check_page_lists_answers_and_gaps(asha, attempt):
    first, _second = attempt.drawn.questions
    send(asha, attempt, 1, right_answer(first))

    page = text_of(asha.get(url("attempt_check", attempt)))

    assert "Apologise and put it right now." in page
    assert "1 question has no answer yet." in page
    assert url("attempt_question", attempt, 2) + "?from=check" in page


def test_failing_is_told_kindly_and_can_be_tried_again(asha, attempt):
    answer_all(asha, attempt, wrong_answer)

    page = text_of(submit(asha, attempt))

    assert "You answered 0 of 2 correctly. You need 2 to pass, and you can try again now." in page
    assert "They came to you, and you can settle it." in page
    assert "Put it right where it was noticed" in page
    assert f'action="{Activity.objects.get().path}quiz/"' in page
    assert not Completion.objects.exists()


def test_after_a_fail_the_right_answers_stay_untold(asha, attempt):
    first, second = attempt.drawn.questions
    send(asha, attempt, 1, wrong_answer(first))

    page = text_of(submit(asha, attempt))

    for choice in (*first.right_choices, *second.right_choices):
        assert choice.text not in page
        assert choice.feedback not in page


def test_some_of_the_right_answers_are_not_quite_right(asha, attempt):
    _first, second = attempt.drawn.questions
    chosen, other = second.right_choices
    send(asha, attempt, 2, [chosen.id])

    page = text_of(submit(asha, attempt))

    assert "Not quite" in page
    assert chosen.feedback in page
    assert other.text not in page


def test_passing_tells_what_was_recorded_and_where_it_counts_and_when_it_is_due(
    client, complaints_element
):
    activity = ActivityFactory(
        yearly=True, title="Putting a complaint right", elements=[complaints_element]
    )
    attempt = AttemptFactory(activity=activity, answered="right")
    client.force_login(StaffMember.objects.get(key=attempt.staff_key).user)

    with time_machine.travel(datetime(2026, 3, 2, 14, 9, tzinfo=UTC)):
        page = text_of(submit(client, attempt))

    assert "You passed" in page
    assert "You answered 1 of 1 correctly." in page
    assert "Putting a complaint right" in page
    assert "2 March 2026 at 14:09" in page
    assert "Knows what they may put right on the spot." in page
    assert f"{complaints_element.number} {complaints_element.title}" in page
    assert "By 1 March 2027" in page
    assert f'href="{activity.path}"' in page


def test_after_a_pass_the_right_answer_to_a_wrong_one_is_shown(client):
    quiz = QuizFactory(questions=QuestionFactory.create_batch(2), pass_mark=50)
    attempt = AttemptFactory(quiz=quiz, answered="right")
    client.force_login(StaffMember.objects.get(key=attempt.staff_key).user)
    send(client, attempt, 2, wrong_answer(attempt.drawn.questions[1]))

    page = text_of(submit(client, attempt))

    assert "The right answer</dt> <dd>Apologise and put it right now.</dd>" in page


def test_a_pass_that_was_voided_says_so(asha, attempt):
    answer_all(asha, attempt, right_answer)
    submit(asha, attempt)
    void_completion(
        completion=Completion.objects.get(),
        reason="Taken on a colleague's log-in",
        by=UserFactory(),
        at=datetime(2026, 12, 1, tzinfo=UTC),
    )

    page = text_of(asha.get(url("attempt_result", attempt)))

    assert "was withdrawn later" in page
    assert "Taken on" not in page


def test_nothing_is_saved_after_submitting(asha, attempt):
    first, _second = attempt.drawn.questions
    answer_all(asha, attempt, wrong_answer)
    submit(asha, attempt)

    response = asha.post(
        url("attempt_question", attempt, 1), {"chosen": right_answer(first)}, follow=True
    )

    assert "that answer was not added" in text_of(response)
    assert attempt.events.count() == 2
    assert response.redirect_chain[-1][0] == url("attempt_result", attempt)


def test_an_open_attempt_has_no_result_yet(asha, attempt):
    assert asha.get(url("attempt_result", attempt)).url == url("attempt_check", attempt)


@pytest.mark.parametrize("name", ["attempt", "attempt_question", "attempt_check", "attempt_submit"])
def test_a_submitted_attempt_leads_to_its_result(asha, attempt, name):
    submit(asha, attempt)

    response = asha.get(url(name, attempt), follow=True)

    assert response.redirect_chain[-1][0] == url("attempt_result", attempt)


# Keeping it private


@pytest.mark.parametrize("name", PAGES)
def test_the_key_reaches_no_page_before_submitting(asha, attempt, name):
    answer_all(asha, attempt, right_answer)

    page = text_of(asha.get(url(name, attempt), follow=True))

    assert "is_right" not in page
    assert "is right" not in page
    for question in attempt.drawn.questions:
        assert question.explanation not in page
        for choice in question.choices:
            assert choice.feedback not in page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("is_submitted", [False, True])
def test_another_persons_attempt_is_not_there(client, attempt, name, method, is_submitted):
    if is_submitted:
        submit_attempt(attempt=attempt, at=STARTED_AT)
    client.force_login(StaffMemberFactory().user)

    response = getattr(client, method)(url(name, attempt))

    is_read_only = name in ("attempt", "attempt_check", "attempt_result")
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
    [("attempt_question", 8), ("attempt_check", 8), ("attempt_result", 12)],
)
def test_a_page_costs_the_same_for_one_question_as_for_twelve(client, name, most):
    costs = []
    for count in (1, 12):
        quiz = QuizFactory(questions=QuestionFactory.create_batch(count))
        attempt = AttemptFactory(quiz=quiz, answered="right")
        if name == "attempt_result":
            submit_attempt(attempt=attempt, at=STARTED_AT)
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
        send(asha, attempt, 1, right_answer(first))

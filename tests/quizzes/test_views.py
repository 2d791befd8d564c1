from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import Completion
from learning.records.services import void_completion
from quizzes.models import Attempt
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    as_items,
    right_answer,
    wrong_answer,
)
from tests.quizzes.sitting import PAGES, answer_all, send, submit, text_of, url

pytestmark = pytest.mark.django_db


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
    assert attempt.responses() == {first.key: right_answer(first)}


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
    assert '<a href="#id_chosen_0">Choose an answer, or leave this question for now.</a>' in page
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


def test_a_page_gone_back_to_and_changed_counts(asha, attempt):
    first, _second = attempt.drawn.questions
    key = str(uuid4())

    for chosen in (right_answer(first), wrong_answer(first)):
        send(asha, attempt, 1, chosen, idempotency_key=key)
        assert attempt.responses() == {first.key: chosen}

    assert attempt.events.count() == 2


@pytest.mark.parametrize("key", ["", "not a key"])
def test_an_answer_is_not_lost_for_want_of_a_good_key(asha, attempt, key):
    first, _second = attempt.drawn.questions

    send(asha, attempt, 1, right_answer(first), idempotency_key=key)

    assert attempt.responses() == {first.key: right_answer(first)}


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

    assert attempt.responses() == {first.key: wrong_answer(first)}
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

    for choice in (*right_choices(first), *right_choices(second)):
        assert choice.text not in page
        assert choice.feedback not in page


def test_some_of_the_right_answers_are_not_quite_right(asha, attempt):
    _first, second = attempt.drawn.questions
    chosen, other = right_choices(second)
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
    assert "It counts until 1 March 2027" in page
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


def test_a_question_that_must_be_right_says_so_before_and_after(client):
    easy, vital = QuestionFactory(), QuestionFactory(prompt="A child is in danger.")
    quiz = QuizFactory(questions=[easy, vital], must_pass=[vital], pass_mark=50)
    attempt = AttemptFactory(quiz=quiz)
    client.force_login(attempt.staff_member.user)
    first, second = attempt.drawn.questions

    assert "must be right to pass" not in text_of(client.get(url("attempt_question", attempt, 1)))
    assert "must be right to pass" in text_of(client.get(url("attempt_question", attempt, 2)))
    send(client, attempt, 1, right_answer(first))
    send(client, attempt, 2, wrong_answer(second))
    page = text_of(submit(client, attempt))

    assert "You have enough marks, but something that must be right was not." in page
    assert "It is marked below, and you can try again now." in page
    assert "This one must be right to pass, however well the rest goes." in page


def test_where_the_outcome_is_all_that_is_told_nothing_is_said_to_be_marked_below(client):
    easy, vital = QuestionFactory.create_batch(2)
    quiz = QuizFactory(
        questions=[easy, vital], must_pass=[vital], pass_mark=50, review_shows="outcome"
    )
    attempt = AttemptFactory(quiz=quiz)
    client.force_login(attempt.staff_member.user)
    first, second = attempt.drawn.questions
    send(client, attempt, 1, right_answer(first))
    send(client, attempt, 2, wrong_answer(second))

    page = text_of(submit(client, attempt))

    assert "something that must be right was not. You can try again now." in page
    assert "below" not in page


def test_marks_that_are_not_enough_are_never_rounded_up_to_what_would_be(client):
    nearly = [{"text": f"So {n}", "is_right": not n, "credit": 96 * n} for n in (0, 1)]
    question = QuestionFactory(answer={"choices": as_items(nearly)})
    quiz = QuizFactory(questions=[question, *QuestionFactory.create_batch(4)], pass_mark=80)
    attempt = AttemptFactory(quiz=quiz)
    client.force_login(attempt.staff_member.user)
    for number, asked in enumerate(attempt.drawn.questions, start=1):
        answer = right_answer if number in (2, 3, 4) else wrong_answer
        send(client, attempt, number, answer(asked))

    page = text_of(submit(client, attempt))

    assert "You earned 3.96 of 5 marks. You need 80% to pass" in page


def test_two_people_meet_the_choices_in_orders_of_their_own_that_stay(client):
    quiz = QuizFactory(shuffles_choices=True, shuffles_questions=True)
    orders = set()
    for _person in range(12):
        attempt = AttemptFactory(quiz=quiz)
        [question] = attempt.drawn.questions
        orders.add(tuple(choice.text for choice in question.interaction.choices))
        again = Attempt.objects.get(pk=attempt.pk).drawn
        assert again == attempt.drawn

    assert len(orders) > 1


def right_choices(question):
    return [choice for choice in question.interaction.choices if choice.is_right]

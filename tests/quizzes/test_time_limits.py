"""A time limit: the server's, stored at the start, kind to whoever needs longer."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command

from learning.records.models import Completion
from quizzes.models import Attempt, AttemptEvent, Quiz
from quizzes.services import (
    TimeIsUp,
    save_token,
    submit_what_is_out_of_time,
)
from quizzes.views import saving
from tests.factories.people import AdjustmentFactory, StaffMemberFactory
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuizFactory,
    right_answer,
)
from tests.quizzes.conditions import answer, attempt_with, hand_in, sign_in
from tests.quizzes.sitting import save, send, text_of, url

pytestmark = pytest.mark.django_db
TIMED = {"minutes": 20, "minutes_reason": "A caller waits no longer."}
TIME_IS_UP = STARTED_AT + timedelta(minutes=20, seconds=31)
JUST_IN_TIME = STARTED_AT + timedelta(minutes=20, seconds=30)


def test_the_deadline_is_stored_at_the_start_and_later_edits_do_not_move_it():
    attempt = attempt_with(**TIMED)
    quiz = Quiz.objects.get(key=attempt.quiz_key)
    quiz.minutes = 1
    quiz.save_revision().publish()

    attempt.refresh_from_db()

    assert attempt.deadline_at == STARTED_AT + timedelta(minutes=20)


def test_extra_time_is_that_of_the_day_of_the_start():
    person = StaffMemberFactory()
    AdjustmentFactory(staff_member=person, from_on=STARTED_AT.date(), extra_time=25)
    quiz = QuizFactory(**TIMED)

    attempt = AttemptFactory(staff_member=person, quiz=quiz)

    assert attempt.deadline_at == STARTED_AT + timedelta(minutes=25)
    assert attempt.drawn.adjustments.extra_time == 25


def test_a_paper_keeps_the_adjustments_of_its_day_even_where_nothing_is_limited():
    person = StaffMemberFactory()
    AdjustmentFactory(staff_member=person, from_on=STARTED_AT.date(), extra_time=25)

    attempt = AttemptFactory(staff_member=person, quiz=QuizFactory())

    assert attempt.deadline_at is None
    assert attempt.drawn.adjustments.extra_time == 25


def test_whoever_needs_no_limit_has_none():
    person = StaffMemberFactory()
    AdjustmentFactory(staff_member=person, from_on=STARTED_AT.date(), is_untimed=True)

    assert AttemptFactory(staff_member=person, quiz=QuizFactory(**TIMED)).deadline_at is None


def test_an_answer_within_the_grace_counts():
    attempt = attempt_with(**TIMED)

    answer(attempt, at=JUST_IN_TIME)

    assert len(attempt.responses()) == 1


@pytest.mark.parametrize("is_submitted_before", [False, True])
def test_a_late_answer_is_kept_marked_late_and_not_graded(is_submitted_before):
    attempt = attempt_with(questions=1, **TIMED)
    if is_submitted_before:
        submit_what_is_out_of_time(at=TIME_IS_UP)

    with pytest.raises(TimeIsUp):
        answer(attempt, at=TIME_IS_UP)
    submit_what_is_out_of_time(at=TIME_IS_UP)

    attempt.refresh_from_db()
    assert AttemptEvent.objects.get().is_late
    assert attempt.has_passed is False
    assert attempt.is_expired


def test_a_late_answer_to_an_attempt_that_its_person_submitted_is_refused():
    attempt = attempt_with(**TIMED)
    hand_in(attempt)

    with pytest.raises(ValueError, match="is submitted"):
        answer(attempt, at=TIME_IS_UP)

    assert not AttemptEvent.objects.exists()


@pytest.mark.parametrize(("sent", "status"), [(send, 302), (save, 410)])
def test_an_answer_that_the_deadline_overtook_in_the_last_moment_is_kept_as_late(
    client, monkeypatch, sent, status
):
    attempt = attempt_with(**TIMED)

    def overtaken(**answered):
        monkeypatch.undo()
        clock.move_to(TIME_IS_UP)
        submit_what_is_out_of_time(at=TIME_IS_UP)
        return saving.save_sent_answer(**answered)

    with time_machine.travel(JUST_IN_TIME, tick=False) as clock:
        browser = sign_in(client, attempt)
        monkeypatch.setattr(saving, "save_sent_answer", overtaken)
        chosen = right_answer(attempt.drawn.questions[0])
        response = sent(browser, attempt, chosen=chosen, number=1)

    assert response.status_code == status
    assert AttemptEvent.objects.get().is_late
    attempt.refresh_from_db()
    assert attempt.has_passed is False


def test_when_the_time_is_up_what_was_saved_is_submitted_as_of_then():
    attempt = attempt_with(questions=1, **TIMED)
    answer(attempt, at=STARTED_AT)

    with time_machine.travel(TIME_IS_UP + timedelta(hours=3)):
        call_command("submit_expired")

    attempt.refresh_from_db()
    assert attempt.submitted_at == STARTED_AT + timedelta(minutes=20)
    assert Completion.objects.get().completed_at == attempt.submitted_at


def test_nobody_is_submitted_before_their_time():
    attempt = attempt_with(**TIMED)
    attempt_with()

    assert submit_what_is_out_of_time(at=JUST_IN_TIME) == 0

    attempt.refresh_from_db()
    assert not attempt.is_submitted


def test_a_paper_that_was_tampered_with_is_logged_and_keeps_nobody_else_waiting(caplog):
    tampered, other, another = (attempt_with(**TIMED) for _n in range(3))
    Attempt.objects.filter(pk=tampered.pk).update(paper=tampered.paper + " ")

    assert submit_what_is_out_of_time(at=TIME_IS_UP) == 2

    assert set(Attempt.objects.submitted()) == {other, another}
    [logged] = caplog.records
    assert logged.levelname == "ERROR"
    assert str(tampered.key) in logged.getMessage()


def test_a_page_that_is_sent_too_late_says_so_and_keeps_the_answer(client):
    attempt = attempt_with(**TIMED)
    with time_machine.travel(TIME_IS_UP):
        browser = sign_in(client, attempt)
        response = send(browser, attempt, 1, right_answer(attempt.drawn.questions[0]))
        page = text_of(browser.get(response.url))

    assert "The time was up at 14:20, so that answer came too late to count." in page
    assert "What you had saved by then was submitted." in page
    assert "1 answer came later. It is kept and was not marked." in page


def test_nobody_is_asked_to_put_right_what_comes_too_late_anyway(client):
    attempt = attempt_with(**TIMED)
    with time_machine.travel(TIME_IS_UP):
        response = send(sign_in(client, attempt), attempt, 1, "none of these")

    assert response.url == url("attempt_result", attempt)
    assert not AttemptEvent.objects.exists()


def test_a_script_that_saves_too_late_is_sent_to_the_result(client):
    attempt = attempt_with(**TIMED)
    with time_machine.travel(TIME_IS_UP):
        response = sign_in(client, attempt).post(
            url("attempt_save", attempt),
            {
                "chosen": right_answer(attempt.drawn.questions[0]),
                "idempotency_key": str(uuid4()),
                "after": 0,
                "token": save_token(attempt),
            },
        )

    assert (response.status_code, response.json()) == (
        410,
        {"result": url("attempt_result", attempt)},
    )
    assert AttemptEvent.objects.get().is_late


def test_a_deadline_that_the_browser_sends_changes_nothing(client):
    attempt = attempt_with(**TIMED)
    question = attempt.drawn.questions[0]
    forged = {"deadline_at": "2030-01-01T00:00", "is_late": "", "saved_at": "2026-03-02T14:01"}
    with time_machine.travel(TIME_IS_UP):
        send(sign_in(client, attempt), attempt, 1, right_answer(question), **forged)

    attempt.refresh_from_db()
    assert AttemptEvent.objects.get().is_late
    assert attempt.deadline_at == STARTED_AT + timedelta(minutes=20)


def test_the_page_says_until_when(client):
    attempt = attempt_with(**TIMED)
    with time_machine.travel(STARTED_AT):
        page = text_of(sign_in(client, attempt).get(url("attempt_question", attempt)))

    assert "You have until 14:20." in page

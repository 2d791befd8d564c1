"""Attempts under conditions, and what is done with them in the services."""

from uuid import uuid4

from learning.catalogue.models import Activity
from quizzes.models import Quiz
from quizzes.services import save_answer, start_attempt, submit_attempt
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
)


def attempt_with(*, questions=2, **conditions):
    quiz = QuizFactory(questions=QuestionFactory.create_batch(questions), **conditions)
    return AttemptFactory(quiz=quiz)


def answer(attempt, *, at, number=1, choose=right_answer, **save):
    question = attempt.drawn.questions[number - 1]
    return save_answer(
        attempt=attempt,
        question_key=question.key,
        answer=choose(question),
        idempotency_key=uuid4(),
        at=at,
        **save,
    )


def hand_in(attempt, at=STARTED_AT):
    return submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=at)


def try_again(attempt, at):
    return start_attempt(
        staff_member=attempt.staff_member,
        quiz=Quiz.objects.get(key=attempt.quiz_key),
        activity=Activity.objects.get(key=attempt.activity_key),
        content_version=1,
        content_sha256="",
        at=at,
    )


def sign_in(client, attempt):
    client.force_login(attempt.staff_member.user)
    return client

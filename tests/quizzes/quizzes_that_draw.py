"""Quizzes that draw, and people who take them."""

from uuid import uuid4

from quizzes.services import save_answer, submit_attempt
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
    wrong_answer,
)

COMPLAINTS = {"count": 2, "tags": "complaints"}


def complaints(count, **fields):
    return QuestionFactory.create_batch(count, tagged=["complaints"], **fields)


def drawing(*draws, questions=(), **fields):
    return QuizFactory(questions=questions, draws=draws, **fields)


def keys(questions):
    return {question.key for question in questions}


def asked(attempt):
    return keys(attempt.drawn.questions)


def take(quiz, person, activity, *, at=STARTED_AT, right=()):
    """Take the whole quiz, with only the questions in `right` right; returns the attempt."""
    attempt = AttemptFactory(quiz=quiz, staff_member=person, activity=activity, at=at)
    for question in attempt.drawn.questions:
        answer = right_answer if question.key in right else wrong_answer
        save_answer(
            attempt=attempt,
            question_key=question.key,
            answer=answer(question),
            idempotency_key=uuid4(),
            at=at,
        )
    return submit_attempt(key=attempt.key, staff_member=person, at=at)

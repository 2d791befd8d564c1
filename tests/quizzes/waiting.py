"""Attempts with something written in them, submitted."""

from datetime import timedelta
from uuid import uuid4

from quizzes.services import save_answer, submit_attempt
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
)
from tests.quizzes.answers import writing

SUBMITTED_AT = STARTED_AT + timedelta(minutes=9)
MARKED_AT = STARTED_AT + timedelta(days=3)
WROTE = "Dear Mx Unmistakable,\n\nI am <b>sorry</b>."


def a_quiz(*marked_by, pass_mark=80, **conditions):
    """One single choice, then a question to write an answer to for each."""
    written = [
        QuestionFactory(kind="writing", prompt="Write to them.", answer=writing(marked_by=each))
        for each in marked_by
    ]
    questions = [QuestionFactory(), *written]
    return QuizFactory(questions=questions, pass_mark=pass_mark, **conditions)


def answer_all(attempt, *, wrote=WROTE, chosen=right_answer):
    for question in attempt.drawn.questions:
        save_answer(
            attempt=attempt,
            question_key=question.key,
            answer=wrote if question.kind == "writing" else chosen(question),
            idempotency_key=uuid4(),
            at=STARTED_AT,
        )
    return attempt


def submit(attempt):
    return submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=SUBMITTED_AT)


def waiting(*marked_by, quiz=None, pass_mark=80, **kwargs):
    """A submitted attempt that waits for the marks of what was written."""
    quiz = quiz or a_quiz(*(marked_by or ["trainer"]), pass_mark=pass_mark)
    return submit(answer_all(AttemptFactory(quiz=quiz), **kwargs))


def written_in(attempt, which=0):
    return [each for each in attempt.drawn.questions if each.kind == "writing"][which]


def points_of(attempt, *which):
    """The ids of some points of the rubric: 0 weighs two of three, 1 the rest."""
    points = written_in(attempt).interaction.points
    return [points[each].id for each in which]

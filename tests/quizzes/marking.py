"""Marks given and changed in the services, and what came of them."""

from datetime import timedelta
from fractions import Fraction

from quizzes.models import Attempt
from quizzes.services import mark_answer, override_mark
from tests.factories.quizzes import AttemptFactory, wrong_answer
from tests.quizzes.waiting import MARKED_AT, answer_all, points_of, submit, written_in

LATER = MARKED_AT + timedelta(days=1)


def passed():
    return submit(answer_all(AttemptFactory()))


def failed():
    """A fail, because of its one choice, that a changed mark would make a pass."""
    return submit(answer_all(AttemptFactory(), chosen=wrong_answer))


def mark(attempt, by, *which, comment="", question=None):
    return mark_answer(
        attempt=attempt,
        question_key=(question or written_in(attempt)).key,
        points=points_of(attempt, *which),
        comment=comment,
        by=by,
        at=MARKED_AT,
    )


def change(mark, by, share, **kwargs):
    kwargs = {"reason": "As good in other words.", "at": LATER} | kwargs
    return override_mark(mark=mark, share=Fraction(share), by=by, **kwargs)


def mark_of_choice(attempt):
    [choice] = [each for each in attempt.drawn.questions if each.kind == "single"]
    return attempt.marks_in_force()[choice.key]


def reload(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def outcome_of(attempt):
    return reload(attempt).has_passed

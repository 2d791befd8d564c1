"""Marks that change another, and what becomes of the outcome."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from learning.people.permissions import Role
from learning.records.models import Completion, Void
from quizzes.models import Attempt, Mark
from quizzes.services import (
    AlreadyMarked,
    MarkRefused,
    OwnAnswer,
    ReasonMissing,
    mark_answer,
    override_mark,
)
from quizzes.services.ledger import new_mark
from tests.factories.people import UserFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory, wrong_answer
from tests.quizzes.waiting import (
    MARKED_AT,
    SUBMITTED_AT,
    answer_all,
    points_of,
    submit,
    waiting,
    written_in,
)

pytestmark = pytest.mark.django_db

LATER = MARKED_AT + timedelta(days=1)


@pytest.fixture
def trainer(db):
    return UserFactory(roles=[Role.TRAINERS], first_name="Bea", last_name="Marks")


def mark(attempt, trainer, *which, comment="", question=None):
    return mark_answer(
        attempt=attempt,
        question_key=(question or written_in(attempt)).key,
        points=points_of(attempt, *which),
        comment=comment,
        by=trainer,
        at=MARKED_AT,
    )


def change(mark, trainer, share, **kwargs):
    kwargs = {"reason": "As good in other words.", "at": LATER} | kwargs
    return override_mark(mark=mark, share=Fraction(share), by=trainer, **kwargs)


def mark_of_choice(attempt):
    [choice] = [each for each in attempt.drawn.questions if each.kind == "single"]
    return attempt.marks_in_force()[choice.key]


def reload(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def failed_by_choice():
    """A fail, because of the choice, that a changed mark would make a pass."""
    quiz = QuizFactory(pass_mark=80)
    return submit(answer_all(AttemptFactory(quiz=quiz), chosen=wrong_answer))


def passed():
    return submit(answer_all(AttemptFactory()))


def test_a_changed_mark_supersedes_the_one_before_and_both_stay(trainer):
    attempt = failed_by_choice()
    first = mark_of_choice(attempt)

    later = change(first, trainer, Fraction(1, 2))

    assert [each.source for each in attempt.marks.all()] == ["automatic", "override"]
    assert (later.supersedes, later.note.text) == (first, "As good in other words.")
    assert attempt.marks_in_force()[first.question_key] == later


def test_a_fail_that_a_changed_mark_makes_a_pass_is_recorded(trainer):
    attempt = failed_by_choice()

    change(mark_of_choice(attempt), trainer, 1)

    assert reload(attempt).has_passed
    completion = Completion.objects.get()
    assert (completion.completed_at, completion.recorded_at) == (SUBMITTED_AT, LATER)


def test_a_pass_stands_though_the_changed_mark_is_not_enough(trainer):
    attempt = passed()

    change(mark_of_choice(attempt), trainer, 0)

    assert reload(attempt).has_passed
    assert Completion.objects.standing().count() == 1


def test_a_pass_is_taken_away_where_that_is_said_and_its_completion_voided(trainer):
    attempt = passed()

    change(mark_of_choice(attempt), trainer, 0, takes_pass_away=True)

    assert reload(attempt).has_passed is False
    assert not Completion.objects.standing().exists()
    assert "As good in other words." in Void.objects.get().reason.text


def test_saying_so_takes_nothing_away_where_the_marks_are_still_enough(trainer):
    attempt = waiting(pass_mark=50)
    mark(attempt, trainer, 0, 1)

    change(mark_of_choice(attempt), trainer, Fraction(1, 4), takes_pass_away=True)

    assert reload(attempt).has_passed
    assert not Void.objects.exists()


def test_a_pass_taken_away_and_given_back_is_recorded_anew_and_the_void_stays(trainer):
    attempt = passed()
    change(mark_of_choice(attempt), trainer, 0, takes_pass_away=True)

    change(mark_of_choice(attempt), trainer, 1)

    assert reload(attempt).has_passed
    assert Completion.objects.count() == 2
    assert Completion.objects.standing().get().completed_at == SUBMITTED_AT
    assert attempt.completions.count() == 2


def test_a_changed_mark_leaves_a_waiting_attempt_waiting(trainer):
    attempt = waiting()

    change(mark_of_choice(attempt), trainer, 0)

    assert reload(attempt).is_waiting


def test_a_mark_that_was_changed_since_is_not_changed_unseen(trainer):
    attempt = failed_by_choice()
    in_view = mark_of_choice(attempt)
    change(in_view, trainer, Fraction(1, 2))

    with pytest.raises(AlreadyMarked):
        change(in_view, trainer, 1)


def test_no_mark_is_changed_without_a_reason_or_beyond_the_whole(trainer):
    mark = mark_of_choice(failed_by_choice())

    with pytest.raises(ReasonMissing):
        change(mark, trainer, 1, reason="  ")
    with pytest.raises(MarkRefused):
        change(mark, trainer, 2)

    assert Mark.objects.count() == 1


def test_nobody_changes_a_mark_of_their_own():
    attempt = failed_by_choice()

    with pytest.raises(OwnAnswer):
        change(mark_of_choice(attempt), attempt.staff_member.user, 1)


# What the database refuses


@pytest.mark.parametrize("source", ["override", "regrade"])
def test_a_first_mark_is_no_change_of_one(source):
    attempt = AttemptFactory()
    [question] = attempt.drawn.questions

    with pytest.raises(IntegrityError), transaction.atomic():
        new_mark(
            attempt=attempt,
            question_key=question.key,
            share=Fraction(1),
            source=source,
            at=MARKED_AT,
        ).save()


def test_a_mark_is_superseded_at_most_once_and_only_by_a_change(trainer):
    first = mark_of_choice(failed_by_choice())
    again = {
        "attempt": first.attempt,
        "question_key": first.question_key,
        "share": Fraction(1),
        "supersedes": first,
        "at": LATER,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        new_mark(**again, source="trainer").save()
    change(first, trainer, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        new_mark(**again, source="override").save()

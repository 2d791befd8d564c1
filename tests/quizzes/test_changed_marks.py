"""Marks that change another, and what becomes of the outcome."""

from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from learning.records.models import Completion, Void
from quizzes.models import Mark
from quizzes.services import (
    AlreadyMarked,
    MarkRefused,
    OwnAnswer,
    ReasonMissing,
)
from quizzes.services.ledger import new_mark
from tests.factories.quizzes import AttemptFactory
from tests.quizzes.marking import LATER, change, failed, mark, mark_of_choice, passed, reload
from tests.quizzes.waiting import (
    MARKED_AT,
    SUBMITTED_AT,
    waiting,
)

pytestmark = pytest.mark.django_db


def test_a_changed_mark_supersedes_the_one_before_and_both_stay(bea):
    attempt = failed()
    first = mark_of_choice(attempt)

    later = change(first, bea, Fraction(1, 2))

    assert [each.source for each in attempt.marks.all()] == ["automatic", "override"]
    assert (later.supersedes, later.note.text) == (first, "As good in other words.")
    assert attempt.marks_in_force()[first.question_key] == later


def test_a_fail_that_a_changed_mark_makes_a_pass_is_recorded(bea):
    attempt = failed()

    change(mark_of_choice(attempt), bea, 1)

    assert reload(attempt).has_passed
    completion = Completion.objects.get()
    assert (completion.completed_at, completion.recorded_at) == (SUBMITTED_AT, LATER)


def test_a_pass_stands_though_the_changed_mark_is_not_enough(bea):
    attempt = passed()

    change(mark_of_choice(attempt), bea, 0)

    assert reload(attempt).has_passed
    assert Completion.objects.standing().count() == 1


def test_a_pass_is_taken_away_where_that_is_said_and_its_completion_voided(bea):
    attempt = passed()

    change(mark_of_choice(attempt), bea, 0, takes_pass_away=True)

    assert reload(attempt).has_passed is False
    assert not Completion.objects.standing().exists()
    assert "As good in other words." in Void.objects.get().reason.text


def test_saying_so_takes_nothing_away_where_the_marks_are_still_enough(bea):
    attempt = waiting(pass_mark=50)
    mark(attempt, bea, 0, 1)

    change(mark_of_choice(attempt), bea, Fraction(1, 4), takes_pass_away=True)

    assert reload(attempt).has_passed
    assert not Void.objects.exists()


def test_a_pass_taken_away_and_given_back_is_recorded_anew_and_the_void_stays(bea):
    attempt = passed()
    change(mark_of_choice(attempt), bea, 0, takes_pass_away=True)

    change(mark_of_choice(attempt), bea, 1)

    assert reload(attempt).has_passed
    assert Completion.objects.count() == 2
    assert Completion.objects.standing().get().completed_at == SUBMITTED_AT
    assert attempt.completions.count() == 2


def test_a_changed_mark_leaves_a_waiting_attempt_waiting(bea):
    attempt = waiting()

    change(mark_of_choice(attempt), bea, 0)

    assert reload(attempt).is_waiting


def test_a_mark_that_was_changed_since_is_not_changed_unseen(bea):
    attempt = failed()
    in_view = mark_of_choice(attempt)
    change(in_view, bea, Fraction(1, 2))

    with pytest.raises(AlreadyMarked):
        change(in_view, bea, 1)


def test_no_mark_is_changed_without_a_reason_or_beyond_the_whole(bea):
    mark = mark_of_choice(failed())

    with pytest.raises(ReasonMissing):
        change(mark, bea, 1, reason="  ")
    with pytest.raises(MarkRefused):
        change(mark, bea, 2)

    assert Mark.objects.count() == 1


def test_nobody_changes_a_mark_of_their_own():
    attempt = failed()

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


def test_a_mark_is_superseded_at_most_once_and_only_by_a_change(bea):
    first = mark_of_choice(failed())
    again = {
        "attempt": first.attempt,
        "question_key": first.question_key,
        "share": Fraction(1),
        "supersedes": first,
        "at": LATER,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        new_mark(**again, source="trainer").save()
    change(first, bea, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        new_mark(**again, source="override").save()

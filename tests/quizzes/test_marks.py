"""Marks that a person gives."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from learning.people.permissions import Role
from learning.records.models import Completion
from quizzes.models import Attempt, AwaitedMark, Mark, MarkNote
from quizzes.services import (
    AlreadyMarked,
    MarkRefused,
    OwnAnswer,
    PaperChanged,
    mark_answer,
    mark_own_answer,
    start_attempt,
)
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import AttemptFactory
from tests.quizzes.marking import LATER, change, mark, mark_of_choice, reload
from tests.quizzes.waiting import (
    MARKED_AT,
    SUBMITTED_AT,
    a_quiz,
    answer_all,
    points_of,
    submit,
    waiting,
    written_in,
)

pytestmark = pytest.mark.django_db


def mark_own(attempt, *which, staff_member=None, question=None):
    return mark_own_answer(
        key=attempt.key,
        staff_member=staff_member or attempt.staff_member,
        question_key=(question or written_in(attempt)).key,
        points=points_of(attempt, *which),
        at=MARKED_AT,
    )


# Waiting


def test_what_was_written_waits_for_a_mark_and_the_attempt_for_its_outcome():
    attempt = waiting()

    assert attempt.is_waiting
    assert [each.source for each in attempt.marks.all()] == ["automatic"]
    assert AwaitedMark.objects.get().question_key == written_in(attempt).key
    assert not Completion.objects.exists()


def test_nothing_written_earns_nothing_and_waits_for_nobody():
    attempt = submit(AttemptFactory(quiz=a_quiz("trainer")))

    assert attempt.has_passed is False
    assert [each.awarded for each in attempt.marks.all()] == [0, 0]
    assert not AwaitedMark.objects.exists()


def test_starting_again_while_it_waits_goes_back_to_it():
    quiz, activity = a_quiz("trainer"), ActivityFactory()
    attempt = submit(answer_all(AttemptFactory(quiz=quiz, activity=activity)))

    again = start_attempt(
        staff_member=attempt.staff_member,
        quiz=quiz,
        activity=activity,
        content_version=1,
        content_sha256="",
        at=LATER,
    )

    assert again == attempt


@pytest.mark.parametrize("has_passed", [True, False])
def test_the_database_refuses_an_outcome_before_submitting(has_passed):
    attempt = AttemptFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(has_passed=has_passed)


# By a trainer


def test_the_last_mark_settles_it_and_the_day_of_submitting_is_the_day_that_counts(bea):
    attempt = waiting(pass_mark=80)

    given = mark(attempt, bea, 0)

    attempt = reload(attempt)
    completion = Completion.objects.get()
    assert (given.source, given.share, given.awarded) == ("trainer", "2/3", Decimal("0.6666"))
    assert given.points == points_of(attempt, 0)
    assert attempt.has_passed
    assert completion.completed_at == SUBMITTED_AT
    assert completion.recorded_at == MARKED_AT
    assert completion.marks_awarded == Decimal("1.6666")
    assert not AwaitedMark.objects.exists()


def test_too_few_points_found_is_a_fail_and_records_nothing(bea):
    attempt = waiting(pass_mark=80)

    mark(attempt, bea, 1)

    assert reload(attempt).has_passed is False
    assert not Completion.objects.exists()


def test_an_attempt_with_two_texts_waits_for_both_marks(bea):
    attempt = waiting("trainer", "trainer")
    first, second = written_in(attempt, 0), written_in(attempt, 1)

    mark(attempt, bea, 0, 1, question=first)
    assert reload(attempt).is_waiting

    mark_answer(
        attempt=attempt,
        question_key=second.key,
        points=[point.id for point in second.interaction.points],
        by=bea,
        at=MARKED_AT,
    )
    assert reload(attempt).has_passed


def test_who_marked_and_what_they_said_can_be_erased_and_the_ledger_stays_whole(bea):
    given = mark(waiting(), bea, 0, comment="You saw what mattered.")

    assert (given.note.by_name, given.note.text) == ("Bea Marks", "You saw what mattered.")
    assert len(given.note_digest) == 64
    MarkNote.objects.update(text="", by_name="")
    assert Mark.objects.get(pk=given.pk).note_digest == given.note_digest


def test_an_answer_that_somebody_has_marked_is_not_marked_again(bea):
    attempt = waiting()
    mark(attempt, bea, 0)

    with pytest.raises(AlreadyMarked):
        mark(attempt, UserFactory(roles=[Role.TRAINERS]), 1)

    assert attempt.marks.count() == 2


def test_nobody_marks_their_own_answer_as_a_trainer(bea):
    attempt = waiting()

    with pytest.raises(OwnAnswer):
        mark(attempt, attempt.staff_member.user, 0, 1)

    assert reload(attempt).is_waiting


def test_a_trainer_does_not_mark_what_people_mark_themselves(bea):
    attempt = waiting("self")

    with pytest.raises(AlreadyMarked):
        mark(attempt, bea, 0)


def test_a_point_that_the_rubric_does_not_have_is_refused_and_the_answer_waits_on(bea):
    attempt = waiting()

    with pytest.raises(MarkRefused):
        mark_answer(
            attempt=attempt,
            question_key=written_in(attempt).key,
            points=["nowhere"],
            by=bea,
            at=MARKED_AT,
        )

    assert AwaitedMark.objects.filter(attempt=attempt).exists()


def test_nothing_is_marked_against_a_paper_that_was_tampered_with(bea):
    attempt = waiting()
    Attempt.objects.filter(pk=attempt.pk).update(
        paper=attempt.paper.replace('"weight":1', '"weight":9')
    )

    with pytest.raises(PaperChanged):
        mark(attempt, bea, 1)
    with pytest.raises(PaperChanged):
        change(mark_of_choice(attempt), bea, 1)


# By the person


def test_somebody_marks_their_own_text_and_sees_their_outcome_at_once():
    attempt = waiting("self")

    given = mark_own(attempt, 0, 1)

    assert (given.source, given.awarded) == ("self", 1)
    assert given.by_key == attempt.staff_key
    assert reload(attempt).has_passed
    assert Completion.objects.get().completed_at == SUBMITTED_AT


def test_somebody_elses_text_is_not_there_to_mark():
    attempt = waiting("self")

    with pytest.raises(Attempt.DoesNotExist):
        mark_own(attempt, 0, staff_member=StaffMemberFactory())


@pytest.mark.parametrize("times", [0, 1])
def test_nobody_marks_for_themselves_what_is_not_theirs_to_mark(times):
    attempt = waiting("self" if times else "trainer")
    if times:
        mark_own(attempt, 0)

    with pytest.raises(AlreadyMarked):
        mark_own(attempt, 0, 1)

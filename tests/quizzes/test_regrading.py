"""Marking answers again by a newer key."""

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from learning.records.models import Completion, Void
from quizzes.models import Attempt, Mark, QuestionVersion
from quizzes.services import (
    PaperChanged,
    ReasonMissing,
    RegradeChanged,
    TimeIsUp,
    apply_regrade,
    override_mark,
    plan_regrade,
    save_answer,
    submit_attempt,
    submit_what_is_out_of_time,
)
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    wrong_answer,
)
from tests.quizzes.conditions import answer

pytestmark = pytest.mark.django_db

LATER = STARTED_AT + timedelta(days=2)
FIRST, SECOND, THIRD = range(3)


@pytest.fixture
def question(db):
    """Three choices; the first is right until `put_right` says that the second is."""
    return QuestionFactory()


@pytest.fixture
def quiz(question):
    return QuizFactory(questions=[question])


def sit(quiz, which):
    """A submitted attempt in which that choice was ticked."""
    attempt = AttemptFactory(quiz=quiz)
    [question] = attempt.drawn.questions
    save_answer(
        attempt=attempt,
        question_key=question.key,
        answer=[] if which is None else [question.interaction.choices[which].id],
        idempotency_key=uuid4(),
        at=STARTED_AT,
    )
    return submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)


def put_right(question, which=SECOND):
    for number, choice in enumerate(question.answer[0].value["choices"]):
        choice["is_right"] = number == which
    question.save_revision().publish()


def regrade(question, by, *, plan=None, **kwargs):
    return apply_regrade(
        question_key=question.key,
        digest=(plan or plan_regrade(question.key)).digest,
        by=by,
        **{"reason": "The key was wrong.", "at": LATER} | kwargs,
    )


def outcomes(*attempts):
    return [Attempt.objects.get(pk=attempt.pk).has_passed for attempt in attempts]


def test_looking_changes_nothing_and_says_who_would_change(question, quiz):
    passed, failed, neither = sit(quiz, FIRST), sit(quiz, SECOND), sit(quiz, THIRD)
    put_right(question)

    plan = plan_regrade(question.key).regrade

    assert [(each.number, each.before, each.after) for each in plan.effects] == [
        (passed.pk, 1, 0),
        (failed.pk, 0, 1),
    ]
    assert (plan.gives, plan.would_take) == (1, 1)
    assert outcomes(passed, failed, neither) == [True, False, False]
    assert Mark.objects.count() == 3


def test_passes_are_given_and_recorded_and_none_is_taken_away(question, quiz, bea):
    passed, failed = sit(quiz, FIRST), sit(quiz, SECOND)
    put_right(question)

    regrade(question, bea)

    assert outcomes(passed, failed) == [True, True]
    assert Completion.objects.standing().count() == 2
    given = failed.completions.get()
    assert (given.completed_at, given.recorded_at) == (STARTED_AT, LATER)
    mark = passed.marks_in_force()[question.key]
    assert (mark.source, mark.awarded, mark.note.text) == ("regrade", 0, "The key was wrong.")


def test_passes_are_taken_away_where_that_is_said(question, quiz, bea):
    passed, failed = sit(quiz, FIRST), sit(quiz, SECOND)
    put_right(question)

    regrade(question, bea, takes_passes_away=True)

    assert outcomes(passed, failed) == [False, True]
    assert not passed.completions.standing().exists()
    assert "The key was wrong." in Void.objects.get().reason.text


def test_doing_it_twice_changes_nothing_the_second_time(question, quiz, bea):
    sit(quiz, SECOND)
    put_right(question)
    plan = plan_regrade(question.key)
    regrade(question, bea, plan=plan)

    with pytest.raises(RegradeChanged) as again:
        regrade(question, bea, plan=plan)

    assert again.value.plan.regrade.effects == ()
    assert Mark.objects.count() == 2
    assert Completion.objects.count() == 1


def test_what_changed_since_it_was_looked_at_is_shown_again_instead(question, quiz, bea):
    sit(quiz, SECOND)
    put_right(question)
    plan = plan_regrade(question.key)
    put_right(question, THIRD)

    with pytest.raises(RegradeChanged):
        regrade(question, bea, plan=plan)

    assert Mark.objects.count() == 1


def test_an_attempt_of_an_older_version_that_is_submitted_late_is_looked_at_too(
    question, quiz, bea
):
    sit(quiz, SECOND)
    late = AttemptFactory(quiz=quiz)
    put_right(question)
    plan = plan_regrade(question.key)
    [asked] = late.drawn.questions
    save_answer(
        attempt=late,
        question_key=asked.key,
        answer=[asked.interaction.choices[SECOND].id],
        idempotency_key=uuid4(),
        at=STARTED_AT,
    )
    submit_attempt(key=late.key, staff_member=late.staff_member, at=LATER)

    with pytest.raises(RegradeChanged) as changed:
        regrade(question, bea, plan=plan)

    assert len(changed.value.plan.regrade.effects) == 2


def test_what_a_trainer_decided_is_not_touched(question, quiz, bea):
    attempt = sit(quiz, SECOND)
    override_mark(
        mark=attempt.marks_in_force()[question.key],
        share=Fraction(1, 4),
        reason="Nearly.",
        by=bea,
        at=LATER,
    )
    put_right(question)

    plan = plan_regrade(question.key).regrade

    assert (plan.effects, plan.by_a_person) == ((), 1)


def test_an_answer_that_no_longer_fits_is_left_and_counted(question, quiz):
    sit(quiz, THIRD)
    choices = question.answer[0].value["choices"]
    del choices[THIRD]
    question.save_revision().publish()

    assert plan_regrade(question.key).regrade.does_not_fit == 1


def test_choices_that_swap_their_words_with_the_key_take_no_mark_away(question, quiz):
    sit(quiz, FIRST)
    first, second, _third = question.answer[0].value["choices"]
    first["text"], second["text"] = second["text"], first["text"]
    put_right(question, SECOND)

    plan = plan_regrade(question.key).regrade

    assert (plan.effects, plan.other_words) == ((), 1)


def test_whoever_was_asked_the_newest_version_or_gave_no_answer_is_left_out(question, quiz):
    sit(quiz, None)
    put_right(question)
    sit(quiz, FIRST)

    assert plan_regrade(question.key).regrade.effects == ()


def test_an_answer_that_came_too_late_is_not_marked_by_the_new_key_either(question):
    timed = QuizFactory(questions=[question], minutes=20, minutes_reason="Callers do not wait.")
    attempt = AttemptFactory(quiz=timed)
    answer(attempt, at=STARTED_AT)
    with pytest.raises(TimeIsUp):
        answer(attempt, at=STARTED_AT + timedelta(minutes=31), choose=wrong_answer)
    submit_what_is_out_of_time(at=STARTED_AT + timedelta(minutes=32))
    put_right(question)

    [effect] = plan_regrade(question.key).regrade.effects

    assert (effect.number, effect.before, effect.after) == (attempt.pk, 1, 0)


def test_a_key_that_is_put_back_is_marked_by_again(question, quiz, bea):
    attempt = sit(quiz, SECOND)
    put_right(question)
    regrade(question, bea)
    put_right(question, FIRST)

    [effect] = plan_regrade(question.key).regrade.effects

    assert (effect.number, effect.before, effect.after) == (attempt.pk, 1, 0)


def test_no_answer_is_marked_again_without_a_reason(question, quiz, bea):
    sit(quiz, SECOND)
    put_right(question)

    with pytest.raises(ReasonMissing):
        regrade(question, bea, reason=" ")

    assert Mark.objects.count() == 1


def test_one_tampered_paper_stops_all_of_it(question, quiz, bea):
    sit(quiz, SECOND)
    tampered = sit(quiz, SECOND)
    put_right(question)
    plan = plan_regrade(question.key)
    Attempt.objects.filter(pk=tampered.pk).update(paper=tampered.paper + " ")

    with pytest.raises(PaperChanged):
        regrade(question, bea, plan=plan)

    assert Mark.objects.count() == 2


def test_a_question_that_was_never_published_has_nothing_to_mark_again():
    with pytest.raises(QuestionVersion.DoesNotExist):
        plan_regrade(uuid4())


def test_looking_costs_the_same_for_one_attempt_as_for_ten(
    question, quiz, django_assert_max_num_queries
):
    sit(quiz, SECOND)
    put_right(question)
    with django_assert_max_num_queries(5):
        plan_regrade(question.key)
    put_right(question, FIRST)
    for _time in range(9):
        sit(quiz, SECOND)
    put_right(question, SECOND)

    with django_assert_max_num_queries(5):
        assert len(plan_regrade(question.key).regrade.effects) == 10

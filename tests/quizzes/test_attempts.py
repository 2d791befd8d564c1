from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import Completion
from quizzes.models import Attempt, AttemptEvent, Mark, QuestionVersion, Quiz
from quizzes.services import (
    AnswerRefused,
    AttemptIsSubmitted,
    NothingToAsk,
    PaperChanged,
    RepeatedKey,
    save_answer,
    start_attempt,
    submit_attempt,
)
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
    wrong_answer,
)

pytestmark = pytest.mark.django_db

LATER = STARTED_AT + timedelta(minutes=9)


def answer(attempt, chosen, *, question=None, key=None, at=LATER, after=None):
    return save_answer(
        attempt=attempt,
        question_key=(question or attempt.drawn.questions[0]).key,
        answer=chosen,
        idempotency_key=key or uuid4(),
        at=at,
        after=after,
    )


def start_again(attempt):
    return start_attempt(
        staff_member=StaffMember.objects.get(key=attempt.staff_key),
        quiz=Quiz.objects.get(key=attempt.quiz_key),
        activity=Activity.objects.get(key=attempt.activity_key),
        content_version=2,
        content_sha256="b" * 64,
        at=LATER,
    )


# Starting


def test_starting_freezes_the_paper_as_it_is_published():
    question = QuestionFactory(prompt="As it was")
    quiz = QuizFactory(questions=[question], pass_mark=75)
    attempt = AttemptFactory(quiz=quiz)

    question.prompt = "Reworded"
    question.save_revision().publish()
    quiz.pass_mark = 100
    quiz.save_revision().publish()

    attempt = Attempt.objects.get(pk=attempt.pk)
    assert attempt.drawn.questions[0].prompt == "As it was"
    assert attempt.drawn.quiz.pass_mark == 75


def test_the_next_attempt_gets_the_newest_version():
    question = QuestionFactory(prompt="As it was")
    quiz = QuizFactory(questions=[question])
    question.prompt = "Reworded"
    question.save_revision().publish()

    [asked] = AttemptFactory(quiz=quiz).drawn.questions

    assert (asked.prompt, asked.version) == ("Reworded", 2)


def test_starting_again_goes_on_with_the_open_attempt():
    attempt = AttemptFactory()

    again = start_again(attempt)

    assert again == attempt


def test_an_open_attempt_can_be_finished_though_its_quiz_was_unpublished():
    quiz = QuizFactory()
    attempt = AttemptFactory(quiz=quiz)
    quiz.unpublish()

    again = start_again(attempt)

    assert again == attempt


def test_after_submitting_a_new_attempt_opens():
    attempt = AttemptFactory(answered="wrong")
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)

    again = start_again(attempt)

    assert again != attempt


def test_a_question_unpublished_since_is_no_longer_asked():
    kept, gone = QuestionFactory(), QuestionFactory()
    quiz = QuizFactory(questions=[kept, gone])
    gone.unpublish()

    attempt = AttemptFactory(quiz=quiz)

    assert [question.key for question in attempt.drawn.questions] == [kept.key]


def test_a_question_deleted_since_is_no_longer_asked():
    kept, gone = QuestionFactory(), QuestionFactory()
    quiz = QuizFactory(questions=[kept, gone])
    gone.delete()

    attempt = AttemptFactory(quiz=type(quiz).objects.get(pk=quiz.pk))

    assert [question.key for question in attempt.drawn.questions] == [kept.key]


def test_a_draft_quiz_cannot_be_started():
    with pytest.raises(NothingToAsk):
        AttemptFactory(quiz=QuizFactory(published=False))


def test_a_quiz_with_no_published_question_left_cannot_be_started():
    question = QuestionFactory()
    quiz = QuizFactory(questions=[question])
    question.unpublish()

    with pytest.raises(NothingToAsk):
        AttemptFactory(quiz=quiz)


def test_a_publish_that_was_cut_short_is_made_good_at_the_start():
    question = QuestionFactory(prompt="Before")
    quiz = QuizFactory(questions=[question])
    type(question).objects.filter(pk=question.pk).update(prompt="After, and never frozen")

    [asked] = AttemptFactory(quiz=type(quiz).objects.get(pk=quiz.pk)).drawn.questions

    assert asked.prompt == "After, and never frozen"
    newest = QuestionVersion.objects.newest_of([question.key])[question.key]
    assert (newest.number, newest.sha256) == (2, asked.sha256)


def test_starting_costs_as_many_queries_for_ten_questions_as_for_one(
    django_assert_max_num_queries,
):
    for count in (1, 10):
        staff_member, activity = StaffMemberFactory(), ActivityFactory()
        quiz = QuizFactory(questions=QuestionFactory.create_batch(count))
        quiz = type(quiz).objects.get(pk=quiz.pk)
        with django_assert_max_num_queries(12):
            start_attempt(
                staff_member=staff_member,
                quiz=quiz,
                activity=activity,
                content_version=1,
                content_sha256="",
                at=STARTED_AT,
            )


# Saving


def test_the_last_answer_saved_is_the_one_that_counts_and_all_are_kept():
    attempt = AttemptFactory()
    [question] = attempt.drawn.questions

    answer(attempt, wrong_answer(question))
    answer(attempt, right_answer(question))

    assert attempt.events.count() == 2
    assert attempt.responses()[question.key] == right_answer(question)


def test_the_same_save_sent_twice_is_one_save():
    attempt = AttemptFactory()
    [question] = attempt.drawn.questions
    key = uuid4()

    first = answer(attempt, right_answer(question), key=key)
    again = answer(attempt, right_answer(question), key=key, at=LATER + timedelta(minutes=1))

    assert again == first
    assert again.saved_at == LATER
    assert attempt.events.count() == 1


def test_a_key_used_before_for_another_answer_is_refused():
    attempt = AttemptFactory()
    [question] = attempt.drawn.questions
    key = uuid4()
    answer(attempt, right_answer(question), key=key)

    with pytest.raises(RepeatedKey):
        answer(attempt, wrong_answer(question), key=key)
    with pytest.raises(RepeatedKey):
        answer(
            AttemptFactory(quiz=Quiz.objects.get(key=attempt.quiz_key)),
            right_answer(question),
            key=key,
        )


def test_choosing_nothing_takes_an_answer_back():
    attempt = AttemptFactory(answered="right")

    answer(attempt, [])

    assert (
        submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER).has_passed
        is False
    )


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(lambda question: ["not a choice"], id="a choice that is nowhere"),
        pytest.param(lambda question: [str(uuid4())], id="a choice of no question"),
        pytest.param(
            lambda question: [choice.id for choice in question.interaction.choices],
            id="several of one",
        ),
    ],
)
def test_an_answer_that_is_not_on_the_paper_is_refused(chosen):
    attempt = AttemptFactory()

    with pytest.raises(AnswerRefused):
        answer(attempt, chosen(attempt.drawn.questions[0]))

    assert not attempt.events.exists()


def test_a_choice_of_another_question_is_refused():
    attempt = AttemptFactory(quiz=QuizFactory(questions=QuestionFactory.create_batch(2)))
    first, second = attempt.drawn.questions

    with pytest.raises(AnswerRefused):
        answer(attempt, right_answer(second), question=first)


def test_a_question_that_is_not_on_the_paper_is_refused():
    elsewhere = AttemptFactory()

    with pytest.raises(AnswerRefused):
        answer(AttemptFactory(), [], question=elsewhere.drawn.questions[0])


def test_a_submitted_attempt_takes_no_more_answers():
    attempt = AttemptFactory(answered="wrong")
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)

    with pytest.raises(AttemptIsSubmitted):
        answer(attempt, right_answer(attempt.drawn.questions[0]))

    assert attempt.events.count() == 1


def test_a_save_repeated_after_submitting_is_still_the_same_save():
    attempt = AttemptFactory()
    [question] = attempt.drawn.questions
    key = uuid4()
    first = answer(attempt, right_answer(question), key=key)
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)

    assert answer(attempt, right_answer(question), key=key) == first


def test_saving_costs_one_statement_and_its_transaction(django_assert_num_queries):
    attempt = AttemptFactory()
    [question] = attempt.drawn.questions

    with django_assert_num_queries(3):
        answer(attempt, right_answer(question), after=0)


# Submitting


def test_a_pass_is_marked_and_recorded():
    attempt = AttemptFactory(answered="right")

    submitted = submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)

    assert submitted.has_passed
    completion = Completion.objects.get()
    assert completion.staff_key == attempt.staff_key
    assert completion.activity_key == attempt.activity_key
    assert (completion.source, completion.source_key) == ("quiz", attempt.key)
    assert completion.completed_at == LATER
    assert completion.paper_sha256 == attempt.paper_sha256
    assert completion.content_version == attempt.content_version
    assert (completion.pass_mark, completion.marks_awarded, completion.marks_available) == (
        80,
        1,
        1,
    )


def test_a_fail_is_marked_and_records_nothing():
    attempt = AttemptFactory(answered="wrong")
    submitted = submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)

    assert submitted.has_passed is False
    assert not Completion.objects.exists()


def test_every_question_gets_its_mark():
    quiz = QuizFactory(questions=QuestionFactory.create_batch(3), pass_mark=30)
    attempt = AttemptFactory(quiz=quiz)
    first, second, _unanswered = attempt.drawn.questions
    answer(attempt, right_answer(first), question=first)
    answer(attempt, wrong_answer(second), question=second)

    assert submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER).has_passed

    assert [(mark.awarded, mark.available) for mark in attempt.marks.all()] == [
        (1, 1),
        (0, 1),
        (0, 1),
    ]


def test_submitting_twice_gives_one_result():
    attempt = AttemptFactory(answered="right")

    first = submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)
    again = submit_attempt(
        key=attempt.key, staff_member=attempt.staff_member, at=LATER + timedelta(minutes=1)
    )

    assert again == first
    assert again.submitted_at == LATER
    assert Mark.objects.count() == 1
    assert Completion.objects.count() == 1


def test_later_edits_touch_no_running_attempt():
    question = QuestionFactory()
    attempt = AttemptFactory(quiz=QuizFactory(questions=[question]))
    answer(attempt, right_answer(attempt.drawn.questions[0]))
    first, second, _third = question.answer[0].value["choices"]
    first["is_right"], second["is_right"] = False, True
    question.save_revision().publish()

    assert submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER).has_passed


def test_nothing_is_marked_against_a_paper_that_was_tampered_with():
    attempt = AttemptFactory(answered="wrong")
    Attempt.objects.filter(pk=attempt.pk).update(
        paper=attempt.paper.replace('"is_right":false', '"is_right":true')
    )

    with pytest.raises(PaperChanged):
        submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)

    assert not Mark.objects.exists()


@pytest.mark.parametrize("model", [AttemptEvent, Mark])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET question_key = question_key", "DELETE FROM {}"]
)
def test_the_database_refuses_to_change_an_answer_or_a_mark(model, statement):
    attempt = AttemptFactory(answered="right")
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        transaction.get_connection().cursor() as cursor,
    ):
        cursor.execute(statement.format(model._meta.db_table))

"""What happens when two things happen at once, with real threads and real commits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from fractions import Fraction
from threading import Barrier, Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, transaction

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.people.permissions import Role
from learning.records.models import Completion, LedgerEntry
from quizzes.models import Attempt, AttemptEvent, Mark, Question, QuestionVersion, Quiz
from quizzes.services import (
    AlreadyMarked,
    AnswerIsFinal,
    AttemptIsSubmitted,
    RegradeChanged,
    apply_regrade,
    freeze_question,
    mark_answer,
    override_mark,
    plan_regrade,
    save_answer,
    start_attempt,
    submit_attempt,
)
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
    wrong_answer,
)
from tests.quizzes.waiting import MARKED_AT, answer_all, points_of, submit, waiting, written_in

pytestmark = pytest.mark.usefixtures("fresh_database")

TIMES = 6
LATER = STARTED_AT + timedelta(minutes=9)


def at_once(*actions):
    """Do all of them at the same moment, each on a connection of its own. A refusal is a result."""
    ready = Barrier(len(actions))

    def act(action):
        try:
            connection.ensure_connection()
            ready.wait(timeout=20)
            return action()
        except ValueError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(act, actions))


def save(attempt, answer):
    [question] = attempt.drawn.questions
    return save_answer(
        attempt=attempt,
        question_key=question.key,
        answer=answer,
        idempotency_key=uuid4(),
        at=LATER,
    )


def test_submitting_at_once_makes_one_completion():
    attempt = AttemptFactory(answered="right")

    results = at_once(
        *[lambda: submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=LATER)]
        * TIMES
    )

    assert [result.has_passed for result in results] == [True] * TIMES
    assert Completion.objects.count() == 1
    assert LedgerEntry.objects.count() == 1
    assert Mark.objects.count() == 1


def test_starting_at_once_opens_one_attempt():
    staff_member, quiz, activity = StaffMemberFactory(), QuizFactory(), ActivityFactory()

    def start():
        return start_attempt(
            staff_member=StaffMember.objects.get(pk=staff_member.pk),
            quiz=Quiz.objects.get(pk=quiz.pk),
            activity=Activity.objects.get(pk=activity.pk),
            content_version=1,
            content_sha256="",
            at=STARTED_AT,
        )

    started = at_once(*[start] * TIMES)

    assert {attempt.pk for attempt in started} == {Attempt.objects.get().pk}


def test_the_same_save_sent_at_once_is_one_save():
    attempt = AttemptFactory()
    [question] = attempt.drawn.questions
    key = uuid4()

    def save():
        return save_answer(
            attempt=attempt,
            question_key=question.key,
            answer=right_answer(question),
            idempotency_key=key,
            at=LATER,
        )

    saved = at_once(*[save] * TIMES)

    assert {event.pk for event in saved} == {AttemptEvent.objects.get().pk}


def test_an_answer_counts_or_is_refused_but_is_never_taken_in_and_left_unmarked():
    """Saving and submitting at once: whichever came first, the mark agrees with what was kept."""
    quiz = QuizFactory(questions=[QuestionFactory()])
    for _time in range(TIMES):
        attempt = AttemptFactory(quiz=quiz)
        [question] = attempt.drawn.questions
        save = {
            "attempt": attempt,
            "question_key": question.key,
            "answer": right_answer(question),
            "idempotency_key": uuid4(),
            "at": LATER,
        }

        saved, submitted = at_once(
            lambda save=save: save_answer(**save),
            lambda attempt=attempt: submit_attempt(
                key=attempt.key, staff_member=attempt.staff_member, at=LATER
            ),
        )

        was_kept = attempt.events.exists()
        assert was_kept is isinstance(saved, AttemptEvent)
        assert was_kept or isinstance(saved, AttemptIsSubmitted)
        assert submitted.has_passed is was_kept


def test_no_answer_follows_a_final_one_that_is_just_being_written():
    attempt = AttemptFactory()
    [question] = attempt.drawn.questions
    seen = save(attempt, wrong_answer(question))
    closed = Event()

    def close():
        """The statement of `make_answer_final`, with time to look on before it is over."""
        final = AttemptEvent(
            attempt=attempt,
            question_key=question.key,
            response=seen.response,
            after=seen.pk,
            is_final=True,
            saved_at=LATER,
        )
        with transaction.atomic():
            AttemptEvent.objects.append_while_open(final)
            closed.set()
            sleep(0.5)

    def save_without_saying_after_what():
        closed.wait(timeout=20)
        return save(attempt, right_answer(question))

    _closed, saved = at_once(close, save_without_saying_after_what)

    assert isinstance(saved, AnswerIsFinal)
    assert attempt.responses() == {question.key: seen.response}


def test_freezing_at_once_makes_one_version():
    question = QuestionFactory()
    Question.objects.filter(pk=question.pk).update(prompt="Reworded")

    versions = at_once(*[lambda: freeze_question(question=question, at=LATER)] * TIMES)

    assert {version.number for version in versions} == {2}
    assert QuestionVersion.objects.filter(question_key=question.key).count() == 2


def test_of_two_trainers_who_mark_at_once_one_does_and_the_others_are_told():
    attempt = waiting()
    trainers = [UserFactory(roles=[Role.TRAINERS]) for _time in range(TIMES)]
    points = points_of(attempt, 0, 1)

    def mark(trainer):
        return mark_answer(
            attempt=Attempt.objects.get(pk=attempt.pk),
            question_key=written_in(attempt).key,
            points=points,
            by=trainer,
            at=MARKED_AT,
        )

    results = at_once(*[lambda trainer=trainer: mark(trainer) for trainer in trainers])

    assert sum(isinstance(result, Mark) for result in results) == 1
    assert sum(isinstance(result, AlreadyMarked) for result in results) == TIMES - 1
    assert Completion.objects.count() == 1
    assert attempt.marks.count() == 2


def test_of_two_who_change_a_mark_at_once_one_does_and_the_others_are_told():
    attempt = submit(answer_all(AttemptFactory(), chosen=wrong_answer))
    [mark] = attempt.marks.all()
    trainer = UserFactory(roles=[Role.TRAINERS])

    def change():
        return override_mark(
            mark=mark, share=Fraction(1), reason="As good.", by=trainer, at=MARKED_AT
        )

    results = at_once(*[change] * TIMES)

    assert sum(isinstance(result, Mark) for result in results) == 1
    assert sum(isinstance(result, AlreadyMarked) for result in results) == TIMES - 1
    assert Completion.objects.count() == 1


def test_marking_again_at_once_is_done_once():
    question = QuestionFactory()
    quiz = QuizFactory(questions=[question])
    for _time in range(3):
        submit(answer_all(AttemptFactory(quiz=quiz), chosen=wrong_answer))
    first, second, _third = question.answer[0].value["choices"]
    first["is_right"], second["is_right"] = False, True
    question.save_revision().publish()
    digest = plan_regrade(question.key).digest
    trainer = UserFactory(roles=[Role.TRAINERS])

    def again():
        return apply_regrade(
            question_key=question.key, digest=digest, reason="Wrong.", by=trainer, at=MARKED_AT
        )

    results = at_once(*[again] * 3)

    assert sum(isinstance(result, RegradeChanged) for result in results) == 2
    assert Mark.objects.filter(source="regrade").count() == 3
    assert Completion.objects.count() == 3

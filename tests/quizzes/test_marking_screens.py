"""Trainers' screens: the queue, an answer to mark, an attempt and a mark to change."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.people.permissions import Role
from learning.records.models import Void
from quizzes.models import Attempt, AwaitedMark
from quizzes.services import mark_answer, override_mark
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, QuestionFactory
from tests.quizzes.marking import failed, outcome_of, passed
from tests.quizzes.sitting import text_of
from tests.quizzes.waiting import (
    MARKED_AT,
    a_quiz,
    answer_all,
    points_of,
    submit,
    waiting,
    written_in,
)

pytestmark = pytest.mark.django_db

QUEUE, ATTEMPTS = "awaited_mark:index", "attempt:index"


def page_of_mark(attempt):
    return reverse("awaited_mark:mark", args=[attempt.awaited.get().pk])


def page_to_change(attempt):
    return reverse("attempt:override", args=[attempt.marks.order_by("-pk").first().pk])


# The queue


def test_the_queue_lists_what_waits_for_a_trainer_by_quiz_and_without_names(trainer):
    kept, other = a_quiz("trainer"), a_quiz("trainer")
    other.title = "Another quiz"
    other.save_revision().publish()
    attempt = submit(
        answer_all(
            AttemptFactory(quiz=kept, staff_member=StaffMemberFactory(last_name="Unmistakable"))
        )
    )
    elsewhere = waiting(quiz=other)
    waiting("self")

    everything = trainer.get(reverse(QUEUE))
    page = text_of(trainer.get(reverse(QUEUE) + f"?quiz={kept.pk}"))

    assert [row.attempt for row in everything.context["object_list"]] == [attempt, elsewhere]
    assert "Unmistakable" not in text_of(everything)
    assert page_of_mark(attempt) in page
    assert page_of_mark(elsewhere) not in page


def test_an_empty_queue_says_what_fills_it(trainer):
    assert "No answer waits for a mark. When somebody submits" in text_of(
        trainer.get(reverse(QUEUE))
    )


def test_a_trainer_does_not_find_what_they_wrote_themselves(client):
    attempt = waiting()
    user = attempt.staff_member.user
    user.groups.add(*UserFactory(roles=[Role.TRAINERS]).groups.all())
    client.force_login(user)

    assert list(client.get(reverse(QUEUE)).context["object_list"]) == []
    assert client.get(page_of_mark(attempt)).status_code == 302


@pytest.mark.parametrize(("name", "make"), [(QUEUE, waiting), (ATTEMPTS, failed)])
def test_a_list_costs_the_same_however_long_it_is(trainer, name, make):
    costs = []
    for count in (1, 5):
        for _time in range(count):
            make()
        trainer.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            trainer.get(reverse(name))
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 15


# Marking


def test_a_trainer_reads_the_text_with_the_rubric_and_marks_it(trainer):
    attempt = waiting()

    page = text_of(trainer.get(page_of_mark(attempt)))
    assert "I am &lt;b&gt;sorry&lt;/b&gt;." in page
    assert "Says sorry first (counts 2 of 3) – In so many words." in page
    assert attempt.staff_member.last_name not in page

    response = trainer.post(
        page_of_mark(attempt), {"points": points_of(attempt, 0), "comment": "Say when."}
    )

    assert response.url == reverse(QUEUE)
    mark = attempt.marks.get(source="trainer")
    assert (mark.share, mark.note.text) == ("2/3", "Say when.")
    assert outcome_of(attempt)
    assert "0.66 of 1" in text_of(trainer.get(reverse("attempt:inspect", args=[attempt.pk])))


def test_the_second_trainer_is_told_and_nothing_of_theirs_is_kept(trainer):
    attempt = waiting()
    page = page_of_mark(attempt)
    mark_answer(
        attempt=attempt,
        question_key=written_in(attempt).key,
        points=[],
        by=UserFactory(roles=[Role.TRAINERS]),
        at=MARKED_AT,
    )

    told = trainer.post(page, {"points": points_of(attempt, 0, 1)}, follow=True)

    assert "somebody has marked it. Yours is not kept." in text_of(told)
    assert attempt.marks.get(source="trainer").awarded == 0


def test_a_point_that_is_not_on_the_page_is_refused_and_it_waits_on(trainer):
    attempt = waiting()

    page = text_of(trainer.post(page_of_mark(attempt), {"points": ["nowhere"]}))

    assert "Choose from the points on this page." in page
    assert AwaitedMark.objects.filter(attempt=attempt).exists()


# Changing a mark


def test_a_trainer_finds_an_attempt_by_its_reference_and_sees_its_marks_without_a_name(trainer):
    attempt, other = failed(), failed()

    found = trainer.get(reverse(ATTEMPTS) + f"?reference={attempt.pk}")
    page = text_of(trainer.get(reverse("attempt:inspect", args=[attempt.pk])))

    assert list(found.context["object_list"]) == [attempt]
    assert other not in found.context["object_list"]
    assert "Marked by the system" in page
    assert 'aria-label="Marks given to question 1"' in page
    assert "0 of 1" in page
    assert page_to_change(attempt) in page
    assert attempt.staff_member.last_name not in page


def test_an_open_attempt_is_not_listed(trainer):
    attempt = AttemptFactory()

    assert list(trainer.get(reverse(ATTEMPTS)).context["object_list"]) == []
    assert trainer.get(reverse("attempt:inspect", args=[attempt.pk])).status_code == 404


def test_a_changed_mark_is_logged_and_what_became_of_it_is_said(trainer):
    attempt = failed()

    page = text_of(
        trainer.post(
            page_to_change(attempt), {"per_cent": "100", "reason": "As good."}, follow=True
        )
    )

    assert "It is now a pass, and the completion is recorded." in page
    assert "As good." in page
    assert outcome_of(attempt)
    entry = ModelLogEntry.objects.get(action="quizzes.override_mark")
    assert entry.data["mark"] == attempt.marks.last().pk
    assert "As good." not in str(entry.data)


def test_a_trainer_alone_takes_no_pass_away_and_is_told_who_can(trainer):
    attempt = passed()
    page = text_of(trainer.get(page_to_change(attempt)))
    assert "Only somebody who may also void completions, such as HR, can take it away." in page

    sent = {"per_cent": "0", "reason": "Wrong.", "takes_pass_away": "on"}
    page = text_of(trainer.post(page_to_change(attempt), sent, follow=True))

    assert "The mark is changed. The pass stands." in page
    assert outcome_of(attempt)


def test_who_may_void_completions_too_takes_a_pass_away_by_saying_so(trainer_and_hr):
    attempt = passed()
    assert "Take the pass away" in text_of(trainer_and_hr.get(page_to_change(attempt)))

    sent = {"per_cent": "0", "reason": "Wrong.", "takes_pass_away": "on"}
    page = text_of(trainer_and_hr.post(page_to_change(attempt), sent, follow=True))

    assert "The pass is taken away, and its completion is voided." in page
    assert outcome_of(attempt) is False
    assert Void.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"per_cent": "50", "reason": " "}, id="without a reason"),
        pytest.param({"per_cent": "101", "reason": "As good."}, id="more than the whole"),
        pytest.param({"per_cent": "-1", "reason": "As good."}, id="less than nothing"),
        pytest.param({"reason": "As good."}, id="no mark"),
    ],
)
def test_what_is_no_change_of_a_mark_is_refused(trainer, sent):
    attempt = failed()

    assert trainer.post(page_to_change(attempt), sent).status_code == 200
    assert attempt.marks.count() == 1


def test_a_mark_changed_meanwhile_is_not_changed_unseen(trainer):
    attempt = failed()
    page = page_to_change(attempt)
    override_mark(
        mark=attempt.marks.get(),
        share=Fraction(1, 2),
        reason="Nearly.",
        by=UserFactory(roles=[Role.TRAINERS]),
        at=MARKED_AT,
    )

    told = trainer.post(page, {"per_cent": "100", "reason": "As good."}, follow=True)

    assert "Somebody changed this mark in the meantime." in text_of(told)
    assert outcome_of(attempt) is False


# Who may


@pytest.mark.parametrize("role", [role for role in [None, *Role] if role != Role.TRAINERS], ids=str)
def test_nobody_but_trainers_opens_a_marking_screen(client, role):
    attempt, question = waiting(), QuestionFactory()
    user = UserFactory(roles=[role]) if role else StaffMemberFactory().user
    client.force_login(user)
    screens = [
        reverse(QUEUE),
        page_of_mark(attempt),
        reverse(ATTEMPTS),
        reverse("attempt:inspect", args=[attempt.pk]),
        page_to_change(attempt),
        reverse("regrade_question", args=[question.pk]),
    ]

    for screen in screens:
        for response in (client.get(screen), client.post(screen, {"reason": "x"})):
            assert response.status_code in (302, 403, 405), screen
            assert "sorry" not in response.content.decode()
    assert Attempt.objects.get(pk=attempt.pk).is_waiting
    assert attempt.marks.count() == 1


def test_trainers_find_their_work_in_the_training_menu_and_others_do_not(client):
    client.force_login(UserFactory(roles=[Role.TRAINERS]))
    assert "Answers to mark" in text_of(client.get(reverse("wagtailadmin_home")))

    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))
    assert "Answers to mark" not in text_of(client.get(reverse("wagtailadmin_home")))

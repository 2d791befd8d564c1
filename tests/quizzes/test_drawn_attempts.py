"""Attempts at quizzes that draw: what each asks, and what the person met before."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.catalogue.models import Activity
from quizzes.models import Attempt, Mark, Question, QuestionVersion, Quiz
from quizzes.services import NothingToAsk, freeze_question, start_attempt
from quizzes.services.drawing import draw_paper
from tests.factories.catalogue import ActivityFactory
from tests.factories.modules import ModulePageFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.quizzes import STARTED_AT, AttemptFactory, QuestionFactory
from tests.quizzes.quizzes_that_draw import COMPLAINTS, asked, complaints, drawing, keys, take

pytestmark = pytest.mark.django_db


def test_an_attempt_asks_so_many_of_what_fits_and_keeps_them():
    fit = complaints(5)
    QuestionFactory.create_batch(3)
    attempt = AttemptFactory(quiz=drawing({"count": 3, "tags": "complaints"}))

    assert len(attempt.drawn.questions) == 3
    assert asked(attempt) < keys(fit)

    for question in fit:
        question.tags.clear()
        question.save()
        question.unpublish()
    assert asked(Attempt.objects.get(pk=attempt.pk)) == asked(attempt)


def test_the_same_seed_and_history_draw_the_same_paper_again():
    complaints(12)
    quiz = drawing(
        {"count": 4, "tags": "complaints", "prefers": "not_last_time"}, shuffles_choices=True
    )
    person, activity = StaffMemberFactory(), ActivityFactory()
    before = take(quiz, person, activity)
    paper = AttemptFactory(quiz=quiz, staff_member=person, activity=activity).drawn
    at = STARTED_AT + timedelta(days=400)

    again = draw_paper(quiz=quiz, staff_member=person, seed=paper.seed, at=at)
    elsewise = draw_paper(quiz=quiz, staff_member=person, seed="another", at=at)

    assert again.as_json() == paper.as_json()
    assert keys(elsewise.questions) != keys(paper.questions)
    assert not keys(paper.questions) & asked(before)


def test_two_people_get_drawings_of_their_own():
    complaints(12)
    quiz = drawing({"count": 4, "tags": "complaints"})

    papers = {frozenset(asked(AttemptFactory(quiz=quiz))) for _n in range(6)}

    assert len(papers) > 1


def test_none_of_the_last_time_comes_again_and_of_the_time_before_it_may():
    complaints(4)
    quiz = drawing(COMPLAINTS | {"prefers": "not_last_time"})
    person, activity = StaffMemberFactory(), ActivityFactory()

    first, second, third = (
        asked(take(quiz, person, activity, at=STARTED_AT + timedelta(days=day))) for day in range(3)
    )

    assert not first & second
    assert not second & third
    assert first == third


def test_somebody_elses_last_time_is_not_avoided():
    complaints(4)
    quiz = drawing(COMPLAINTS | {"prefers": "not_last_time"})
    activity = ActivityFactory()
    others = take(quiz, StaffMemberFactory(), activity)

    assert any(paper & asked(others) for paper in papers_for(StaffMemberFactory(), quiz))


def test_a_refresher_draws_what_was_wrong_or_not_met():
    fit = complaints(6)
    quiz = drawing({"count": 4, "tags": "complaints", "prefers": "wrong_or_unseen"})
    person, activity = StaffMemberFactory(), ActivityFactory()
    first = AttemptFactory(quiz=quiz, staff_member=person, activity=activity)
    right = set(list(asked(first))[:2])
    take(quiz, person, activity, right=right)

    refresher = AttemptFactory(quiz=quiz, staff_member=person, activity=activity)

    assert asked(refresher) == keys(fit) - right


def papers_for(person, quiz):
    """What the person might be asked next: each seed has its own."""
    return [
        keys(draw_paper(quiz=quiz, staff_member=person, seed=str(n), at=STARTED_AT).questions)
        for n in range(20)
    ]


def test_what_was_wrong_once_and_right_since_is_known():
    [question] = complaints(1)
    quiz = drawing({"count": 1, "tags": "complaints", "prefers": "wrong_or_unseen"})
    person, activity = StaffMemberFactory(), ActivityFactory()
    take(quiz, person, activity)
    later = STARTED_AT + timedelta(days=1)
    take(quiz, person, activity, at=later, right={question.key})
    [other] = complaints(1)

    assert all(paper == {other.key} for paper in papers_for(person, quiz))


def test_the_mark_in_force_says_what_was_wrong():
    complaints(2)
    quiz = drawing({"count": 1, "tags": "complaints", "prefers": "wrong_or_unseen"})
    person, activity = StaffMemberFactory(), ActivityFactory()
    attempt = take(quiz, person, activity)
    [wrong] = attempt.marks.all()
    Mark.objects.create(
        attempt=attempt,
        question_key=wrong.question_key,
        awarded=1,
        available=1,
        share="1",
        source="regrade",
        supersedes=wrong,
        marked_at=STARTED_AT,
    )

    assert all(paper != {wrong.question_key} for paper in papers_for(person, quiz))


def test_an_open_attempt_is_gone_on_with_and_nothing_is_drawn_anew():
    complaints(12)
    quiz = drawing(COMPLAINTS)
    person, activity = StaffMemberFactory(), ActivityFactory()

    first, again = (
        AttemptFactory(quiz=quiz, staff_member=person, activity=activity) for _n in range(2)
    )

    assert first == again
    assert first.paper == again.paper


def test_each_question_of_a_draw_must_be_right_if_the_draw_says_so():
    complaints(2)
    quiz = drawing(COMPLAINTS | {"must_pass": True}, questions=[QuestionFactory()], pass_mark=30)
    attempt = AttemptFactory(quiz=quiz)

    first, second, third = attempt.drawn.questions
    assert set(attempt.drawn.quiz.must_pass) == {second.key, third.key}
    activity = Activity.objects.get(key=attempt.activity_key)
    right = {first.key, second.key}
    assert not take(quiz, attempt.staff_member, activity, right=right).has_passed


def test_where_questions_were_unpublished_since_what_there_is_is_asked():
    fit = complaints(4)
    quiz = drawing(COMPLAINTS | {"prefers": "not_last_time"})
    person, activity = StaffMemberFactory(), ActivityFactory()
    take(quiz, person, activity)
    for question in fit[:2]:
        question.unpublish()

    assert asked(AttemptFactory(quiz=quiz, staff_member=person, activity=activity)) == keys(fit[2:])
    fit[2].unpublish()
    assert Quiz.objects.get(pk=quiz.pk).question_count() == 1
    assert asked(AttemptFactory(quiz=quiz)) == keys(fit[3:])
    fit[3].unpublish()
    with pytest.raises(NothingToAsk):
        AttemptFactory(quiz=quiz)


def test_a_drawn_question_whose_publish_was_cut_short_is_made_good():
    [question] = complaints(1, prompt="Before")
    quiz = drawing({"count": 1, "tags": "complaints"})
    Question.objects.filter(pk=question.pk).update(prompt="After, and never frozen")

    [drawn] = AttemptFactory(quiz=quiz).drawn.questions

    assert (drawn.prompt, drawn.version) == ("After, and never frozen", 2)


def test_a_candidate_that_is_not_drawn_is_left_alone():
    complaints(3)
    quiz = drawing({"count": 1, "tags": "complaints"})
    Question.objects.update(prompt="After, and never frozen")

    AttemptFactory(quiz=quiz)

    assert QuestionVersion.objects.filter(number=2).count() == 1


def test_starting_costs_the_same_however_large_the_bank_and_the_history(complaints_element):
    person, activity = StaffMemberFactory(), ActivityFactory()
    draws = [
        {"count": 2, "tags": "complaints", "prefers": "not_last_time"},
        {
            "count": 1,
            "elements": [{"type": "item", "id": str(uuid4()), "value": "4.3.3"}],
            "prefers": "wrong_or_unseen",
        },
    ]
    add_to_the_bank(6, complaints_element)
    quiz = drawing(*draws, questions=[QuestionFactory()])
    costs = []
    for more, times in ((0, 1), (500, 4)):
        add_to_the_bank(more, complaints_element)
        for _n in range(times):
            take(quiz, person, activity)
        fresh = Quiz.objects.get(pk=quiz.pk)
        with CaptureQueriesContext(connection) as queries:
            start_attempt(
                staff_member=person,
                quiz=fresh,
                activity=activity,
                content_version=1,
                content_sha256="",
                at=STARTED_AT,
            )
        costs.append(len(queries))
        Attempt.objects.filter(submitted_at=None).delete()

    assert costs[0] == costs[1] <= 16


def add_to_the_bank(count, element):
    """Quickly: a question is published once, and the rest are its copies."""
    [pattern] = complaints(1)
    body = QuestionVersion.objects.get(question_key=pattern.key)
    tag = pattern.tags.get()
    copies = []
    for _n in range(count):
        copy = Question.objects.get(pk=pattern.pk)
        copy.pk, copy.key = None, uuid4()
        copies.append(copy)
    copies = Question.objects.bulk_create(copies)
    Question.tags.through.objects.bulk_create(
        Question.tags.through(tag=tag, content_object=copy) for copy in copies
    )
    Question.elements.through.objects.bulk_create(
        Question.elements.through(question=copy, element=element) for copy in copies
    )
    for copy in copies:
        freeze_question(question=copy, at=body.published_at)


def test_nothing_that_a_browser_sends_moves_a_draw(client):
    fit = complaints(8)
    reception = StaffGroupFactory(name="Reception")
    quiz = drawing(COMPLAINTS)
    ModulePageFactory(slug="calm", staff_groups=[reception], quiz=quiz)
    sent = {"seed": "1", "count": "8", "questions": [str(fit[0].key)], "tags": "", "draw": "0"}
    papers = []
    for _n in range(6):
        client.force_login(StaffMemberFactory(staff_groups=[reception]).user)
        page = client.post("/training/calm/quiz/?seed=1&count=8", sent, follow=True)
        attempt = Attempt.objects.latest("pk")
        papers.append(attempt)
        assert attempt.drawn.seed not in page.text

    assert all(len(attempt.drawn.questions) == 2 for attempt in papers)
    assert len({attempt.drawn.seed for attempt in papers}) == 6
    assert len({frozenset(asked(attempt)) for attempt in papers}) > 1


def test_what_is_never_marked_is_never_drawn():
    complaints(1, kind="confidence", answer={})
    marked = complaints(2)

    attempt = AttemptFactory(quiz=drawing(COMPLAINTS))

    assert asked(attempt) == keys(marked)

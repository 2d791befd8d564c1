"""Drawing the paper of an attempt from what is published at that moment."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import models

from learning.people.models import StaffMember
from learning.records.rules.canonical import sha256_of
from quizzes.models import (
    Attempt,
    Mark,
    Question,
    QuestionVersion,
    Quiz,
    QuizVersion,
    published_candidates,
)
from quizzes.rules.drawing import NOTHING_MET, Draw, History, Preference, draw_questions
from quizzes.rules.paper import FrozenQuiz, Paper, PaperQuestion
from quizzes.rules.policy import AS_ANYBODY, Adjustments

from .freezing import freeze_question, freeze_quiz


class NothingToAsk(ValueError):
    """The quiz is not published, or none of its questions that earn marks is any longer."""


def draw_paper(
    *,
    quiz: Quiz,
    staff_member: StaffMember,
    seed: str,
    at: datetime,
    adjustments: Adjustments = AS_ANYBODY,
) -> Paper:
    """The quiz's published questions, each as its newest version has it, shuffled by the seed.

    What the quiz draws is drawn by the seed too, with regard to what the person has met of it.

    A version that is missing or behind, because a publish was cut short, is made good first. A
    question that was unpublished or deleted since the quiz was is left out.
    """
    if not quiz.live:
        raise NothingToAsk(f"Quiz {quiz.key} is not published.")
    frozen = FrozenQuiz.from_json(_version_of_quiz(quiz, at).body)
    picked = draw_questions(
        seed=seed,
        chosen=frozen.questions,
        draws=frozen.draws,
        candidates=published_candidates(frozen.draws),
        history=_history_of(staff_member, quiz, frozen.draws),
    )
    drawn = {each.key: frozen.draws[each.draw] for each in picked if each.draw is not None}
    questions = [*quiz.live_questions(), *_live(drawn)]
    versions = _versions_of_questions(questions, at)
    asked = tuple(
        PaperQuestion.frozen(versions[each.key].body, version=versions[each.key].number)
        for each in picked
        if each.key in versions
    )
    if not any(question.is_scored for question in asked):
        raise NothingToAsk(f"No question of quiz {quiz.key} that earns marks is published.")
    must_pass = (*frozen.must_pass, *(key for key, draw in drawn.items() if draw.must_pass))
    return Paper.of(replace(frozen, must_pass=must_pass), asked, seed=seed, adjustments=adjustments)


def _live(keys: Collection[UUID]) -> Iterable[Question]:
    """Only those that were drawn are read whole, however large the bank is."""
    return Question.objects.filter(live=True, key__in=list(keys)) if keys else ()


def _history_of(staff_member: StaffMember, quiz: Quiz, draws: Iterable[Draw]) -> History:
    """What the person has met of the quiz, if any draw minds.

    Of the last time, the paper says what was asked. Before that, the marks do: they are small.
    """
    if all(draw.prefers is Preference.NONE for draw in draws):
        return NOTHING_MET
    submitted = Attempt.objects.by(staff_member).filter(
        quiz_key=quiz.key, submitted_at__isnull=False
    )
    last = submitted.order_by("submitted_at", "pk").last()
    if last is None:
        return NOTHING_MET
    last_time = {question.key for question in last.drawn.questions}
    marks = Mark.objects.filter(attempt__in=submitted)
    # A later mark of a question supersedes those before it, in the same attempt or in another.
    is_wrong = {
        key: awarded < available
        for key, awarded, available in marks.order_by(
            "attempt__submitted_at", "attempt", "pk"
        ).values_list("question_key", "awarded", "available")
    }
    return History(
        last_time=frozenset(last_time),
        seen=frozenset(last_time | is_wrong.keys()),
        wrong=frozenset(key for key, wrong in is_wrong.items() if wrong),
    )


def _version_of_quiz(quiz: Quiz, at: datetime) -> QuizVersion:
    newest = QuizVersion.objects.filter(quiz_key=quiz.key).order_by("-number").first()
    if newest is None or newest.sha256 != sha256_of(quiz.frozen().as_json()):
        return freeze_quiz(quiz=quiz, at=at)
    return newest


def _versions_of_questions(questions: list[Question], at: datetime) -> dict[UUID, QuestionVersion]:
    models.prefetch_related_objects(questions, "scenario")
    newest = QuestionVersion.objects.newest_of([question.key for question in questions])
    for question in questions:
        version = newest.get(question.key)
        if version is None or version.sha256 != sha256_of(question.frozen().as_json()):
            newest[question.key] = freeze_question(question=question, at=at)
    return newest

"""Drawing the paper of an attempt from what is published at that moment."""

from datetime import datetime
from uuid import UUID

from django.db import models

from learning.records.rules.canonical import sha256_of
from quizzes.models import Question, QuestionVersion, Quiz, QuizVersion
from quizzes.rules.paper import FrozenQuiz, Paper, PaperQuestion

from .freezing import freeze_question, freeze_quiz


class NothingToAsk(ValueError):
    """The quiz is not published, or none of its questions that earn marks is any longer."""


def draw_paper(*, quiz: Quiz, seed: str, at: datetime) -> Paper:
    """The quiz's published questions, each as its newest version has it, shuffled by the seed.

    A version that is missing or behind, because a publish was cut short, is made good first. A
    question that was unpublished or deleted since the quiz was is left out.
    """
    if not quiz.live:
        raise NothingToAsk(f"Quiz {quiz.key} is not published.")
    frozen = FrozenQuiz.from_json(_version_of_quiz(quiz, at).body)
    versions = _versions_of_questions(quiz.live_questions(), at)
    asked = tuple(
        PaperQuestion.frozen(versions[key].body, version=versions[key].number)
        for key in frozen.questions
        if key in versions
    )
    if not any(question.is_scored for question in asked):
        raise NothingToAsk(f"No question of quiz {quiz.key} that earns marks is published.")
    return Paper.of(frozen, asked, seed=seed)


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

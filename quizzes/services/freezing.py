"""Freezing what is published, so that nothing that happens in the CMS can change what was asked."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from learning.records.rules.canonical import sha256_of
from quizzes.models import Question, QuestionVersion, Quiz, QuizVersion, Scenario
from quizzes.rules.changes import Change, changes_of_question, changes_of_quiz

Fields = Mapping[str, Any]
Version = TypeVar("Version", QuestionVersion, QuizVersion)


class NotPublished(ValueError):
    """Only what is live can be frozen. A draft touches nothing."""


@transaction.atomic
def freeze_question(*, question: Question, at: datetime, by_name: str = "") -> QuestionVersion:
    """Keep the question as it is live. Publishing the same words again makes no new version."""
    # The lock hands out version numbers one at a time, and the row it reads is what is live.
    published = Question.objects.select_for_update().get(pk=question.pk)
    if not published.live:
        raise NotPublished(f"Question {published.key} is not published.")
    return _next_version(
        QuestionVersion.objects.filter(question_key=published.key),
        {"question_key": published.key},
        published,
        changes_of_question,
        at=at,
        by_name=by_name,
    )


def freeze_questions_of(
    *, scenario: Scenario, at: datetime, by_name: str = ""
) -> list[QuestionVersion]:
    """Keep every live question of a scenario with its words as they are live now."""
    return [
        freeze_question(question=question, at=at, by_name=by_name)
        for question in scenario.questions.filter(live=True).order_by("pk")
    ]


@transaction.atomic
def freeze_quiz(*, quiz: Quiz, at: datetime, by_name: str = "") -> QuizVersion:
    """Keep the quiz as it is live. Publishing the same quiz again makes no new version."""
    published = Quiz.objects.select_for_update().get(pk=quiz.pk)
    if not published.live:
        raise NotPublished(f"Quiz {published.key} is not published.")
    return _next_version(
        QuizVersion.objects.filter(quiz_key=published.key),
        {"quiz_key": published.key},
        published,
        changes_of_quiz,
        at=at,
        by_name=by_name,
    )


def _next_version(
    versions: models.QuerySet[Version],
    identity: dict[str, UUID],
    published: Question | Quiz,
    changes_between: Callable[[Fields, Fields], Sequence[Change]],
    *,
    at: datetime,
    by_name: str,
) -> Version:
    newest = versions.order_by("-number").first()
    body = published.frozen().as_json()
    sha256 = sha256_of(body)
    changes: Sequence[Change] = []
    if newest is not None:
        if newest.sha256 == sha256:
            return newest
        changes = changes_between(json.loads(newest.body), json.loads(body))
    # A note stays in the editor until somebody writes another, but is told only once.
    told = versions.exclude(note="").order_by("number").last()
    is_told = told is not None and told.note == published.change_note
    return versions.create(
        **identity,
        number=newest.number + 1 if newest else 1,
        body=body,
        sha256=sha256,
        published_at=at,
        published_by_name=by_name,
        changes=changes,
        note="" if is_told else published.change_note,
    )

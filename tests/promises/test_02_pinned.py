"""Pinned: a record names exactly what was taken, as it was that day."""

import pytest

from learning.records.models import Completion
from learning.records.rules.canonical import sha256_of
from quizzes.models import Attempt
from quizzes.services import submit_attempt
from tests.factories.quizzes import STARTED_AT, AttemptFactory, QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


def test_rewriting_a_question_changes_no_paper_that_was_drawn():
    question = QuestionFactory(prompt="The bins were missed again.")
    attempt = AttemptFactory(quiz=QuizFactory(questions=[question]), answered="right")
    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)

    question.prompt = "Something else altogether."
    question.save_revision().publish()

    paper = Attempt.objects.get(pk=attempt.pk).paper
    completion = Completion.objects.get()
    assert "The bins were missed again." in paper
    assert "Something else altogether." not in paper
    assert completion.paper_sha256 == sha256_of(paper)
    assert (completion.content_version, completion.content_sha256) == (1, "a" * 64)

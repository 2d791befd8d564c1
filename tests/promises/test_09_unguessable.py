"""Unguessable: the key to a question reaches no browser before the attempt is submitted."""

import pytest

from quizzes.services import submit_attempt
from tests.factories.quizzes import STARTED_AT
from tests.quizzes.sitting import url

pytestmark = pytest.mark.django_db


def test_feedback_and_key_stay_on_the_server_until_the_attempt_is_submitted(asha, attempt):
    told = [
        choice.feedback
        for question in attempt.drawn.questions
        for choice in question.interaction.choices
        if choice.feedback
    ]
    assert told

    for name in ("attempt_question", "attempt_check"):
        page = asha.get(url(name, attempt)).content.decode()
        assert not [feedback for feedback in told if feedback in page]

    submit_attempt(key=attempt.key, staff_member=attempt.staff_member, at=STARTED_AT)
    late = asha.post(url("attempt_question", attempt), {"chosen": "anything"})
    assert late.status_code == 302
    assert not attempt.events.exists()

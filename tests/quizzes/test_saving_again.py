"""Replaying saves in any order that retries can produce gives the same response."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Attempt
from quizzes.services import save_sent_answer
from tests.factories.quizzes import STARTED_AT

pytestmark = pytest.mark.django_db

# Each example rolls back what it did, so one attempt is enough for all of them.
FEW = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHOICES = (0, 1, 2)


@dataclass(frozen=True)
class Save:
    """What a client sends, once or again: a choice, or none to take the answer before back."""

    chosen: int | None
    key: UUID


@st.composite
def deliveries(draw):
    """Saves of one question, and by number in which order they arrive.

    A save follows the one before, so it is first sent when that was acknowledged. Whatever was sent
    by then may arrive once more at any time: sent again, or held up on its way.
    """
    keys = draw(st.lists(st.uuids(), min_size=1, max_size=6, unique=True))
    saves = [Save(draw(st.none() | st.sampled_from(CHOICES)), key) for key in keys]
    arriving = []
    for number in range(len(saves)):
        arriving += [number, *draw(st.lists(st.integers(0, number), max_size=4))]
    return saves, arriving


def delivered(attempt: Attempt, saves: list[Save], arriving: list[int]):
    """What stands afterwards, and how many are kept. A repeat is told the same as before."""
    question = attempt.drawn.questions[0]
    acknowledged: dict[int, int] = {}
    before = transaction.savepoint()
    try:
        for number in arriving:
            save = saves[number]
            chosen = [] if save.chosen is None else [question.interaction.choices[save.chosen].id]
            event = save_sent_answer(
                attempt=attempt,
                question_key=question.key,
                answer=chosen,
                idempotency_key=save.key,
                at=STARTED_AT,
                after=acknowledged.get(number - 1, 0),
            )
            assert acknowledged.setdefault(number, event.pk) == event.pk
        return attempt.responses(), attempt.events.count()
    finally:
        transaction.savepoint_rollback(before)


@FEW
@given(deliveries())
def test_replaying_saves_in_any_retry_order_gives_the_same_response(attempt, delivery):
    saves, arriving = delivery

    once = delivered(attempt, saves, [*range(len(saves))])

    assert delivered(attempt, saves, arriving) == once
    assert once[1] == len(saves)

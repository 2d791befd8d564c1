"""Never lost: an answer the server has acknowledged is there again, on any device."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.quizzes.sitting import url

pytestmark = pytest.mark.django_db


def test_an_answer_given_on_one_device_is_there_on_another(asha, attempt):
    first, _second = attempt.drawn.questions
    chosen = first.interaction.choices[1]
    asha.post(
        url("attempt_question", attempt),
        {"chosen": chosen.id, "idempotency_key": str(uuid4())},
    )
    asha.logout()

    phone = Client()
    phone.force_login(attempt_owner(attempt))
    page = phone.get(url("attempt_question", attempt)).content.decode()

    assert "Saved" in page
    assert page.index(chosen.id) < page.index("checked")


def attempt_owner(attempt):
    from learning.people.models import StaffMember

    return StaffMember.objects.get(key=attempt.staff_key).user

"""Writing a conversation in the CMS."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from quizzes.models import Question
from tests.quizzes.sitting import text_of
from tests.quizzes.test_admin import BANK, ENDS, NEW_ANSWERS, SORRY, WHY, a_question, rows

pytestmark = pytest.mark.django_db


def preview_of(trainer, kind, answer):
    url = reverse(f"{BANK}:preview_on_add")
    trainer.post(url, a_question([], answer=streamfield([(kind, answer)])))
    return text_of(trainer.get(url))


def test_a_conversation_is_previewed_with_an_outline_of_where_every_reply_leads(trainer):
    page = preview_of(trainer, "conversation", NEW_ANSWERS["conversation"])

    assert "Opening <span" in page
    assert "Leads to: Angry." in page
    assert "Costs 50%" in page
    assert page.count("On the best way.") == 1


def test_a_draft_conversation_is_previewed_with_what_does_not_fit_yet(trainer):
    lost = SORRY | {"leads_to": "Clamer"}
    steps = rows({"label": "", "says": "", "replies": rows(lost)})

    page = preview_of(trainer, "conversation", {"customer": "", "steps": steps})

    assert "Leads to “Clamer”, and no step is called that." in page
    assert "The customer:" in page


def test_publishing_a_conversation_says_which_step_is_at_fault(trainer):
    lost = rows(SORRY | {"leads_to": "Clamer"}, WHY | ENDS)
    answer = {"customer": "", "steps": rows({"label": "Start", "says": "Well?", "replies": lost})}
    sent = a_question([], answer=streamfield([("conversation", answer)]))

    response = trainer.post(reverse(f"{BANK}:add"), sent | {"action-publish": "yes"})

    faults = response.context["form"].errors["answer"]
    assert "In the step “Start”, a reply leads to “Clamer”" in str(faults)
    assert not Question.objects.exists()

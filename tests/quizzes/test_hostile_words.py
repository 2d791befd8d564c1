"""Whatever somebody writes is read as words, and by no browser as part of the page."""

import pytest
from django.urls import reverse

from learning.people.permissions import Role
from quizzes.models import Question
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import (
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    ScenarioFactory,
    as_items,
    right_answer,
)
from tests.quizzes.answers import ANSWERS, writing
from tests.quizzes.sitting import submit, url

pytestmark = pytest.mark.django_db

MARK = "<s-1>"
NO_WORDS = {"id", "is_true", "type", "label", "leads_to", "marked_by", "scoring", "value"}
WAYS = ANSWERS | {
    "single": {
        "choices": as_items(
            [
                {"text": text, "is_right": text == "Sorry.", "feedback": "Be kind."}
                for text in ("Sorry.", "Not me.")
            ]
        )
    },
    "writing": writing(),
}


def hostile(words):
    """The same with a tag before every text that a trainer writes."""
    match words:
        case dict() if words.get("type") == "item":
            return words | {"value": hostile(words["value"])}
        case dict():
            return {
                name: each if name in NO_WORDS or is_number(each) else hostile(each)
                for name, each in words.items()
            }
        case list():
            return [hostile(each) for each in words]
        case str():
            return f"{MARK}{words}"
    return words


def is_number(value):
    return isinstance(value, str) and value.replace(".", "").isdigit()


@pytest.mark.parametrize("kind", WAYS)
def test_what_a_trainer_writes_is_words_on_every_page(client, kind):
    question = QuestionFactory(
        kind=kind,
        answer=hostile(WAYS[kind]),
        title=f"{MARK}title",
        prompt=f"{MARK}prompt",
        explanation=f"{MARK}why",
        scenario=ScenarioFactory(text=f"{MARK}scenario"),
    )
    quiz = QuizFactory(
        questions=[question], title=f"{MARK}quiz", introduction=f"{MARK}hello", pass_mark=50
    )
    asha = StaffMemberFactory(first_name=f"{MARK}Asha", user__first_name=f"{MARK}Asha")
    attempt = AttemptFactory(staff_member=asha, quiz=quiz)
    client.force_login(asha.user)
    [asked] = attempt.drawn.questions
    answer = f"{MARK}mine" if kind == "writing" else right_answer(asked)
    pages = [client.get(url(name, attempt)) for name in ("attempt_question", "attempt_questions")]
    sent = (
        answer
        if isinstance(answer, dict)
        else {
            {"ordering": "order", "conversation": "path"}.get(kind, field): answer
            for field in ("chosen", "typed")
        }
    )
    client.post(url("attempt_question", attempt), sent)
    pages += [
        client.get(url("attempt_question", attempt)),
        client.get(url("attempt_check", attempt)),
        submit(client, attempt),
    ]
    client.force_login(UserFactory(roles=[Role.TRAINERS]))
    name = "wagtailsnippets_quizzes_question"
    pages += [
        client.get(reverse("attempt:inspect", args=[attempt.pk])),
        client.get(reverse("attempt:index")),
        client.get(reverse("awaited_mark:index")),
        client.get(reverse("regrade_question", args=[question.pk])),
        client.get(reverse(f"{name}:list")),
        client.get(reverse(f"{name}:inspect", args=[question.pk])),
        client.get(reverse(f"{name}:preview_on_edit", args=[question.pk])),
        client.get(reverse("wagtailsnippets_quizzes_quiz:inspect", args=[quiz.pk])),
    ]

    assert Question.objects.get().prompt.startswith(MARK)
    assert [page.status_code for page in pages] == [200] * len(pages)
    for page in pages:
        assert MARK not in page.text, page.request["PATH_INFO"]
    assert "&lt;s-1&gt;" in pages[0].text

import pytest
from django.urls import reverse

from learning.people.permissions import Role
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuestionFactory

pytestmark = pytest.mark.django_db
KINDS = ("question", "quiz", "scenario")


def answers_to(client, role):
    """What each address of each chooser answers to somebody with the role."""
    question = QuestionFactory()
    client.force_login(UserFactory(roles=[role]))
    answers = []
    for kind in KINDS:
        chooser = f"wagtailsnippetchoosers_quizzes_{kind}"
        answers += [client.get(reverse(f"{chooser}:{name}")) for name in ("choose", "create")]
        answers.append(client.get(reverse(f"{chooser}:choose_results")))
        answers.append(client.get(reverse(f"{chooser}:chosen_multiple"), {"id": question.pk}))
    chosen = reverse("wagtailsnippetchoosers_quizzes_question:chosen", args=[question.pk])
    return [*answers, client.get(chosen)]


@pytest.mark.parametrize("role", [Role.HR_OFFICERS, Role.CSE_LEADS, Role.IT])
def test_who_writes_no_quizzes_hears_nothing_of_what_they_ask(client, role):
    answers = answers_to(client, role)

    assert all(each.status_code == 302 and each.url == "/admin/" for each in answers)


def test_a_trainer_chooses_among_questions_quizzes_and_scenarios(client):
    assert {each.status_code for each in answers_to(client, Role.TRAINERS)} == {200}


@pytest.mark.parametrize("method", ["get", "post"])
def test_nor_is_a_question_named_to_them_as_one_that_they_may_not_delete(client, method):
    question = QuestionFactory()
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))
    address = reverse("wagtail_bulk_action", args=["quizzes", "question", "delete"])

    answer = getattr(client, method)(f"{address}?id={question.pk}")

    assert (answer.status_code, answer.url) == (302, "/admin/")

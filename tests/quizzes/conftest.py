import pytest
from django.test import Client

from learning.people.models import StaffMember
from learning.people.permissions import Role
from tests.factories.people import UserFactory
from tests.factories.quizzes import AttemptFactory, QuestionFactory, QuizFactory
from tests.factories.standards import ElementFactory


@pytest.fixture
def complaints_element(db):
    return ElementFactory(number="4.3.3", title="Complaints are put right")


@pytest.fixture
def attempt(db):
    """Two questions, one of each kind; both must be right."""
    single = QuestionFactory(prompt="The bins were missed again.")
    several = QuestionFactory(kind="multiple", prompt="What does the customer need from you?")
    return AttemptFactory(quiz=QuizFactory(questions=[single, several]))


@pytest.fixture
def question(attempt):
    return attempt.drawn.questions[0]


@pytest.fixture
def nobody():
    """A browser in which nobody is signed in."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def asha(client, attempt):
    """The browser of whoever takes the attempt."""
    client.force_login(StaffMember.objects.get(key=attempt.staff_key).user)
    return client


@pytest.fixture
def bea(db):
    """A trainer, who marks."""
    return UserFactory(roles=[Role.TRAINERS], first_name="Bea", last_name="Marks")


@pytest.fixture
def trainer(client, db):
    """The browser of a trainer."""
    client.force_login(UserFactory(roles=[Role.TRAINERS]))
    return client


@pytest.fixture
def trainer_and_hr(client, db):
    """The browser of somebody who may also void completions."""
    client.force_login(UserFactory(roles=[Role.TRAINERS, Role.HR_OFFICERS]))
    return client

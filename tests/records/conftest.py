import pytest

from learning.people.permissions import Role
from tests.factories.people import UserFactory


@pytest.fixture
def hr(client):
    """An HR officer, signed in."""
    officer = UserFactory(roles=[Role.HR_OFFICERS], first_name="Priya", last_name="Shah")
    client.force_login(officer)
    return officer


@pytest.fixture
def colleague(db):
    """Another of them, who may be the second person."""
    return UserFactory(roles=[Role.HR_OFFICERS], first_name="Tom", last_name="Reed")

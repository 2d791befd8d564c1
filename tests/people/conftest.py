import pytest

from learning.people.permissions import Role
from tests.factories.people import UserFactory


@pytest.fixture
def hr(client):
    """HR at the keyboard."""
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))
    return client

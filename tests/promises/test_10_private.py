"""Private: each role sees what it needs. Names and records are for HR."""

import pytest
from django.urls import reverse

from learning.people.permissions import Role
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db
NAMED = ["completion:index", "assignment:index", "waiver:index"]


@pytest.mark.parametrize("role", [None, Role.TRAINERS, Role.CSE_LEADS, Role.IT])
def test_nobody_but_hr_reaches_named_records(client, role):
    CompletionFactory(staff_member=StaffMemberFactory(last_name="Unmistakable"))
    client.force_login(UserFactory(roles=[role] if role else []))

    for name in NAMED:
        response = client.get(reverse(name), follow=True)
        assert "Unmistakable" not in response.content.decode()

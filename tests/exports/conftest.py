from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from learning.people.permissions import Role
from learning.records.services import void_completion
from tests.exports.reading import AT
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory
from tests.factories.standards import ElementFactory


@pytest.fixture
def officer(db):
    return UserFactory(roles=[Role.HR_OFFICERS], first_name="Priya", last_name="Shah")


@pytest.fixture
def hr(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def reception(db):
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def complaints(reception):
    """A yearly module for Reception that serves two elements."""
    return ActivityFactory(
        title="Putting a complaint right",
        yearly=True,
        staff_groups=[reception],
        elements=[ElementFactory(number="4.3.3"), ElementFactory(number="2.2.1")],
    )


@pytest.fixture
def asha(reception):
    return StaffMemberFactory(
        payroll_number="E000101",
        first_name="Asha",
        last_name="Baker",
        staff_groups=[reception, StaffGroupFactory(name="Contact centre")],
    )


@pytest.fixture
def passed(asha, complaints):
    """Asha passed the quiz on a summer evening, when the wall clock is ahead of UTC."""
    return CompletionFactory(
        staff_member=asha,
        activity=complaints,
        completed_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
        content_version=3,
        pass_mark=80,
        marks_awarded=Decimal("8.5"),
        marks_available=Decimal(10),
    )


@pytest.fixture
def voided(complaints, officer):
    """Tom's completion, recorded by mistake."""
    tom = StaffMemberFactory(payroll_number="E000102", first_name="Tom", last_name="Reed")
    completion = CompletionFactory(
        staff_member=tom, activity=complaints, completed_at=datetime(2026, 7, 1, 9, tzinfo=UTC)
    )
    void_completion(completion=completion, reason="Wrong person", by=officer, at=AT)
    return completion


@pytest.fixture
def april(asha):
    """Asha completed something else, in the spring, for nobody's element."""
    return CompletionFactory(
        staff_member=asha,
        activity=ActivityFactory(title="Privacy at the counter"),
        completed_at=datetime(2026, 4, 10, 9, tzinfo=UTC),
    )


@pytest.fixture
def spring():
    return date(2026, 4, 1), date(2026, 4, 30)

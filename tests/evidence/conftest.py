from datetime import UTC, datetime

import pytest

from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory
from tests.factories.standards import CriterionFactory, ElementFactory, SubCriterionFactory


@pytest.fixture
def front_desk(db):
    return StaffGroupFactory(name="Front desk")


@pytest.fixture
def phones(db):
    return StaffGroupFactory(name="Phones")


@pytest.fixture
def complaints_element(db):
    criterion = CriterionFactory(number="2")
    skills = SubCriterionFactory(criterion=criterion, number="2.2", skills=True)
    return ElementFactory(sub_criterion=skills, number="2.2.1", title="Polite and friendly staff")


@pytest.fixture
def complaints(front_desk, complaints_element):
    """An activity that everyone at the front desk is meant to complete once a year."""
    return ActivityFactory(
        title="Putting a complaint right",
        yearly=True,
        staff_groups=[front_desk],
        elements=[complaints_element],
    )


@pytest.fixture
def at():
    """Nine in the morning of a day, as a moment: at(2026, 6, 1)."""
    return lambda *day: datetime(*day, 9, tzinfo=UTC)

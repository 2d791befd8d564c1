"""Explained: whatever the system decided, it can say why, in a sentence."""

from datetime import date

import pytest

from learning.evidence.selectors import named_coverage
from learning.records.selectors import learning_of
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import AssignmentFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db


def test_being_asked_and_being_counted_both_come_with_a_reason():
    element, reception = ElementFactory(), StaffGroupFactory(name="Reception")
    activity = ActivityFactory(title="Privacy", staff_groups=[reception], elements=[element])
    AssignmentFactory(
        activity=activity, staff_group=reception, due_days=30, from_on=date(2026, 1, 5)
    )
    asha = StaffMemberFactory(staff_groups=[reception], first_day_on=date(2026, 2, 3))

    [asked] = learning_of(asha, on=date(2026, 6, 1))
    [counted] = named_coverage(element, None, on=date(2026, 6, 1))

    assert asked.because == (
        "For everyone in Reception. "
        "Due 5 March 2026: 30 days after joining Reception on 3 February 2026."
    )
    assert asked.due_on == date(2026, 3, 5)
    assert "Privacy" in counted.reason
    assert "Reception" in counted.reason

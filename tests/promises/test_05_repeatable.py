"""Repeatable: with both its dates, a figure is the same for ever."""

from datetime import UTC, date, datetime

import pytest

from learning.catalogue.services import withdraw_activity
from learning.evidence.selectors import coverage_of
from learning.people.models import Membership
from learning.records.services import void_completion
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
KNOWN_AT = datetime(2026, 6, 1, 22, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 9, tzinfo=UTC)


def test_what_happens_later_changes_no_figure_of_the_past():
    element, reception = ElementFactory(), StaffGroupFactory()
    activity = ActivityFactory(staff_groups=[reception], elements=[element])
    people = [StaffMemberFactory(staff_groups=[reception]) for _each in range(4)]
    completions = [
        CompletionFactory(staff_member=person, activity=activity) for person in people[:3]
    ]
    criterion = element.sub_criterion.criterion
    then = coverage_of(criterion, on=DAY, known_at=KNOWN_AT)

    void_completion(completion=completions[0], reason="Mistaken", by=UserFactory(), at=LATER)
    moved = Membership.objects.get(staff_member=people[1])
    moved.end(last_on=date(2026, 5, 1), at=LATER, source="A late correction")
    withdraw_activity(key=activity.key, at=LATER, source="Withdrawn")

    assert coverage_of(criterion, on=DAY, known_at=KNOWN_AT) == then
    assert coverage_of(criterion, on=DAY)[0].everyone != then[0].everyone

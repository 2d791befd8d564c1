from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from learning.people.models import Absence
from learning.people.selectors import groups_of
from learning.people.services import add_to_group, end_absence, end_membership, record_absence
from tests.factories.people import StaffGroupFactory, StaffMemberFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


def join(staff_member, staff_group, day=TODAY):
    return add_to_group(
        staff_member=staff_member, staff_group=staff_group, from_on=day, by=None, at=AT
    )


def test_somebody_joins_a_group_and_leaves_it_and_the_past_stays(reception):
    asha = StaffMemberFactory()
    membership = join(asha, reception, date(2026, 11, 1))

    end_membership(membership=membership, last_on=date(2026, 11, 20), by=None, at=AT)

    assert groups_of(asha, on=date(2026, 10, 31)) == []
    assert groups_of(asha, on=date(2026, 11, 20)) == [reception]
    assert groups_of(asha, on=TODAY) == []


def test_nobody_is_in_a_group_twice_at_once(reception):
    asha = StaffMemberFactory(staff_groups=[reception])

    with pytest.raises(ValidationError, match="already"):
        join(asha, reception)


def test_a_retired_group_and_somebody_who_left_do_not_meet(reception):
    with pytest.raises(ValidationError, match="retired"):
        join(StaffMemberFactory(), StaffGroupFactory(is_retired=True))
    with pytest.raises(ValidationError, match="not in post"):
        join(StaffMemberFactory(left=True), reception)


def away(staff_member, from_on, to_on=None):
    return record_absence(
        staff_member=staff_member, reason="parental", from_on=from_on, to_on=to_on, by=None, at=AT
    )


def test_an_absence_is_written_down_and_ended():
    asha = StaffMemberFactory()
    absence = away(asha, date(2026, 11, 1))

    end_absence(absence=absence, last_on=date(2026, 11, 20), by=None, at=AT)

    assert Absence.objects.known().on(date(2026, 11, 20)).count() == 1
    assert Absence.objects.known().on(TODAY).count() == 0
    assert Absence.objects.count() == 2


def test_an_absence_that_never_was_is_taken_back():
    absence = away(StaffMemberFactory(), date(2026, 12, 1))

    assert end_absence(absence=absence, last_on=TODAY, by=None, at=AT) is None
    assert Absence.objects.known().count() == 0


def test_nobody_is_away_twice_at_once():
    asha = StaffMemberFactory()
    away(asha, date(2026, 11, 1), date(2026, 11, 30))

    with pytest.raises(ValidationError, match="already away"):
        away(asha, date(2026, 11, 30))
    away(asha, date(2026, 12, 1))
    with pytest.raises(ValidationError, match="before the first"):
        away(StaffMemberFactory(), TODAY, date(2026, 11, 22))

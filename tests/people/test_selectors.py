from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from learning.people.models import StaffMember
from learning.people.selectors import groups_of, staff_member_of
from tests.factories.people import (
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def test_a_log_in_leads_to_the_person_behind_it():
    asha = StaffMemberFactory()

    assert staff_member_of(asha.user) == asha
    assert staff_member_of(UserFactory()) is None
    assert staff_member_of(AnonymousUser()) is None


def test_somebody_who_left_is_no_longer_in_post_nor_in_a_group():
    reception = StaffGroupFactory(name="Reception")
    left = StaffMemberFactory(staff_groups=[reception], left=True)
    here = StaffMemberFactory(staff_groups=[reception], never_signed_in=True)

    assert list(StaffMember.objects.in_post_on(DAY)) == [here]
    assert groups_of(left, on=DAY) == []
    assert groups_of(left, on=date(2025, 12, 31)) == [reception]
    assert here.user is None


def test_a_correction_does_not_change_what_was_known_before_it():
    membership = MembershipFactory()
    corrected_at = datetime(2026, 5, 1, 12, tzinfo=UTC)
    membership.correct(at=corrected_at, source="correction", from_on=date(2026, 5, 1))
    day = date(2026, 4, 1)

    known_then = groups_of(
        membership.staff_member, on=day, known_at=datetime(2026, 4, 30, tzinfo=UTC)
    )

    assert known_then == [membership.staff_group]
    assert groups_of(membership.staff_member, on=day) == []

"""Nothing half-applied: an import does what was shown, all of it, or nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from learning.people.models import Employment, Membership, StaffGroup, StaffMember
from learning.people.services import (
    StaffListChanged,
    apply_staff_import,
    check_staff_import,
    upload_staff_import,
)
from tests.factories.people import StaffMemberFactory

pytestmark = pytest.mark.django_db
LIST = Path(__file__).parents[1] / "data" / "staff_list.csv"
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


def test_a_list_that_changed_since_hr_looked_is_not_applied_at_all():
    staff_import = upload_staff_import(
        file_name="staff_list.csv",
        content=LIST.read_bytes(),
        by=None,
        at=NOW,
        creates_groups=True,
        takes_effect_on=date(2026, 11, 1),
    )
    seen = check_staff_import(staff_import=staff_import, at=NOW)
    StaffMemberFactory(payroll_number="E010454", first_name="Somebody", last_name="Else")

    with pytest.raises(StaffListChanged):
        apply_staff_import(staff_import=seen, by=None, at=NOW, check_key=seen.check_key)

    assert StaffMember.objects.count() == Employment.objects.count() == 1
    assert not StaffGroup.objects.exists()
    assert not Membership.objects.exists()

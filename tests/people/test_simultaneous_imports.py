"""Two people press Apply at the same moment: one import happens, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier

from django.db import connection

from learning.people.models import Membership, StaffMember
from learning.people.services import (
    StaffListChanged,
    apply_staff_import,
    plan_staff_import,
    upload_staff_import,
)

FILE = Path(__file__).parents[1] / "data" / "staff_list.csv"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_two_simultaneous_applies_of_two_uploads_make_everybody_once(fresh_database):
    imports = [
        upload_staff_import(
            file_name=FILE.name,
            content=FILE.read_bytes(),
            by=None,
            at=AT,
            takes_effect_on=date(2026, 11, 23),
            creates_groups=True,
        )
        for _ in range(2)
    ]
    digests = [plan_staff_import(one).digest() for one in imports]
    start = Barrier(2)

    def press(number):
        start.wait()
        try:
            apply_staff_import(
                staff_import=imports[number], by=None, at=AT, plan_digest=digests[number]
            )
        except StaffListChanged:
            return "refused"
        finally:
            connection.close()
        return "applied"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(press, range(2)))

    assert outcomes == ["applied", "refused"]
    assert StaffMember.objects.count() == 154
    assert Membership.objects.known().count() == Membership.objects.count()

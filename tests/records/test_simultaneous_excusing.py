"""Two officers who press at the same moment: nobody is excused twice for the same days."""

from datetime import UTC, date, datetime

from learning.records.models import Waiver
from learning.records.services import waive
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory
from tests.records.at_once import at_once

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_two_waivers_for_the_same_days_are_one(fresh_database):
    asha, activity = StaffMemberFactory(), ActivityFactory()

    outcomes = at_once(
        *(
            lambda by=by: waive(
                activity=activity,
                staff_member=asha,
                reason="Covered by their professional body",
                from_on=date(2026, 6, 1),
                to_on=date(2026, 12, 31),
                at=NOW,
                source=by,
            )
            for by in ("Priya Shah", "Lena Moore", "Tom Okafor")
        )
    )

    assert outcomes == ["done", "refused", "refused"]
    assert Waiver.objects.count() == 1

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from learning.records.selectors.merging import effect_of_merge
from learning.records.services import merge_records
from modules.models import Progress
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
EARLIER = NOW - timedelta(days=1)


def test_whoever_stays_has_read_what_either_record_had():
    duplicate, survivor = StaffMemberFactory(), StaffMemberFactory()
    activity, shared, only = uuid4(), uuid4(), uuid4()
    for person, section, at in (
        (survivor, shared, EARLIER),
        (duplicate, shared, NOW),
        (duplicate, only, EARLIER),
    ):
        Progress.objects.create(
            staff_key=person.key, activity_key=activity, section_id=section, read_at=at
        )
    counts = {line.label: line.count for line in effect_of_merge(duplicate, survivor).lines}
    assert counts["Sections read"] == 2

    merge_records(duplicate=duplicate, survivor=survivor, reason="Twice", by=UserFactory(), at=NOW)

    read = Progress.objects.filter(staff_key=survivor.key)
    assert dict(read.values_list("section_id", "read_at")) == {shared: NOW, only: EARLIER}

"""Merging two records of one person, for tests."""

from datetime import UTC, datetime

from learning.records.services import merge_records
from tests.factories.catalogue import ActivityFactory
from tests.factories.records import CompletionFactory

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def merge(duplicate, survivor, hr, at=NOW):
    correction = merge_records(
        duplicate=duplicate, survivor=survivor, reason="Entered twice", by=hr, at=at
    )
    duplicate.refresh_from_db()
    survivor.refresh_from_db()
    return correction


def complete_many(person, count=21):
    """More than somebody may correct alone."""
    activity = ActivityFactory(title="Putting it right")
    return [CompletionFactory(staff_member=person, activity=activity) for _each in range(count)]

"""Completions by the thousand, stored straight away: for what must hold however many there are."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from learning.records.choices import EntryKind, Source
from learning.records.models import Completion, LedgerEntry
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory

FIRST = datetime(2025, 4, 1, 9, tzinfo=UTC)


def many_completions(count, *, activity=None, staff_member=None):
    """That many completions, five minutes apart, with entries that hold no real bytes."""
    activity = activity or ActivityFactory()
    staff_member = staff_member or StaffMemberFactory()
    times = [FIRST + timedelta(minutes=5 * number) for number in range(count)]
    entries = LedgerEntry.objects.bulk_create(
        LedgerEntry(
            key=uuid4(), kind=EntryKind.COMPLETION, body="{}", sha256="0" * 64, recorded_at=time
        )
        for time in times
    )
    return Completion.objects.bulk_create(
        Completion(
            entry=entry,
            key=entry.key,
            staff_key=staff_member.key,
            activity_key=activity.key,
            activity_title=activity.title,
            source=Source.QUIZ,
            source_key=uuid4(),
            completed_at=entry.recorded_at,
            completed_on=entry.recorded_at.date(),
            recorded_at=entry.recorded_at,
        )
        for entry in entries
    )

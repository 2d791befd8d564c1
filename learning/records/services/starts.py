"""Noting that somebody began something."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import Start


def note_start(*, staff_member: StaffMember, activity_key: UUID, at: datetime) -> None:
    """That somebody began, or went on with, an activity that day. Once a day is enough."""
    today = localdate(at)
    noted = Start.objects.filter(activity=OuterRef("pk"), staff_member=staff_member, begun_on=today)
    activity = Activity.objects.filter(~Exists(noted), key=activity_key).first()
    if activity is not None:
        start = Start(activity=activity, staff_member=staff_member, begun_on=today, recorded_at=at)
        Start.objects.bulk_create([start], ignore_conflicts=True)

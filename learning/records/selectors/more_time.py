"""Requests for more time, and what was said to them."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import ExtensionRequest


def requests_by(staff_member: StaffMember, activity: Activity) -> list[ExtensionRequest]:
    """What somebody asked for one activity, the latest first."""
    requests = ExtensionRequest.objects.filter(staff_member=staff_member, activity=activity)
    return list(requests.select_related("extension").order_by("-asked_at"))


def latest_requests(staff_member: StaffMember, *, on: date) -> dict[UUID, ExtensionRequest]:
    """By the activity's key, what somebody asked last: all that waits, and the answers to requests
    for a day that has not passed."""
    requests = ExtensionRequest.objects.filter(
        Q(answered_at=None) | Q(wanted_on__gte=on), staff_member=staff_member
    )
    in_order = requests.select_related("activity").order_by("asked_at", "pk")
    return {request.activity.key: request for request in in_order}

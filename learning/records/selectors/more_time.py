"""Requests for more time, and what was said to them."""

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import ExtensionRequest


def requests_by(staff_member: StaffMember, activity: Activity) -> list[ExtensionRequest]:
    """What somebody asked for one activity, the latest first."""
    requests = ExtensionRequest.objects.filter(staff_member=staff_member, activity=activity)
    return list(requests.select_related("extension").order_by("-asked_at"))

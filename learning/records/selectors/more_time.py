"""Requests for more time, and what was said to them."""

from django.db.models import Exists, OuterRef, Q

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import Extension, ExtensionRequest


def requests_by(staff_member: StaffMember, activity: Activity) -> list[ExtensionRequest]:
    """What somebody asked for one activity, the latest first, each with `is_taken_back`."""
    # When two records are merged, what was given is recorded anew: it is the day that tells.
    same_day = {"due_on": OuterRef("extension__due_on"), "activity": activity}
    given = Extension.objects.known().filter(staff_member=staff_member, **same_day)
    requests = ExtensionRequest.objects.filter(staff_member=staff_member, activity=activity)
    requests = requests.annotate(is_taken_back=Q(extension__isnull=False) & ~Exists(given))
    return list(requests.select_related("extension").order_by("-asked_at"))

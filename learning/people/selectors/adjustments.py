"""Which adjustment somebody has."""

from datetime import date

from learning.people.models import Adjustment, StaffMember


def adjustment_of(staff_member: StaffMember, *, on: date) -> Adjustment | None:
    """The one adjustment that holds for somebody on a day, as known now. One query."""
    return Adjustment.objects.known().on(on).filter(staff_member=staff_member).first()

"""Who somebody is, and which staff groups they belong to on a day."""

from datetime import date, datetime

from learning.people.models import Membership, StaffGroup, StaffMember
from learning.people.permissions import AnyUser


def staff_member_of(user: AnyUser) -> StaffMember | None:
    """The person behind a log-in, if they are on the staff list."""
    if not user.is_authenticated:
        return None
    try:
        return user.staff_member
    except StaffMember.DoesNotExist:
        return None


def groups_of(
    staff_member: StaffMember, *, on: date, known_at: datetime | None = None
) -> list[StaffGroup]:
    """The staff groups somebody belongs to on a day, retired ones too, by name."""
    memberships = Membership.objects.known(known_at).on(on).filter(staff_member=staff_member)
    return list(StaffGroup.objects.filter(pk__in=memberships.values("staff_group")))

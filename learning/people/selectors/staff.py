"""Who somebody is, and to which staff groups, departments and sites they belong on a day."""

from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet, Value

from learning.people.models import Membership, Post, StaffGroup, StaffMember
from learning.people.permissions import AnyUser

Rows = TypeVar("Rows", bound=QuerySet)


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


def with_post_in(rows: Rows, posts: QuerySet[Post], *, person: str, **place: str) -> Rows:
    """The rows of those who have one of the posts there, as of that department or site."""
    theirs = posts.filter(**place).values("staff_member")
    as_of = {name: Value(value) for name, value in place.items()}
    found: Rows = rows.filter(**{f"{person}__in": theirs}).annotate(**as_of)
    return found

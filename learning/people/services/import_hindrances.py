"""What stands in the way of applying a staff list as it was checked, and what to do about it."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.people.models import StaffImport, StaffMember, User
from learning.people.rules.staff_import import Kind

NAMED = 10


def hindrances_of(staff_import: StaffImport, *, by: User | None, on: date) -> list[str]:
    """Why this person cannot have it applied on the day; nothing where they can."""
    return [*_began_after_the_last_day(staff_import), *_would_leave(staff_import, by=by, on=on)]


def _began_after_the_last_day(staff_import: StaffImport) -> list[str]:
    last_on = staff_import.leavers_last_day_on
    if last_on is None:
        return []
    began = staff_import.changes.filter(
        kind=Kind.ABSENT, on__gt=last_on, on__lte=staff_import.takes_effect_on
    )
    people = [f"{one.name} ({one.payroll_number})" for one in began[: NAMED + 1]]
    if not people:
        return []
    more = "…" if len(people) > NAMED else ""
    return [
        _(
            "Not in the file, and in post only since after the last day that you gave, %(day)s: "
            "%(people)s. Nobody leaves before they began: give a later last day, or add them to "
            "the file."
        )
        % {"day": date_format(last_on), "people": "; ".join(people[:NAMED]) + more}
    ]


def _would_leave(staff_import: StaffImport, *, by: User | None, on: date) -> list[str]:
    if by is None:
        return []
    own_keys = StaffMember.objects.filter(user=by).values("key")
    leaving = staff_import.changes.filter(kind=Kind.LEAVER, on__lt=on, staff_key__in=own_keys)
    own = leaving.first()
    if own is None or own.on is None:
        return []
    return [
        _(
            "You would be among the leavers yourself, with %(day)s as your last day, and could "
            "not sign in any more. If that is wrong, correct it; if it is right, somebody else "
            "has to apply this file."
        )
        % {"day": date_format(own.on)}
    ]

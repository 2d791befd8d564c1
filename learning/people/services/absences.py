"""Writing down that somebody is away, and that they are back."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.people.choices import AbsenceReason
from learning.people.models import Absence, StaffMember, User

from .imports import name_of
from .refusing import refuse_merged


@transaction.atomic
def record_absence(
    *,
    staff_member: StaffMember,
    reason: AbsenceReason | str,
    from_on: date,
    to_on: date | None,
    by: User | None,
    at: datetime,
) -> Absence:
    """Somebody is away from the first to the last day, or until they say that they are back."""
    staff_member = StaffMember.objects.select_for_update().get(pk=staff_member.pk)
    refuse_merged(staff_member)
    if to_on is not None and to_on < from_on:
        raise ValidationError({"to_on": _("The last day comes before the first.")})
    clash = Absence.objects.known().filter(staff_member=staff_member)
    clash = clash.filter(Q(to_on=None) | Q(to_on__gte=from_on))
    if to_on is not None:
        clash = clash.filter(from_on__lte=to_on)
    if clash.exists():
        raise ValidationError(_("%(name)s is already away then.") % {"name": staff_member})
    absence = Absence.objects.create(
        staff_member=staff_member,
        reason=reason,
        from_on=from_on,
        to_on=to_on,
        recorded_at=at,
        source=name_of(by),
    )
    log(absence, "people.absence.begin", user=by, title=str(staff_member))
    return absence


@transaction.atomic
def end_absence(
    *, absence: Absence, last_on: date, by: User | None, at: datetime
) -> Absence | None:
    """The last day away. A day before the first says that the absence never was."""
    absence = Absence.objects.select_for_update().select_related("staff_member").get(pk=absence.pk)
    if absence.superseded_at is not None:
        raise ValidationError(_("This absence has been changed since you looked."))
    ended = absence.end(last_on=last_on, at=at, source=name_of(by))
    log(
        absence,
        "people.absence.end",
        user=by,
        title=str(absence.staff_member),
        data={"last_on": last_on.isoformat()},
    )
    return ended

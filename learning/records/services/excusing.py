"""Excusing somebody, and taking it back."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.people.services import refuse_merged
from learning.records.models import Waiver


@transaction.atomic
def waive(
    *,
    activity: Activity,
    staff_member: StaffMember,
    reason: str,
    from_on: date,
    to_on: date,
    at: datetime,
    source: str,
) -> Waiver:
    """Excuse somebody from an activity until a day, for a reason."""
    # The lock makes a second waiver wait, and then find what the first one excuses.
    staff_member = StaffMember.objects.select_for_update().get(pk=staff_member.pk)
    refuse_merged(staff_member)
    if not reason.strip():
        raise ValidationError(
            _("Say why they are excused. The reason is shown wherever it counts.")
        )
    if to_on < from_on:
        raise ValidationError(_("The last day is before the first."))
    theirs = Waiver.objects.known().filter(activity=activity, staff_member=staff_member)
    if theirs.filter(from_on__lte=from_on, to_on__gte=to_on).exists():
        raise ValidationError(
            _("%(person)s is excused from it on all of these days already.")
            % {"person": staff_member}
        )
    return Waiver.objects.create(
        activity=activity,
        staff_member=staff_member,
        reason=reason.strip(),
        from_on=from_on,
        to_on=to_on,
        recorded_at=at,
        source=source,
    )


@transaction.atomic
def end_waiver(*, waiver: Waiver, last_on: date, at: datetime, source: str) -> Waiver | None:
    """Excuse them no longer than the day. One that had not yet begun is taken back."""
    held = Waiver.objects.known().select_for_update().filter(pk=waiver.pk).first()
    if held is None:
        raise ValidationError(_("Somebody else has just changed this waiver. Look again."))
    if held.to_on is not None and last_on >= held.to_on:
        raise ValidationError(
            {"last_on": _("It ends that day already. Give an earlier day, or leave it as it is.")}
        )
    return held.end(last_on=last_on, at=at, source=source)

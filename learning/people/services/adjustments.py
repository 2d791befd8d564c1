"""Writing down a reasonable adjustment, and that it ends."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.people.models import Adjustment, StaffMember, User

from .imports import name_of
from .refusing import refuse_merged


@transaction.atomic
def record_adjustment(
    *,
    staff_member: StaffMember,
    extra_time: int = 0,
    is_untimed: bool = False,
    has_unlimited_attempts: bool = False,
    from_on: date,
    to_on: date | None,
    by: User | None,
    at: datetime,
) -> Adjustment:
    """From the first to the last day, limits are wider for somebody; without a last day, for good.

    One adjustment says all that holds for a person on a day. A second one that overlaps is
    refused and does not replace the first: it might take away what nobody meant to take away.
    """
    staff_member = StaffMember.objects.select_for_update().get(pk=staff_member.pk)
    refuse_merged(staff_member)
    if to_on is not None and to_on < from_on:
        raise ValidationError({"to_on": _("The last day comes before the first.")})
    adjustment = Adjustment(
        staff_member=staff_member,
        extra_time=extra_time,
        is_untimed=is_untimed,
        has_unlimited_attempts=has_unlimited_attempts,
        from_on=from_on,
        to_on=to_on,
        recorded_at=at,
        source=name_of(by),
    )
    adjustment.validate_constraints()
    overlapping = Adjustment.objects.known().filter(staff_member=staff_member)
    overlapping = overlapping.filter(Q(to_on=None) | Q(to_on__gte=from_on))
    if to_on is not None:
        overlapping = overlapping.filter(from_on__lte=to_on)
    standing = overlapping.first()
    if standing is not None:
        raise ValidationError(
            _(
                "%(name)s already has an adjustment then: “%(adjustment)s”. "
                "End that one first, or choose other days."
            )
            % {"name": staff_member, "adjustment": standing}
        )
    adjustment.save()
    log(adjustment, "people.adjustment.begin", user=by, title=str(staff_member))
    return adjustment


@transaction.atomic
def end_adjustment(
    *, adjustment: Adjustment, last_on: date, by: User | None, at: datetime
) -> Adjustment | None:
    """The last day it holds. A day before the first says that the adjustment never was."""
    known = Adjustment.objects.select_for_update().select_related("staff_member")
    adjustment = known.get(pk=adjustment.pk)
    if adjustment.superseded_at is not None:
        raise ValidationError(_("This adjustment has been changed since you looked."))
    if adjustment.to_on is not None and last_on > adjustment.to_on:
        raise ValidationError(_("It ends before that day already."))
    ended = adjustment.end(last_on=last_on, at=at, source=name_of(by))
    log(
        adjustment,
        "people.adjustment.end",
        user=by,
        title=str(adjustment.staff_member),
        data={"last_on": last_on.isoformat()},
    )
    return ended

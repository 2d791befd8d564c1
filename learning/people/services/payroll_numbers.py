"""Giving somebody another payroll number. Records name people by a key, so they keep theirs."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.people.models import StaffMember, User
from learning.people.rules.staff_import import Field
from learning.people.rules.staff_import.cells import LIMITS, Unusable, read_text

from .refusing import refuse_merged


@transaction.atomic
def change_payroll_number(
    *, staff_member: StaffMember, payroll_number: str, by: User | None, at: datetime
) -> StaffMember:
    """From now on they are found by the new number, and so is a log-in that bore the old one."""
    staff_member = StaffMember.objects.select_for_update().get(pk=staff_member.pk)
    refuse_merged(staff_member)
    try:
        new = read_text(" ".join(payroll_number.split()), LIMITS[Field.PAYROLL_NUMBER])
    except Unusable as unusable:
        raise ValidationError(
            _("A payroll number has at most 32 characters and does not begin with =, +, - or @.")
        ) from unusable
    if not new:
        raise ValidationError(_("Type the new payroll number."))
    others = StaffMember.objects.exclude(pk=staff_member.pk)
    if holder := others.filter(payroll_number__iexact=new).first():
        raise ValidationError(
            _("%(name)s has payroll number %(number)s.") % {"name": holder, "number": new}
        )
    old, staff_member.payroll_number = staff_member.payroll_number, new
    staff_member.save(update_fields=["payroll_number"])
    called_so = User.objects.filter(username__iexact=new).exclude(staff_member=staff_member)
    if not called_so.exists():
        log_in = User.objects.filter(staff_member=staff_member, username__iexact=old)
        log_in.update(username=new)
    log(
        staff_member,
        "people.staff_member.renumber",
        user=by,
        timestamp=at,
        data={"was": old, "becomes": new},
    )
    return staff_member

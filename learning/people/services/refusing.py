"""Refusing to write anything more about a record that was merged into another."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from learning.people.models import StaffMember


def refuse_merged(staff_member: StaffMember) -> None:
    """Nothing is said any more of one that was merged: it is said of the record that stays."""
    stays = staff_member.merged_into
    if stays is not None:
        raise ValidationError(
            _(
                "%(number)s was merged into %(name)s. Use that record: payroll number "
                "%(their_number)s."
            )
            % {
                "number": staff_member.payroll_number,
                "name": stays,
                "their_number": stays.payroll_number,
            }
        )

"""Putting somebody into a staff group by hand, and taking them out."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.people.models import Employment, Membership, StaffGroup, StaffMember, User

from .group_rules import lock_groups, refuse_where_a_rule_decides
from .imports import name_of
from .refusing import refuse_merged


@transaction.atomic
def add_to_group(
    *,
    staff_member: StaffMember,
    staff_group: StaffGroup,
    from_on: date,
    by: User | None,
    at: datetime,
) -> Membership:
    """From the day, somebody belongs to the group, for as long as they are here."""
    lock_groups()
    staff_member = StaffMember.objects.select_for_update().get(pk=staff_member.pk)
    refuse_merged(staff_member)
    if staff_group.is_retired:
        raise ValidationError(_("%(group)s is retired.") % {"group": staff_group})
    spell = Employment.objects.known().on(from_on).filter(staff_member=staff_member).first()
    if spell is None:
        raise ValidationError(_("%(name)s is not in post that day.") % {"name": staff_member})
    refuse_where_a_rule_decides(staff_group, from_on=from_on, to_on=spell.to_on)
    memberships = Membership.objects.known().filter(
        staff_member=staff_member, staff_group=staff_group
    )
    if memberships.filter(Q(to_on=None) | Q(to_on__gte=from_on)).exists():
        raise ValidationError(
            _("%(name)s is already in %(group)s then, or will be.")
            % {"name": staff_member, "group": staff_group}
        )
    membership = Membership.objects.create(
        staff_member=staff_member,
        staff_group=staff_group,
        from_on=from_on,
        to_on=spell.to_on,
        recorded_at=at,
        source=name_of(by),
    )
    log(staff_member, "people.membership.begin", user=by, data={"group": staff_group.name})
    return membership


@transaction.atomic
def end_membership(
    *, membership: Membership, last_on: date, by: User | None, at: datetime
) -> Membership | None:
    """After the day, somebody no longer belongs to the group. The past stays."""
    lock_groups()
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.superseded_at is not None:
        raise ValidationError(_("This membership has been changed since you looked."))
    if membership.to_on is not None and last_on > membership.to_on:
        raise ValidationError(_("It ends before that day already."))
    # Somebody who should never have been in it was in it up to the day before: never.
    last_on = max(last_on, membership.from_on - timedelta(days=1))
    refuse_where_a_rule_decides(
        membership.staff_group, from_on=last_on + timedelta(days=1), to_on=membership.to_on
    )
    ended = membership.end(last_on=last_on, at=at, source=name_of(by))
    data = {"group": membership.staff_group.name, "last_on": last_on.isoformat()}
    log(membership.staff_member, "people.membership.end", user=by, data=data)
    return ended

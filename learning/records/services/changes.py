"""Changing what is asked, in one piece."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from learning.people.models import StaffMember
from learning.people.rules.spans import ONE_DAY
from learning.people.services import refuse_merged
from learning.records.models import Assignment
from learning.records.selectors.changes import Change


class ChangedMeanwhile(ValidationError):
    """What is asked is no longer what it was when somebody looked."""


@transaction.atomic
def apply_change(*, change: Change, at: datetime, source: str) -> list[Assignment]:
    """Do it, all or nothing. Refused where somebody else has changed the same meanwhile."""
    _refuse_merged_people(change)
    pks = [each.pk for each in change.ends]
    still_to_end = Q(to_on=None) | Q(to_on__gte=change.from_on)
    held = Assignment.objects.known().select_for_update().filter(still_to_end, pk__in=pks)
    ends = {each.pk: each for each in held}
    if len(ends) < len(pks):
        raise changed_meanwhile()
    for pk in pks:
        ends[pk].end(last_on=change.from_on - ONE_DAY, at=at, source=source)
    for assignment in change.begins:
        assignment.recorded_at, assignment.source = at, source
    try:
        with transaction.atomic():
            return [_saved(assignment) for assignment in change.begins]
    except IntegrityError as error:
        raise changed_meanwhile() from error


def _refuse_merged_people(change: Change) -> None:
    """As they are now, not as they were when it was planned, and locked until it is made."""
    pks = {each.staff_member_id for each in change.begins if each.staff_member_id is not None}
    people = StaffMember.objects.select_for_update(of=("self",)).select_related("merged_into")
    for person in people.filter(pk__in=pks).order_by("pk"):
        refuse_merged(person)


def _saved(assignment: Assignment) -> Assignment:
    assignment.save(force_insert=True)
    return assignment


def changed_meanwhile() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _("Somebody else has just changed the same assignment. Look again before you save.")
    )

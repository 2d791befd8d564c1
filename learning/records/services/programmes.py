"""Changing a programme: its name, its steps, and what that asks of those who have it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.rules.spans import ONE_DAY
from learning.records.models import Assignment, Programme, Step
from learning.records.selectors.changes import Change

from .changes import apply_change


@transaction.atomic
def save_programme(
    *,
    programme: Programme,
    activities: Sequence[Activity],
    change: Change,
    at: datetime,
    source: str,
) -> list[Assignment]:
    """Save a programme with its steps in this order, and the change that these bring.

    A step that stays keeps its first day, whatever its place.
    """
    if not activities:
        raise ValidationError(_("A programme has one activity at least. Add one."))
    if programme.pk:
        Programme.objects.select_for_update().get(pk=programme.pk)
    programme.save()
    _save_steps(programme, activities, from_on=change.from_on, at=at, source=source)
    return apply_change(change=change, at=at, source=source)


def _save_steps(
    programme: Programme,
    activities: Sequence[Activity],
    *,
    from_on: date,
    at: datetime,
    source: str,
) -> None:
    open_steps = Step.objects.known().filter(programme=programme, to_on=None)
    steps = {step.activity_id: step for step in open_steps}
    for position, activity in enumerate(activities):
        step = steps.pop(activity.pk, None)
        if step is None:
            Step.objects.create(
                programme=programme,
                activity=activity,
                position=position,
                from_on=from_on,
                recorded_at=at,
                source=source,
            )
        elif step.position != position:
            step.correct(at=at, source=source, position=position)
    for step in steps.values():
        step.end(last_on=from_on - ONE_DAY, at=at, source=source)

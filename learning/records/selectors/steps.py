"""Where in a programme what was assigned with it stands."""

from datetime import date, datetime

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from learning.records.models import Assignment, Step


def with_steps(
    assignments: QuerySet[Assignment], *, on: date, known_at: datetime | None = None
) -> QuerySet[Assignment]:
    """Each with its `step_number` and the `step_count` of its programme on the day, if it has one.

    A place is counted, because steps that begin or end on a day to come leave gaps.
    """
    steps = Step.objects.known(known_at).on(on).filter(programme=OuterRef("programme"))
    its_own = steps.filter(activity=OuterRef("activity")).values("position")[:1]
    before_it = steps.filter(position__lt=OuterRef("step_position"))
    number = Coalesce(_count(before_it), 0) + Value(1)
    return assignments.annotate(step_position=Subquery(its_own)).annotate(
        step_number=Case(When(step_position__isnull=False, then=number)), step_count=_count(steps)
    )


def _count(steps: QuerySet[Step]) -> Subquery:
    return Subquery(steps.order_by().values("programme").annotate(all=Count("pk")).values("all"))

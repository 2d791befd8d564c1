"""Completion by staff group and activity: how many are asked, and how they stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from learning.records.models import Stretch
from learning.records.rules.status import Status
from learning.records.rules.tally import Tally, tally_of

from .standings import Stood

# By staff group (None is everyone, each person once) and activity.
Tallies = dict[tuple[int | None, int], Tally]
GROUP = "staff_member__memberships__staff_group"


def tallies_in(stretches: QuerySet[Stretch], *, on: date) -> Tallies:
    """What stretches of one day say, in two queries."""
    counts: defaultdict[tuple[int | None, int], Counter[Status]] = defaultdict(Counter)
    everyone = stretches.order_by().values_list("activity", "status").annotate(Count("pk"))
    for activity, status, count in everyone:
        counts[None, activity][Status(status)] = count
    memberships = "staff_member__memberships"
    no_end = Q(**{f"{memberships}__to_on": None}) | Q(**{f"{memberships}__to_on__gte": on})
    in_groups = stretches.order_by().filter(
        no_end,
        **{f"{memberships}__superseded_at": None, f"{memberships}__from_on__lte": on},
    )
    people = Count("staff_member", distinct=True)
    rows = in_groups.values_list(GROUP, "activity", "status").annotate(people)
    for group, activity, status, count in rows:
        counts[group, activity][Status(status)] = count
    return _tallied(counts)


def tallies_of(stood: Iterable[Stood]) -> Tallies:
    """What standings of one day say."""
    counts: defaultdict[tuple[int | None, int], Counter[Status]] = defaultdict(Counter)
    for one in stood:
        for group in (None, *one.groups):
            counts[group, one.activity][one.standing.status] += 1
    return _tallied(counts)


def _tallied(counts: dict[tuple[int | None, int], Counter[Status]]) -> Tallies:
    return {of: tally_of(statuses) for of, statuses in counts.items()}

"""Completion by staff group and activity: how many are asked, and how they stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from learning.records.models import WorkedOutStanding
from learning.records.rules.status import Status
from learning.records.rules.tally import Tally, tally_of

from .standings import Stood

# By staff group (None is everyone, each person once) and activity.
Tallies = dict[tuple[int | None, int], Tally]
MEMBERSHIPS = "staff_member__memberships"
GROUP = f"{MEMBERSHIPS}__staff_group"


def tallies_in(
    standings: QuerySet[WorkedOutStanding], *, on: date, known_at: datetime | None = None
) -> Tallies:
    """What was worked out of one day says, with the groups known then, in two queries."""
    counts: defaultdict[tuple[int | None, int], Counter[Status]] = defaultdict(Counter)
    everyone = standings.order_by().values_list("activity", "status").annotate(Count("pk"))
    for activity, status, count in everyone:
        counts[None, activity][Status(status)] = count
    no_end = _member(to_on=None) | _member(to_on__gte=on)
    is_known = _member(superseded_at=None)
    if known_at is not None:
        is_known |= _member(superseded_at__gt=known_at)
        is_known &= _member(recorded_at__lte=known_at)
    in_groups = standings.order_by().filter(no_end, is_known, _member(from_on__lte=on))
    people = Count("staff_member", distinct=True)
    rows = in_groups.values_list(GROUP, "activity", "status").annotate(people)
    for group, activity, status, count in rows:
        counts[group, activity][Status(status)] = count
    return _tallied(counts)


def _member(**facts: object) -> Q:
    """About one and the same membership, where several stand in one filter."""
    return Q(**{f"{MEMBERSHIPS}__{name}": value for name, value in facts.items()})


def tallies_of(stood: Iterable[Stood]) -> Tallies:
    """What standings of one day say."""
    counts: defaultdict[tuple[int | None, int], Counter[Status]] = defaultdict(Counter)
    for one in stood:
        for group in (None, *one.groups):
            counts[group, one.activity][one.standing.status] += 1
    return _tallied(counts)


def _tallied(counts: dict[tuple[int | None, int], Counter[Status]]) -> Tallies:
    return {of: tally_of(statuses) for of, statuses in counts.items()}

"""The facts that figures rest on, read as at a day and as known at a moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import F, QuerySet

from learning.catalogue.models import Audience, Claim
from learning.evidence.rules.coverage import Completed, Facts
from learning.people.models import Absence, DatedFact, Employment, Membership
from learning.records.models import Assignment, Completion, Waiver
from learning.standards.models import Element

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Spell:
    """Why and until when somebody is away or excused."""

    reason: str
    until: date | None


@dataclass(frozen=True, slots=True)
class LoadedFacts:
    """Facts for the rules, and beside them the words that only a reason needs."""

    facts: Facts
    titles: dict[int, str]
    absences: dict[int, Spell]
    waivers: dict[tuple[int, int], Spell]


def load_facts(
    elements: QuerySet[Element], *, on: date, known_at: datetime | None = None
) -> LoadedFacts:
    """Everything that coverage of the elements rests on. Eight queries, always.

    Whether an activity was listed is read from its audience, which ends when it is withdrawn:
    unlike the activity's own dates, an audience says also when we knew.
    """

    def facts_of(kind: type[DatedFact]) -> QuerySet:
        return kind.objects.known(known_at).on(on)

    serving = list(
        Claim.objects.known(known_at)
        .on(on)
        .filter(element__in=elements)
        .values_list("element_id", "activity_id", "activity__key", "activity__title")
    )
    activities = {activity for _element, activity, _key, _title in serving}
    staff = facts_of(Employment).values_list("staff_member__key", "staff_member_id")
    person_of = dict(staff)
    required = list(
        facts_of(Assignment)
        .filter(activity__in=activities, is_mandatory=True)
        .values_list("activity_id", "staff_group_id", "staff_member_id")
    )
    absences = {
        person: Spell(reason, until)
        for person, reason, until in _shortest_first(facts_of(Absence)).values_list(
            "staff_member_id", "reason", "to_on"
        )
    }
    waivers = {
        (person, activity): Spell(reason, until)
        for person, activity, reason, until in _shortest_first(facts_of(Waiver))
        .filter(activity__in=activities)
        .values_list("staff_member_id", "activity_id", "reason", "to_on")
    }
    facts = Facts(
        day=on,
        in_post=frozenset(person_of.values()),
        groups_of=_sets(facts_of(Membership).values_list("staff_member_id", "staff_group_id")),
        audience_of=_sets(
            facts_of(Audience)
            .filter(activity__in=activities)
            .values_list("activity_id", "staff_group_id")
        ),
        activities_for=_sets((element, activity) for element, activity, _key, _title in serving),
        mandatory_for_groups=_sets(
            (activity, group) for activity, group, _person in required if group
        ),
        mandatory_for_people=_sets(
            (activity, person) for activity, _group, person in required if person
        ),
        waived=_sets(waivers),
        away=frozenset(absences),
        completed=_completed(
            person_of=person_of,
            activity_of={key: activity for _element, activity, key, _title in serving},
            on=on,
            known_at=known_at,
        ),
    )
    titles = {activity: title for _element, activity, _key, title in serving}
    return LoadedFacts(facts, titles=titles, absences=absences, waivers=waivers)


def _shortest_first(excuses: QuerySet) -> QuerySet:
    """So that, of several that somebody has, the one that goes on for longest is told."""
    return excuses.order_by(F("to_on").asc(nulls_last=True), "from_on", "reason")


def _sets(pairs: Iterable[tuple[Key, int]]) -> dict[Key, frozenset[int]]:
    """Pairs, gathered by their first."""
    gathered: defaultdict[Key, set[int]] = defaultdict(set)
    for first, second in pairs:
        gathered[first].add(second)
    return {first: frozenset(seconds) for first, seconds in gathered.items()}


def _completed(
    *,
    person_of: dict[UUID, int],
    activity_of: dict[UUID, int],
    on: date,
    known_at: datetime | None,
) -> dict[tuple[int, int], Completed]:
    """For each person and activity, the standing completion that counts for longest."""
    rows = (
        Completion.objects.standing(known_at)
        .filter(activity_key__in=list(activity_of), completed_on__lte=on)
        .order_by()
        .values_list("staff_key", "activity_key", "completed_on", "expires_on", "source")
    )
    best: dict[tuple[int, int], Completed] = {}
    for staff_key, activity_key, day, until, source in rows.iterator(chunk_size=5000):
        if (person := person_of.get(staff_key)) is None:
            continue
        held = (person, activity_of[activity_key])
        completed = Completed(day, until, source)
        if held not in best or completed.lasting > best[held].lasting:
            best[held] = completed
    return best

"""Starters, and how far they are with what is asked of them for joining the organisation."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from learning.people.models import Employment, Membership, StaffMember
from learning.people.rules.spans import Span, covering
from learning.records.choices import DueChoice
from learning.records.models import Assignment, Completion, Stretch
from learning.records.rules.induction import Induction, done_on
from learning.records.rules.standing import Completed
from learning.records.rules.status import Status

Completions = dict[tuple[UUID, UUID], list[Completed]]  # by keys of person and activity


@dataclass(frozen=True, slots=True)
class Starter:
    """Somebody who began lately, their induction, and the titles of what is still to do."""

    staff_member: StaffMember
    induction: Induction
    still_to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing that is asked of a starter today."""

    title: str
    status: str
    done_on: date | None


def starters_between(
    first: date, last: date, *, people: QuerySet[StaffMember], on: date
) -> list[Starter]:
    """Those of the people in post on the day whose spell began in the period.

    Four queries, however many they are. Reads today's stretches, which should be up to date.
    """
    spells = Employment.objects.known().on(on).filter(from_on__range=(first, last))
    starters = people.filter(pk__in=spells.values("staff_member"))
    first_days = _first_days(starters, on=on)
    persons = {
        pk: person
        for pk, person in starters.in_bulk().items()
        if first_days[pk] >= first  # a new contract is no new start
    }
    asked = _asked(starters, persons, first_days, on=on)
    return [_starter(person, first_days[pk], asked[pk]) for pk, person in persons.items()]


def _starter(person: StaffMember, first_day: date, asked: list[_Asked]) -> Starter:
    return Starter(
        person,
        Induction(
            first_day,
            [one.done_on for one in asked],
            is_away=any(one.status == Status.AWAY for one in asked),
        ),
        tuple(one.title for one in asked if one.done_on is None),
    )


def _first_days(starters: QuerySet[StaffMember], *, on: date) -> dict[int, date]:
    """When each began to work here without a break. Spells that touch are one."""
    spells: defaultdict[int, list[Span]] = defaultdict(list)
    known = Employment.objects.known().filter(staff_member__in=starters.values("pk"))
    for person, from_on, to_on in known.values_list("staff_member", "from_on", "to_on"):
        spells[person].append(Span(from_on, to_on))
    runs = {person: covering(theirs, on) for person, theirs in spells.items()}
    return {person: run.from_on for person, run in runs.items() if run}


def _asked(
    starters: QuerySet[StaffMember],
    persons: dict[int, StaffMember],
    first_days: dict[int, date],
    *,
    on: date,
) -> defaultdict[int, list[_Asked]]:
    """What is asked of each that day by so many days after joining the organisation."""
    asked: defaultdict[int, list[_Asked]] = defaultdict(list)
    completions = _completions(starters, on=on)
    for pk, key, title, status in _for_joining(starters, on=on):
        if pk in persons and status != Status.WAIVED:
            done = completions.get((persons[pk].key, key), [])
            asked[pk].append(_Asked(title, status, done_on(done, first_days[pk])))
    return asked


def _for_joining(starters: QuerySet[StaffMember], *, on: date) -> QuerySet:
    """Person, key and title of the activity, and status."""
    person = OuterRef(OuterRef("staff_member"))
    groups = Membership.objects.known().on(on).filter(staff_member=person).values("staff_group")
    assignments = (
        Assignment.objects.known()
        .on(on)
        .filter(due=DueChoice.AFTER_JOINING, activity=OuterRef("activity"))
        .filter(Q(staff_member=OuterRef("staff_member")) | Q(staff_group__in=groups))
    )
    return (
        Stretch.objects.on(on)
        .filter(Exists(assignments), staff_member__in=starters.values("pk"))
        .order_by("activity__title", "pk")
        .values_list("staff_member", "activity__key", "activity__title", "status")
    )


def _completions(starters: QuerySet[StaffMember], *, on: date) -> Completions:
    done: defaultdict[tuple[UUID, UUID], list[Completed]] = defaultdict(list)
    rows = Completion.objects.standing().filter(
        staff_key__in=starters.values("key"), completed_on__lte=on
    )
    for staff_key, activity_key, completed_on, expires_on in rows.order_by().values_list(
        "staff_key", "activity_key", "completed_on", "expires_on"
    ):
        done[staff_key, activity_key].append(Completed(completed_on, expires_on))
    return done

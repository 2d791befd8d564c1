"""Working out ahead how everybody stands, so that lists can be read at once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from learning.people.models import StaffMember
from learning.people.services.inserting import insert_rows
from learning.records.models import LastRefresh, Stale, Stretch
from learning.records.rules.standing import stretches
from learning.records.selectors.facts import (
    Asked,
    asked_by,
    assignments_known,
    facts_about,
    facts_of,
)
from learning.records.selectors.standings import row_of

PEOPLE_AT_ONCE = 200
# So many people are brought up to date while somebody waits; the schedule does the rest.
MOST_WHILE_WAITING = 200
AT_ONCE = 1_000

# Everybody whom an activity was ever asked of, and everybody with a stretch of it.
SPREAD = """
INSERT INTO records_stale (staff_member_id, activity_id)
SELECT asked.staff_member_id, asked.activity_id FROM (
    SELECT membership.staff_member_id, assignment.activity_id
    FROM records_assignment assignment
    JOIN people_membership membership ON membership.staff_group_id = assignment.staff_group_id
    WHERE assignment.superseded_at IS NULL AND membership.superseded_at IS NULL
    UNION
    SELECT assignment.staff_member_id, assignment.activity_id
    FROM records_assignment assignment
    WHERE assignment.superseded_at IS NULL AND assignment.staff_member_id IS NOT NULL
    UNION
    SELECT stretch.staff_member_id, stretch.activity_id FROM records_stretch stretch
) AS asked
WHERE asked.activity_id IN (
    SELECT activity_id FROM records_stale WHERE id <= %s AND staff_member_id IS NULL
)
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Some people with stale stretches: the marks, and which activities (none named: all)."""

    marks: Sequence[int]
    activities_of: dict[int, set[int] | None]


def refresh_stretches(
    *, at: datetime, most: int | None = None, say: Callable[[int], None] = lambda done: None
) -> bool:
    """Make stale stretches anew, for so many people at most; whether none is left.

    The facts are read and the work is done without a lock; only writing takes one. A fact that
    changes meanwhile leaves a mark of its own, and is seen to the next time.
    """
    _spread()
    done = 0
    while claimed := _claim(PEOPLE_AT_ONCE if most is None else min(PEOPLE_AT_ONCE, most - done)):
        # Read after the marks, so that whatever made a mark is seen.
        asked = asked_by(assignments_known())
        _write(claimed, list(_worked_out(claimed, asked, on=localdate(at))), at=at)
        done += len(claimed.activities_of)
        say(done)
        if most is not None and done >= most:
            return not Stale.objects.exists()
    return True


def _spread() -> None:
    """Turn marks on whole activities into marks on the people whom they concern."""
    last = Stale.objects.filter(staff_member_id=None).order_by("-pk").first()
    if last is None:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        LastRefresh.objects.select_for_update().get_or_create(pk=1)
        cursor.execute(SPREAD, [last.pk])
        _delete(Stale.objects.filter(staff_member_id=None, pk__lte=last.pk))


def _claim(people: int) -> Claimed | None:
    """Those who have waited for longest, with all their marks."""
    oldest = Stale.objects.exclude(staff_member_id=None).order_by("pk")
    chosen = list(dict.fromkeys(oldest.values_list("staff_member_id", flat=True)[: people * 4]))
    marks: list[int] = []
    activities_of: defaultdict[int, set[int] | None] = defaultdict(set)
    rows = Stale.objects.filter(staff_member_id__in=chosen[:people])
    for pk, person, activity in rows.values_list("pk", "staff_member_id", "activity_id"):
        assert person is not None  # noqa: S101 - only such rows were asked for
        marks.append(pk)
        wanted = activities_of[person]
        if activity is None:
            activities_of[person] = None
        elif wanted is not None:
            wanted.add(activity)
    return Claimed(marks, dict(activities_of)) if marks else None


def _worked_out(claimed: Claimed, asked: Asked, *, on: date) -> Iterator[dict[str, object]]:
    """The new stretches, as rows."""
    people = StaffMember.objects.filter(pk__in=claimed.activities_of)
    keys = dict(people.values_list("pk", "key"))
    activities = {each.activity_id: each.activity.key for each in asked.assignments.values()}
    wanted = claimed.activities_of.values()
    if all(each is not None for each in wanted):
        named = {activity for each in wanted if each is not None for activity in each}
        activities = {pk: key for pk, key in activities.items() if pk in named}
    known = facts_about(keys, activities)
    for person in keys:
        only = claimed.activities_of[person]
        theirs = asked.activities_for(person, known.people[person].memberships)
        for activity in theirs if only is None else only & theirs:
            if facts := facts_of(person, activity, known, asked):
                for stretch in stretches(facts, on):
                    if stretch.standing is not None:
                        days = {"from_on": stretch.from_on, "to_on": stretch.to_on}
                        yield row_of(person, activity, stretch.standing) | days


@transaction.atomic
def _write(claimed: Claimed, made: Sequence[Mapping[str, Any]], *, at: datetime) -> None:
    """Put the new stretches in the place of the old, unless somebody else did so meanwhile."""
    last, _made = LastRefresh.objects.select_for_update().get_or_create(pk=1)
    marks = [claimed.marks[n : n + AT_ONCE] for n in range(0, len(claimed.marks), AT_ONCE)]
    if sum(Stale.objects.filter(pk__in=some).count() for some in marks) < len(claimed.marks):
        return
    everything = [person for person, only in claimed.activities_of.items() if only is None]
    _delete(Stretch.objects.filter(staff_member__in=everything))
    by_activity = defaultdict(list)
    for person, only in claimed.activities_of.items():
        for activity in only or ():
            by_activity[activity].append(person)
    for activity, people in by_activity.items():
        _delete(Stretch.objects.filter(activity=activity, staff_member__in=people))
    insert_rows(Stretch, made)
    for some in marks:
        _delete(Stale.objects.filter(pk__in=some))
    last.ended_at = at
    last.save()


def _delete(rows: QuerySet) -> None:
    """Without fetching them first, as Django would for the sake of signals. Nobody needs them."""
    rows._raw_delete(rows.db)

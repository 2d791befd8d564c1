"""The names behind a figure, each with its reason."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from learning.evidence.rules.coverage import Status, standings
from learning.people.models import Post, StaffGroup, StaffMember
from learning.standards.models import Element

from .facts import load_facts
from .reasons import reason_for

# Whom to do something about comes first.
ORDER = [Status.NOT_YET, Status.LAPSED, Status.CURRENT, Status.EXCUSED]


@dataclass(frozen=True, slots=True)
class Named:
    """One person in a figure: how they stand and why."""

    staff_member: StaffMember
    job_title: str
    status: Status
    reason: str


def named_coverage(
    element: Element,
    group: StaffGroup | None,
    *,
    on: date,
    known_at: datetime | None = None,
) -> list[Named]:
    """Everyone expected for the element, in the group or anywhere. Eleven queries, always."""
    elements = Element.objects.filter(pk=element.pk)
    loaded = load_facts(elements, on=on, known_at=known_at)
    expected = list(standings(loaded.facts, element.pk, group.pk if group else None))
    people = [standing.person for standing in expected]
    staff = StaffMember.objects.in_bulk(people)
    titles = _job_titles(people, on=on, known_at=known_at)
    groups = {group.pk: group.name for group in StaffGroup.objects.all()}
    named = [
        Named(
            staff_member=staff[standing.person],
            job_title=titles.get(standing.person, ""),
            status=standing.status,
            reason=reason_for(standing, loaded, groups),
        )
        for standing in expected
    ]
    return sorted(named, key=_place)


def _place(named: Named) -> tuple[object, ...]:
    person = named.staff_member
    names = (person.last_name.casefold(), person.first_name.casefold())
    return (ORDER.index(named.status), *names, person.payroll_number)


def _job_titles(people: Iterable[int], *, on: date, known_at: datetime | None) -> dict[int, str]:
    """What each person's posts were called that day; somebody in two posts has both."""
    posts = (
        Post.objects.known(known_at)
        .on(on)
        .filter(staff_member__in=people)
        .order_by("from_on", "pk")
    )
    titles: defaultdict[int, list[str]] = defaultdict(list)
    for person, title in posts.values_list("staff_member_id", "job_title"):
        titles[person].append(title)
    return {person: "; ".join(held) for person, held in titles.items()}

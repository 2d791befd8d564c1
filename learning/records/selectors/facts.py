"""The facts that standings rest on, gathered for one person or for many, as known at a moment.

Requests for more time change no standing; they come along because they are shown beside it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject

from learning.catalogue.models import Listing
from learning.people.models import Absence, Employment, Membership
from learning.people.rules.spans import Span
from learning.records.models import (
    Assignment,
    Completion,
    Extension,
    ExtensionRequest,
    Start,
    Waiver,
)
from learning.records.rules.asking import Due, Season, Terms
from learning.records.rules.standing import Completed, Excuse, Facts
from learning.records.rules.standing import Extension as Given

Ids = Collection[int]
# Kind, person, group or activity, words, first and last day.
Row = tuple[str, int, int, str, date, Any]
ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Requested:
    """That somebody asked for time until a day, and whether HR has answered."""

    wanted_on: date
    is_answered: bool


@dataclass(slots=True)
class PersonFacts:
    """All that is known of one person; what concerns activities is filed by activity."""

    employments: list[Span] = field(default_factory=list)
    memberships: defaultdict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    absences: list[Excuse] = field(default_factory=list)
    waivers: defaultdict[int, list[Excuse]] = field(default_factory=lambda: defaultdict(list))
    extensions: defaultdict[int, list[Given]] = field(default_factory=lambda: defaultdict(list))
    requests: defaultdict[int, list[Requested]] = field(default_factory=lambda: defaultdict(list))
    begun_on: defaultdict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    completions: defaultdict[int, list[Completed]] = field(
        default_factory=lambda: defaultdict(list)
    )


@dataclass(slots=True)
class Known:
    """What is known of some people, and when some activities were listed."""

    people: dict[int, PersonFacts]
    listed: defaultdict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Asked:
    """Every assignment that matters, filed by activity."""

    to_groups: defaultdict[int, list[Terms]] = field(default_factory=lambda: defaultdict(list))
    to_people: defaultdict[tuple[int, int], list[Terms]] = field(
        default_factory=lambda: defaultdict(list)
    )
    of_group: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    of_person: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    assignments: dict[int, Assignment] = field(default_factory=dict)

    def add(self, assignment: Assignment) -> None:
        terms = terms_of(assignment)
        self.assignments[assignment.pk] = assignment
        if assignment.staff_group_id is not None:
            self.to_groups[assignment.activity_id].append(terms)
            self.of_group[assignment.staff_group_id].add(assignment.activity_id)
        else:
            person = assignment.staff_member_id
            assert person is not None  # noqa: S101 - the database sees to it
            self.to_people[person, assignment.activity_id].append(terms)
            self.of_person[person].add(assignment.activity_id)

    def activities_for(self, person: int, groups: Iterable[int]) -> set[int]:
        """Every activity that is or was asked of the person, themselves or as one of the groups."""
        asked = (self.of_group[group] for group in groups if group in self.of_group)
        return self.of_person.get(person, set()).union(*asked)

    def terms_for(self, person: int, activity: int, groups: Collection[int]) -> list[Terms]:
        """What is or was asked of the person, themselves or as one of the groups."""
        to_groups = [each for each in self.to_groups.get(activity, ()) if each.group in groups]
        return [*to_groups, *self.to_people.get((person, activity), ())]


def facts_of(person: int, activity: int, known: Known, asked: Asked) -> Facts | None:
    """What one standing rests on; None where nothing was ever asked of them."""
    theirs = known.people[person]
    terms = asked.terms_for(person, activity, theirs.memberships.keys())
    if not terms:
        return None
    return Facts(
        employments=theirs.employments,
        memberships=theirs.memberships,
        listed=known.listed.get(activity, ()),
        terms=terms,
        absences=theirs.absences,
        waivers=theirs.waivers.get(activity, ()),
        extensions=theirs.extensions.get(activity, ()),
        completions=theirs.completions.get(activity, ()),
        begun_on=theirs.begun_on.get(activity, ()),
    )


def assignments_known(known_at: datetime | None = None) -> QuerySet[Assignment]:
    return Assignment.objects.known(known_at).select_related("activity", "programme", "staff_group")


def asked_by(assignments: Iterable[Assignment]) -> Asked:
    """What the assignments ask."""
    asked = Asked()
    for assignment in assignments:
        asked.add(assignment)
    return asked


def terms_of(assignment: Assignment) -> Terms:
    season = None
    if assignment.season_from_month is not None and assignment.season_to_month is not None:
        season = Season(assignment.season_from_month, assignment.season_to_month)
    return Terms(
        id=assignment.pk,
        span=Span(assignment.from_on, assignment.to_on),
        counted_from=assignment.counted_from_on,
        group=assignment.staff_group_id,
        is_mandatory=assignment.is_mandatory,
        due=Due(assignment.due),
        due_on=assignment.due_on,
        due_days=assignment.due_days,
        again_months=assignment.again_months,
        season=season,
        window_days=assignment.window_days,
    )


def facts_about(
    keys: dict[int, UUID],
    activities: dict[int, UUID],
    *,
    known_at: datetime | None = None,
) -> Known:
    """What is known of the people, for the activities: ids to keys of both. Two queries."""
    known = Known({person: PersonFacts() for person in keys})
    first, *more = dated_facts([*keys], [*activities], known_at)
    for row in first.union(*more, all=True):
        take_in(known, row)
    for person, activity, completed in _completions(keys, activities, known_at):
        known.people[person].completions[activity].append(completed)
    return known


def take_in(known: Known, row: Row) -> None:
    """File one row of `dated_facts` where it belongs."""
    kind, person, other, words, from_on, to_on = row
    span = Span(from_on, to_on)
    if kind == "listing":
        known.listed[other].append(span)
        return
    theirs = known.people[person]
    match kind:
        case "employment":
            theirs.employments.append(span)
        case "membership":
            theirs.memberships[other].append(span)
        case "absence":
            theirs.absences.append(Excuse(span, words))
        case "waiver":
            theirs.waivers[other].append(Excuse(span, words))
        case "extension":
            theirs.extensions[other].append(Given(from_on, to_on, words))
        case "request":
            theirs.requests[other].append(Requested(to_on, is_answered=words == ANSWERED))
        case "start":
            theirs.begun_on[other].append(from_on)


def as_rows(
    kind: str,
    facts: QuerySet,
    other: str | Subquery | None = None,
    words: str | Case | JSONObject | None = None,
    person: str | Value | None = "staff_member_id",
    from_on: str = "from_on",
    to_on: str | None = "to_on",
) -> QuerySet:
    """Each fact as kind, person, group or activity, words, first and last day."""
    return facts.order_by().values_list(
        Value(kind, output_field=CharField()),
        _whole_number(person),
        _whole_number(other),
        Cast(words, TextField()) if words else Value("", output_field=TextField()),
        F(from_on),
        F(to_on) if to_on else Cast(Value(None), DateField()),
    )


def _whole_number(named: str | Value | Subquery | None) -> F | Value | Subquery:
    if named is None:
        return Value(0)
    return F(named) if isinstance(named, str) else named


def dated_facts(
    people: Ids, activities: Ids | QuerySet, known_at: datetime | None
) -> list[QuerySet]:
    """All but what was completed, as rows that can be had in one query."""

    def rows(kind: str, facts: QuerySet, *args: Any, **kwargs: Any) -> QuerySet:
        return as_rows(kind, facts.filter(staff_member__in=people), *args, **kwargs)

    def of_activities(model: type[Waiver | Extension | Listing]) -> QuerySet:
        return model.objects.known(known_at).filter(activity__in=activities)

    starts = Start.objects.filter(activity__in=activities)
    requests = ExtensionRequest.objects.filter(activity__in=activities)
    is_answered = Q(answered_at__isnull=False)
    if known_at is not None:
        starts = starts.filter(recorded_at__lte=known_at)
        requests = requests.filter(asked_at__lte=known_at)
        is_answered = Q(answered_at__lte=known_at)
    answered = Case(When(is_answered, then=Value(ANSWERED)), default=Value(""))
    return [
        rows("employment", Employment.objects.known(known_at)),
        rows("membership", Membership.objects.known(known_at), "staff_group_id"),
        rows("absence", Absence.objects.known(known_at), words="reason"),
        rows("waiver", of_activities(Waiver), "activity_id", "reason"),
        rows("extension", of_activities(Extension), "activity_id", "reason", to_on="due_on"),
        rows("request", requests, "activity_id", answered, from_on="wanted_on", to_on="wanted_on"),
        rows("start", starts, "activity_id", from_on="begun_on", to_on=None),
        as_rows("listing", of_activities(Listing), "activity_id", person=None),
    ]


def _completions(
    keys: dict[int, UUID], activities: dict[int, UUID], known_at: datetime | None
) -> Iterator[tuple[int, int, Completed]]:
    people = {key: person for person, key in keys.items()}
    ids = {key: activity for activity, key in activities.items()}
    rows = (
        Completion.objects.standing(known_at)
        .filter(staff_key__in=[*people], activity_key__in=[*ids])
        .order_by()
        .values_list("staff_key", "activity_key", "completed_on", "expires_on", "pk", "source")
    )
    for staff_key, activity_key, completed_on, expires_on, pk, source in rows:
        completed = Completed(completed_on, expires_on, pk, source)
        yield people[staff_key], ids[activity_key], completed

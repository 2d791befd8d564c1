"""Writes a plan into the database, set by set, inside the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from django.db.models.functions import Lower

from learning.people.models import (
    DatedFact,
    Employment,
    Membership,
    Post,
    StaffGroup,
    StaffMember,
    User,
)
from learning.people.rules.staff_import import Entry, Fact, Plan, PostHeld, key_of

from .inserting import insert_rows

BATCH = 1_000
NO_DETAILS = {"first_name": "", "last_name": "", "preferred_name": "", "email": "", "user": None}
POST_FIELDS = (
    "job_title",
    "department",
    "site",
    "customer_contact",
    "employment_type",
    "hours_per_week",
)
Ids = dict[str, int]


def write_plan(plan: Plan, *, at: datetime, source: str) -> bool:
    """Write everything; false if a fact that the plan replaces was replaced by somebody else."""
    StaffGroup.objects.bulk_create([StaffGroup(name=name) for name in plan.new_groups])
    ids = _staff_ids()
    entries = [entry for entry in plan.entries if entry.changes_anything]
    known = [entry for entry in entries if key_of(entry.payroll_number) in ids]
    newcomers = [entry for entry in entries if key_of(entry.payroll_number) not in ids]
    if newcomers:
        _add(newcomers)
        ids = _staff_ids()
    _change_details({ids[key_of(entry.payroll_number)]: entry.details for entry in known})
    if not _supersede(known, at=at):
        return False
    _write_facts(entries, ids, at=at, source=source)
    return True


def _staff_ids() -> Ids:
    staff = StaffMember.objects.values_list("payroll_number", "pk")
    return {key_of(number): pk for number, pk in staff.iterator()}


def _add(entries: Sequence[Entry]) -> None:
    insert_rows(
        StaffMember,
        [
            {"payroll_number": entry.payroll_number, "key": uuid4(), **NO_DETAILS, **entry.details}
            for entry in entries
        ],
    )


def _change_details(details_of: Mapping[int, Mapping[str, str]]) -> None:
    """Change names and addresses, of log-ins too. Addresses are freed first: people may swap."""
    changed = {pk: details for pk, details in details_of.items() if details}
    for group in _in_batches(list(changed)):
        freed = [pk for pk in group if "email" in changed[pk]]
        StaffMember.objects.filter(pk__in=freed).update(email="")
    for group in _in_batches(list(changed)):
        staff = list(StaffMember.objects.filter(pk__in=group))
        for member in staff:
            for name, value in changed[member.pk].items():
                setattr(member, name, value)
        StaffMember.objects.bulk_update(
            staff, ["first_name", "last_name", "preferred_name", "email"]
        )
        _carry_to_log_ins(group, freed=[pk for pk in group if "email" in changed[pk]])


def _carry_to_log_ins(staff_ids: Sequence[int], *, freed: Sequence[int]) -> None:
    """A log-in bears its person's name and address, unless another log-in has that address."""
    User.objects.filter(staff_member__in=freed).update(email="")
    users = list(User.objects.filter(staff_member__in=staff_ids).select_related("staff_member"))
    wanted = [user.staff_member.email.lower() for user in users if user.staff_member.email]
    others = User.objects.exclude(pk__in=[user.pk for user in users])
    taken = set(
        others.annotate(lower=Lower("email"))
        .filter(lower__in=wanted)
        .values_list("lower", flat=True)
    )
    for user in users:
        person = user.staff_member
        user.first_name, user.last_name = person.called, person.last_name
        if person.email.lower() not in taken:
            user.email = person.email
    User.objects.bulk_update(users, ["first_name", "last_name", "email"])


def _supersede(entries: Sequence[Entry], *, at: datetime) -> bool:
    """Whether all that the plan replaces still stood."""
    facts = [entry.facts for entry in entries]
    gone: tuple[tuple[type[DatedFact], list[int]], ...] = (
        (Employment, [pk for fact in facts for pk in fact.superseded_employments]),
        (Post, [pk for fact in facts for pk in fact.superseded_posts]),
        (Membership, [pk for fact in facts for pk in fact.superseded_memberships]),
    )
    return all(
        model.objects.filter(pk__in=batch).known().update(superseded_at=at) == len(batch)
        for model, pks in gone
        for batch in _in_batches(pks)
    )


def _write_facts(entries: Sequence[Entry], ids: Ids, *, at: datetime, source: str) -> None:
    groups = {name.casefold(): pk for pk, name in StaffGroup.objects.values_list("pk", "name")}
    employments, posts, memberships = [], [], []
    for entry in entries:
        facts = entry.facts
        owner = {"staff_member": ids[key_of(entry.payroll_number)], "recorded_at": at}
        owner |= {"superseded_at": None, "source": source}
        employments += [owner | _days(fact) for fact in facts.employments]
        posts += [owner | _days(fact) | _post_fields(fact.what, ids) for fact in facts.posts]
        memberships += [
            owner | _days(fact) | {"staff_group": groups[fact.what.casefold()]}
            for fact in facts.memberships
        ]
    insert_rows(Employment, employments)
    insert_rows(Post, posts)
    insert_rows(Membership, memberships)


def _days(fact: Fact) -> dict[str, object]:
    return {"from_on": fact.from_on, "to_on": fact.to_on}


def _post_fields(post: PostHeld, ids: Ids) -> dict[str, object]:
    fields = {name: getattr(post, name) for name in POST_FIELDS}
    manager = key_of(post.line_manager)
    return fields | {"line_manager": ids[manager] if manager else None}


def _in_batches(pks: Sequence[int]) -> list[Sequence[int]]:
    return [pks[start : start + BATCH] for start in range(0, len(pks), BATCH)]

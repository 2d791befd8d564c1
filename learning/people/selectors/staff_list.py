"""The staff list as plain values, some people at a time: what a file is compared with."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import Coalesce, Lower

from learning.people.models import Employment, Membership, Post, StaffGroup, StaffMember
from learning.people.rules.staff_import import Fact, Group, Person, PostHeld, key_of

ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody on the staff list, by what names them."""

    id: int
    key: UUID


def staff_by_number(numbers: Collection[str]) -> dict[str, Found]:
    """Whom each payroll number means, by the number in one case: of a merged one, who stays."""
    staff = StaffMember.objects.numbered(numbers).annotate(
        meant=Coalesce("merged_into_id", "pk"), meant_key=Coalesce("merged_into__key", "key")
    )
    return {
        key_of(number): Found(pk, key)
        for pk, key, number in staff.order_by().values_list("meant", "meant_key", "payroll_number")
    }


def merged_numbers() -> dict[str, str]:
    """Each payroll number of a merged record, in one case, with that of the record that stays."""
    merged = StaffMember.objects.exclude(merged_into=None).order_by()
    pairs = merged.values_list("payroll_number", "merged_into__payroll_number")
    return {key_of(number): stays for number, stays in pairs}


def staff_by_email(emails: Collection[str]) -> dict[str, int]:
    """Whose each e-mail address is, by the address in one case."""
    staff = StaffMember.objects.on_list().annotate(lower=Lower("email")).exclude(email="")
    staff = staff.filter(lower__in={email.casefold() for email in emails})
    return {email.casefold(): pk for pk, email in staff.order_by().values_list("pk", "email")}


def people_by_id(staff_ids: Collection[int]) -> dict[int, Person]:
    """All that is known now of some people. Five queries, however many they are.

    Memberships of groups by rule are left out: they follow the posts, and no file changes them.
    """
    by_rule = [group.pk for group in StaffGroup.objects.telling_how_kept() if group.is_by_rule]
    employments = _by_staff_member(
        (owner, Fact(pk, from_on, to_on, None))
        for owner, pk, from_on, to_on in Employment.objects.known()
        .filter(staff_member__in=staff_ids)
        .values_list("staff_member_id", "id", "from_on", "to_on")
    )
    posts = _by_staff_member(
        (
            owner,
            Fact(
                pk,
                from_on,
                to_on,
                PostHeld(title, department, site, contact, kind, manager or "", hours),
            ),
        )
        for (
            owner, pk, from_on, to_on, title, department, site, contact, kind, manager, hours
        ) in Post.objects.known().filter(staff_member__in=staff_ids).values_list(
            "staff_member_id", "id", "from_on", "to_on", "job_title", "department", "site",
            "customer_contact", "employment_type", "line_manager__payroll_number",
            "hours_per_week",
        )
    )  # fmt: skip
    memberships = _by_staff_member(
        (owner, Fact(pk, from_on, to_on, group))
        for owner, pk, from_on, to_on, group in Membership.objects.known()
        .filter(staff_member__in=staff_ids)
        .exclude(staff_group__in=by_rule)
        .values_list("staff_member_id", "id", "from_on", "to_on", "staff_group__name")
    )
    others = StaffMember.objects.filter(merged_into=OuterRef("pk"))
    people = (
        StaffMember.objects.order_by("pk")
        .filter(pk__in=staff_ids)
        .values_list(
            "id", "payroll_number", "first_name", "last_name", "preferred_name", "email",
            Exists(others),
        )
    )  # fmt: skip
    return {
        pk: Person(
            number, first, last, called, email,
            employments[pk], posts[pk], memberships[pk], had_two_records,
        )
        for pk, number, first, last, called, email, had_two_records in people
    }  # fmt: skip


def _by_staff_member(facts: Iterable[tuple[int, Fact]]) -> defaultdict[int, tuple[Fact, ...]]:
    by_owner: dict[int, list[Fact]] = defaultdict(list)
    for owner, fact in facts:
        by_owner[owner].append(fact)
    sorted_facts: defaultdict[int, tuple[Fact, ...]] = defaultdict(tuple)
    for owner, theirs in by_owner.items():
        sorted_facts[owner] = tuple(sorted(theirs, key=lambda fact: (fact.from_on, fact.id)))
    return sorted_facts


def groups_by_name() -> dict[str, tuple[UUID, Group]]:
    """Every staff group with its key, by name in one case. There are never many."""
    return {
        group.name.casefold(): (group.key, Group(group.name, group.is_retired, group.is_by_rule))
        for group in StaffGroup.objects.telling_how_kept()
    }


def staff_list_mark() -> str:
    """The same for as long as nothing that a check rests on has changed. Cheap beside the list."""
    mark = hashlib.sha256()
    for model in (Employment, Post, Membership):
        counts = model.objects.aggregate(Count("pk"), Max("pk"), Count("superseded_at"))
        mark.update(repr(sorted(counts.items())).encode())
    staff = StaffMember.objects.order_by("pk").values_list(
        "pk", "payroll_number", "first_name", "last_name", "preferred_name", "email", "merged_into"
    )
    for row in staff.iterator(ROWS_AT_ONCE):
        mark.update(repr(row).encode())
    for group in StaffGroup.objects.telling_how_kept().order_by("pk"):
        kept = (group.pk, group.name, group.is_retired, group.is_by_rule)
        mark.update(repr(kept).encode())
    return mark.hexdigest()

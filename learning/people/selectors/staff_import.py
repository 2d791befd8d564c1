"""The staff list as plain values, for working out what a file would change."""

from collections import defaultdict
from collections.abc import Iterable

from learning.people.models import Employment, Membership, Post, StaffGroup, StaffMember
from learning.people.rules.staff_import import (
    Fact,
    Group,
    Person,
    PostHeld,
    StaffList,
    key_of,
)


def staff_list_now() -> StaffList:
    """Everybody and every group, as we know them now. Five queries, whatever the size."""
    employments = _by_staff_member(
        (owner, Fact(pk, from_on, to_on, None))
        for owner, pk, from_on, to_on in Employment.objects.known().values_list(
            "staff_member_id", "id", "from_on", "to_on"
        )
    )
    posts = _by_staff_member(
        (owner, Fact(pk, from_on, to_on, _post_held(*fields)))
        for owner, pk, from_on, to_on, *fields in Post.objects.known().values_list(
            "staff_member_id",
            "id",
            "from_on",
            "to_on",
            "job_title",
            "department",
            "site",
            "line_manager__payroll_number",
            "customer_contact",
            "employment_type",
            "hours_per_week",
        )
    )
    memberships = _by_staff_member(
        (owner, Fact(pk, from_on, to_on, group))
        for owner, pk, from_on, to_on, group in Membership.objects.known().values_list(
            "staff_member_id", "id", "from_on", "to_on", "staff_group__name"
        )
    )
    people = StaffMember.objects.order_by("pk").values_list(
        "id", "payroll_number", "first_name", "last_name", "preferred_name", "email"
    )
    return StaffList(
        staff={
            key_of(payroll_number): Person(
                payroll_number,
                *details,
                employments=employments[pk],
                posts=posts[pk],
                memberships=memberships[pk],
            )
            for pk, payroll_number, *details in people
        },
        groups={
            name.casefold(): Group(name, is_retired)
            for name, is_retired in StaffGroup.objects.values_list("name", "is_retired")
        },
    )


def _post_held(
    job_title: str,
    department: str,
    site: str,
    line_manager: str | None,
    customer_contact: str,
    employment_type: str,
    hours_per_week: object,
) -> PostHeld:
    return PostHeld(
        job_title,
        department,
        site,
        line_manager or "",
        customer_contact,
        employment_type,
        hours_per_week,
    )


def _by_staff_member(facts: Iterable[tuple[int, Fact]]) -> defaultdict[int, tuple[Fact, ...]]:
    by_owner: dict[int, list[Fact]] = defaultdict(list)
    for owner, fact in facts:
        by_owner[owner].append(fact)
    sorted_facts: defaultdict[int, tuple[Fact, ...]] = defaultdict(tuple)
    for owner, theirs in by_owner.items():
        sorted_facts[owner] = tuple(sorted(theirs, key=lambda fact: (fact.from_on, fact.id)))
    return sorted_facts

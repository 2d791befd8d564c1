"""The staff list as plain values, for working out what a file would change."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Max

from learning.people.models import (
    Employment,
    Membership,
    Post,
    StaffGroup,
    StaffImport,
    StaffMember,
)
from learning.people.rules.staff_import import (
    WHAT_TO_CORRECT,
    Fact,
    Group,
    Person,
    Plan,
    PostHeld,
    StaffList,
    key_of,
)
from learning.tabular.columns import Column
from learning.tabular.reading import read_csv

from .import_words import explain


def staff_list_now() -> StaffList:
    """Everybody and every group, as we know them now. Five queries, whatever the size.

    Memberships of groups by rule are left out: they follow the posts, and no file changes them.
    """
    groups = list(StaffGroup.objects.telling_how_kept())
    by_rule = [group.pk for group in groups if group.is_by_rule]
    employments = _by_staff_member(
        (owner, Fact(pk, from_on, to_on, None))
        for owner, pk, from_on, to_on in Employment.objects.known().values_list(
            "staff_member_id", "id", "from_on", "to_on"
        )
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
        ) in Post.objects.known().values_list(
            "staff_member_id", "id", "from_on", "to_on", "job_title", "department", "site",
            "customer_contact", "employment_type", "line_manager__payroll_number",
            "hours_per_week",
        )
    )  # fmt: skip
    memberships = _by_staff_member(
        (owner, Fact(pk, from_on, to_on, group))
        for owner, pk, from_on, to_on, group in Membership.objects.known()
        .exclude(staff_group__in=by_rule)
        .values_list("staff_member_id", "id", "from_on", "to_on", "staff_group__name")
    )
    people = StaffMember.objects.order_by("pk").values_list(
        "id", "payroll_number", "first_name", "last_name", "preferred_name", "email"
    )
    return StaffList(
        staff={
            key_of(number): Person(
                number, first, last, called, email, employments[pk], posts[pk], memberships[pk]
            )
            for pk, number, first, last, called, email in people
        },
        groups={
            group.name.casefold(): Group(group.name, group.is_retired, group.is_by_rule)
            for group in groups
        },
    )


def _by_staff_member(facts: Iterable[tuple[int, Fact]]) -> defaultdict[int, tuple[Fact, ...]]:
    by_owner: dict[int, list[Fact]] = defaultdict(list)
    for owner, fact in facts:
        by_owner[owner].append(fact)
    sorted_facts: defaultdict[int, tuple[Fact, ...]] = defaultdict(tuple)
    for owner, theirs in by_owner.items():
        sorted_facts[owner] = tuple(sorted(theirs, key=lambda fact: (fact.from_on, fact.id)))
    return sorted_facts


def staff_list_mark() -> tuple[object, ...]:
    """The same for as long as nothing that a plan rests on has changed. Cheap beside the list."""
    counts = [
        model.objects.aggregate(Count("pk"), Max("pk"), Count("superseded_at"))
        for model in (Employment, Post, Membership)
    ]
    staff = StaffMember.objects.order_by("pk").values_list(
        "pk", "payroll_number", "first_name", "last_name", "preferred_name", "email"
    )
    groups = StaffGroup.objects.telling_how_kept().order_by("pk")
    kept = tuple((group.pk, group.name, group.is_retired, group.is_by_rule) for group in groups)
    return (counts, tuple(staff), kept)


def rows_to_correct(
    staff_import: StaffImport, plan: Plan
) -> tuple[list[Column], list[tuple[str, ...]]]:
    """The broken rows under the file's own column names, and what is wrong in one column more."""
    table = read_csv(bytes(staff_import.content or b""))
    wrong: dict[int, list[str]] = defaultdict(list)
    for problem in map(explain, plan.problems):
        wrong[problem.row].append(f"{problem.column}: {problem.reason} {problem.cure}")
    # A file that was corrected in part and comes back brings this column of ours with it.
    places = [place for place, name in enumerate(table.header) if name != WHAT_TO_CORRECT]
    columns = [Column(table.header[place]) for place in places] + [Column(WHAT_TO_CORRECT)]
    rows = [
        (*_fitted(row.cells, len(table.header), places), " ".join(wrong[row.number]))
        for row in table.rows
        if row.number in wrong
    ]
    return columns, rows


def _fitted(cells: tuple[str, ...], width: int, places: list[int]) -> tuple[str, ...]:
    """As many cells as the file has columns; what is too much stays in sight in the last."""
    padded = [*cells, *[""] * (width - len(cells))]
    if len(cells) > width:
        padded = [*cells[: width - 1], ", ".join(cells[width - 1 :])]
    return tuple(padded[place] for place in places)

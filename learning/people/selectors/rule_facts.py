"""What groups by rule rest on, as plain values: rules, posts, employment and memberships."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Q

from learning.people.models import Employment, GroupRule, Membership, Post, StaffMember
from learning.people.rules.group_rule import (
    Dated,
    HeldPost,
    Line,
    RuleField,
    Span,
    Spans,
    days_in_team,
    read_rule,
    same,
    split_by_team,
    tidied,
    with_everybody_below,
)

Rules = Sequence[Dated]
Teams = Mapping[str, Mapping[str, Spans]]


@dataclass(frozen=True, slots=True)
class Stay:
    """A row that says somebody is in a group, and the days of it."""

    id: int
    span: Span


def rules_known() -> dict[int, list[Dated]]:
    """The rules over time of every group that has any."""
    rules: dict[int, list[Dated]] = defaultdict(list)
    for group, from_on, to_on, rule in GroupRule.objects.known().values_list(
        "staff_group_id", "from_on", "to_on", "rule"
    ):
        rules[group].append(Dated(read_rule(rule), Span(from_on, to_on)))
    return rules


def staff_changed_at(at: datetime) -> set[int]:
    """Whose posts or employment were written or superseded at the moment."""
    posts, spells = (
        model.objects.filter(Q(recorded_at=at) | Q(superseded_at=at))
        .order_by()
        .values_list("staff_member_id", flat=True)
        for model in (Post, Employment)
    )
    return set(posts.union(spells))


def team_keys_of(rules: Rules) -> frozenset[str]:
    return frozenset(key for dated in rules for key in dated.rule.team_keys)


def teams_named_by(rules: Rules, lines: Sequence[Line]) -> Teams:
    return {key: days_in_team(key, lines) for key in team_keys_of(rules)}


def lines_known() -> list[Line]:
    """Who reports to whom, when. The one thing here that is read for everybody at once."""
    return [
        Line(str(person), str(manager), Span(from_on, to_on))
        for person, manager, from_on, to_on in Post.objects.known()
        .exclude(line_manager=None)
        .values_list("staff_member__key", "line_manager__key", "from_on", "to_on")
    ]


def ids_of(staff_members: Iterable[int] | None, lines: Sequence[Line]) -> list[int]:
    if staff_members is None:
        return list(StaffMember.objects.order_by("pk").values_list("pk", flat=True))
    ids = sorted(set(staff_members))
    if not lines:
        return ids
    id_of = {str(key): pk for key, pk in StaffMember.objects.values_list("key", "pk")}
    key_of = {pk: key for key, pk in id_of.items()}
    return sorted(id_of[key] for key in with_everybody_below(map(key_of.__getitem__, ids), lines))


def facts_of(ids: Sequence[int], teams: Teams) -> Mapping[int, tuple[tuple[HeldPost, ...], Spans]]:
    posts: dict[int, list[HeldPost]] = defaultdict(list)
    fields = _fields_once()
    for owner, from_on, to_on, manager, *texts in Post.objects.known().filter(
        staff_member__in=ids
    ).values_list(
        "staff_member_id", "from_on", "to_on", "line_manager__key", "department", "site",
        "job_title", "customer_contact", "employment_type",
    ):  # fmt: skip
        post = HeldPost(Span(from_on, to_on), fields(manager, *texts))
        posts[owner] += split_by_team(post, teams) if teams else (post,)
    spells: dict[int, list[Span]] = defaultdict(list)
    for owner, from_on, to_on in (
        Employment.objects.known()
        .filter(staff_member__in=ids)
        .values_list("staff_member_id", "from_on", "to_on")
    ):
        spells[owner].append(Span(from_on, to_on))
    return {pk: (tuple(posts[pk]), tidied(spells[pk])) for pk in ids}


def _fields_once() -> Callable[..., Mapping[str, frozenset[str]]]:
    """Makes a post's fields, once for all posts that say the same."""

    @cache
    def fields(
        manager: UUID | None, department: str, site: str, title: str, contact: str, kind: str
    ) -> Mapping[str, frozenset[str]]:
        return {
            RuleField.DEPARTMENT: frozenset([same(department)]),
            RuleField.SITE: frozenset([same(site)]),
            RuleField.JOB_TITLE: frozenset([same(title)]),
            RuleField.CUSTOMER_CONTACT: frozenset([same(contact)]),
            RuleField.EMPLOYMENT_TYPE: frozenset([same(kind)]),
            RuleField.LINE_MANAGER: frozenset([str(manager)] if manager else []),
            RuleField.TEAM: frozenset(),
        }

    return fields


def stays_of(ids: Sequence[int], groups: Sequence[int]) -> Mapping[tuple[int, int], list[Stay]]:
    stays: dict[tuple[int, int], list[Stay]] = defaultdict(list)
    for pk, owner, group, from_on, to_on in (
        Membership.objects.known()
        .filter(staff_member__in=ids, staff_group__in=groups)
        .values_list("pk", "staff_member_id", "staff_group_id", "from_on", "to_on")
    ):
        stays[owner, group].append(Stay(pk, Span(from_on, to_on)))
    return stays

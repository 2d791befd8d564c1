"""What groups by rule rest on, as plain values: rules, posts, employment and memberships."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q

from learning.people.models import Employment, GroupRule, Membership, Post, StaffMember
from learning.people.rules.group_rule import (
    Dated,
    HeldPost,
    Line,
    RuleField,
    days_in_team,
    read_rule,
    same,
    split_by_team,
)
from learning.people.rules.spans import Span, Spans, holds_on, joined

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


def with_numbers(rules: Mapping[int, Rules]) -> dict[int, list[Dated]]:
    """The rules with managers named by the numbers that posts have for them."""
    keys = {key for theirs in rules.values() for dated in theirs for key in dated.rule.managers}
    if not keys:
        return {group: list(theirs) for group, theirs in rules.items()}
    numbers = {
        str(key): str(pk)
        for key, pk in StaffMember.objects.filter(key__in=keys).values_list("key", "pk")
    }
    return {
        group: [Dated(dated.rule.with_managers(numbers), dated.span) for dated in theirs]
        for group, theirs in rules.items()
    }


def teams_named_by(rules: Iterable[Rules], lines: Sequence[Line]) -> Teams:
    named = {name for theirs in rules for dated in theirs for name in dated.rule.teams}
    return {name: days_in_team(name, lines) for name in named}


def lines_for(rules: Iterable[Rules]) -> list[Line]:
    """Who reports to whom, when, if a rule needs it. The one thing read for everybody at once."""
    if not any(dated.rule.teams for theirs in rules for dated in theirs):
        return []
    return [
        Line(str(person), str(manager), Span(from_on, to_on))
        for person, manager, from_on, to_on in Post.objects.known()
        .exclude(line_manager=None)
        .order_by()
        .values_list("staff_member_id", "line_manager_id", "from_on", "to_on")
    ]


def facts_of(ids: Sequence[int], teams: Teams) -> Mapping[int, tuple[tuple[HeldPost, ...], Spans]]:
    posts: dict[int, list[HeldPost]] = defaultdict(list)
    for owner, from_on, to_on, manager, *texts in Post.objects.known().filter(
        staff_member__in=ids
    ).order_by().values_list(
        "staff_member_id", "from_on", "to_on", "line_manager_id", "department", "site",
        "job_title", "customer_contact", "employment_type",
    ):  # fmt: skip
        post = HeldPost(Span(from_on, to_on), _fields(manager, *texts))
        posts[owner] += split_by_team(post, teams) if teams else (post,)
    spells: dict[int, list[Span]] = defaultdict(list)
    for owner, from_on, to_on in (
        Employment.objects.known()
        .filter(staff_member__in=ids)
        .values_list("staff_member_id", "from_on", "to_on")
    ):
        spells[owner].append(Span(from_on, to_on))
    return {pk: (tuple(posts[pk]), joined(spells[pk])) for pk in ids}


def held_on(post: Post, teams: Teams, *, on: date) -> HeldPost:
    """One post as rules see it on the day."""
    fields = _fields(
        post.line_manager_id,
        post.department,
        post.site,
        post.job_title,
        post.customer_contact,
        post.employment_type,
    )
    pieces = split_by_team(HeldPost(Span(post.from_on, post.to_on), fields), teams)
    return next(piece for piece in pieces if holds_on([piece.span], on))


def _fields(
    manager: int | None, department: str, site: str, title: str, contact: str, kind: str
) -> Mapping[str, frozenset[str]]:
    return {
        RuleField.DEPARTMENT: _alone(department),
        RuleField.SITE: _alone(site),
        RuleField.JOB_TITLE: _alone(title),
        RuleField.CUSTOMER_CONTACT: _alone(contact),
        RuleField.EMPLOYMENT_TYPE: _alone(kind),
        RuleField.LINE_MANAGER: frozenset([str(manager)] if manager else []),
        RuleField.TEAM: frozenset(),
    }


@lru_cache(maxsize=10_000)  # most posts say what others say
def _alone(text: str) -> frozenset[str]:
    return frozenset([same(text)])


def stays_of(
    ids: Sequence[int], groups: Sequence[int]
) -> Mapping[int, Mapping[int, Sequence[Stay]]]:
    """The memberships of these people in these groups, by person and group."""
    stays: dict[int, dict[int, list[Stay]]] = {pk: {} for pk in ids}
    for pk, owner, group, from_on, to_on in (
        Membership.objects.known()
        .filter(staff_member__in=ids, staff_group__in=groups)
        .order_by()
        .values_list("pk", "staff_member_id", "staff_group_id", "from_on", "to_on")
    ):
        stays[owner].setdefault(group, []).append(Stay(pk, Span(from_on, to_on)))
    return stays

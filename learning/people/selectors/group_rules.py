"""What the rules of groups would change, now or once a rule is another."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from learning.people.models import StaffGroup, StaffMember
from learning.people.rules.group_rule import (
    HeldPost,
    Rule,
    days_by_rule,
    days_to_be,
    ruled_from,
    with_everybody_below,
)
from learning.people.rules.spans import Span, Spans, holds_on, joined

from .rule_facts import (
    Rules,
    Stay,
    facts_of,
    lines_for,
    rules_known,
    stays_of,
    teams_named_by,
    with_numbers,
)

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """The days of one person in one group, as they stand and as they become."""

    staff_member: int
    staff_group: int
    stays: tuple[Stay, ...]
    after: Spans

    @property
    def gone(self) -> list[int]:
        """The rows that no longer hold."""
        return [stay.id for stay in self.stays if stay.span not in self.after]

    @property
    def new(self) -> list[Span]:
        """The days to write down."""
        kept = {stay.span for stay in self.stays}
        return [span for span in self.after if span not in kept]

    def is_in_before(self, day: date) -> bool:
        return holds_on([stay.span for stay in self.stays], day)

    def is_in_after(self, day: date) -> bool:
        return holds_on(self.after, day)


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What a rule would change on its first day, and after it."""

    staff_group: StaffGroup
    rule: Rule
    on: date
    changes: tuple[MembershipChange, ...]

    @property
    def joining(self) -> list[int]:
        return [
            change.staff_member
            for change in self.changes
            if change.is_in_after(self.on) and not change.is_in_before(self.on)
        ]

    @property
    def leaving(self) -> list[int]:
        return [
            change.staff_member
            for change in self.changes
            if change.is_in_before(self.on) and not change.is_in_after(self.on)
        ]

    @property
    def on_other_days(self) -> list[int]:
        """Whose days in the group change, but not on the rule's first day."""
        return [
            change.staff_member
            for change in self.changes
            if change.is_in_before(self.on) is change.is_in_after(self.on)
        ]

    def digest(self) -> str:
        """The same for the same changes alone: what HR saw is what is saved, or nothing is."""
        seen = (self.staff_group.pk, self.rule.as_json(), self.on, self.changes)
        return hashlib.sha256(repr(seen).encode()).hexdigest()


def preview_of(staff_group: StaffGroup, rule: Rule, *, on: date) -> RulePreview:
    """What would change if the rule held from the day on."""
    rules = {staff_group.pk: ruled_from(on, rules_known().get(staff_group.pk, ()), rule)}
    return RulePreview(staff_group, rule, on, tuple(changes_by(rules)))


def affected_by(rules: Mapping[int, Rules], staff_members: Iterable[int]) -> list[int]:
    """Whose memberships may change when the posts of these people do.

    Whoever stands below them is among them, where a rule asks for a team.
    """
    lines = lines_for(rules.values())
    return sorted(map(int, with_everybody_below(map(str, staff_members), lines)))


def changes_by(
    rules: Mapping[int, Rules], staff_members: Sequence[int] | None = None
) -> Iterator[MembershipChange]:
    """Where memberships of these people, or of all, are not what these groups' rules say.

    In batches, so flat in memory.
    """
    if not rules:
        return
    if staff_members is None:
        staff_members = list(StaffMember.objects.order_by("pk").values_list("pk", flat=True))
    rules = with_numbers(rules)
    teams = teams_named_by(rules.values(), lines_for(rules.values()))
    for ids in in_batches(staff_members):
        facts = facts_of(ids, teams)
        stays = stays_of(ids, list(rules))
        for staff_member in ids:
            posts, spells = facts[staff_member]
            theirs = stays[staff_member]
            for staff_group in sorted(theirs.keys() | _fitting(posts, rules)):
                stay = tuple(theirs.get(staff_group, ()))
                stored = joined(row.span for row in stay)
                after = days_to_be(
                    stored=stored,
                    by_rule=days_by_rule(posts, spells, rules[staff_group]),
                    spells=spells,
                    rules=rules[staff_group],
                )
                if after != stored:
                    yield MembershipChange(staff_member, staff_group, stay, after)


def _fitting(posts: Iterable[HeldPost], rules: Mapping[int, Rules]) -> set[int]:
    """The groups that one of these posts is right for on some day: few of many."""
    return {
        staff_group
        for post in posts
        for staff_group, theirs in rules.items()
        for dated in theirs
        if dated.rule.allows(post.fields)
    }


def in_batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]

"""From somebody's posts, their spells of employment and the rules over time: days in a group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from learning.people.rules.spans import Span, Spans, joined, shared, without

from .rule import Rule


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post, the days it is held, and what it says in each field, in one case."""

    span: Span
    fields: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Dated:
    """A rule, and the days on which it holds."""

    rule: Rule
    span: Span


def days_by_rule(posts: Iterable[HeldPost], spells: Spans, rules: Sequence[Dated]) -> Spans:
    """The days on which somebody in post holds a post that the rule of that day asks for.

    One post must satisfy the whole rule: two posts at once are never added together.
    """
    found = [
        span
        for post in posts
        for dated in rules
        if dated.rule.allows(post.fields)
        for span in shared((post.span,), (dated.span,))
    ]
    return shared(found, spells) if found else ()


def days_to_be(*, stored: Spans, by_rule: Spans, spells: Spans, rules: Sequence[Dated]) -> Spans:
    """The days in the group as they should stand.

    Where a rule holds, it alone decides. On other days whoever was in the group still is, as long
    as they are in post. Days that meet are one span, so that a new rule makes nobody join anew.
    """
    if stored == by_rule:  # as it is for nearly everybody, and every day of it holds
        return by_rule
    by_hand = without(stored, (dated.span for dated in rules))
    return joined((*shared(by_hand, spells), *by_rule))


def ruled_from(day: date, rules: Sequence[Dated], new: Rule | None) -> tuple[Dated, ...]:
    """The rules over time once another holds from the day on, or none does."""
    kept = [
        Dated(dated.rule, span) for dated in rules for span in without((dated.span,), (Span(day),))
    ]
    return (*kept, Dated(new, Span(day))) if new else tuple(kept)

"""What the facts of two records of one person come to, sort by sort."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from .spans import Span, joined, shared


@dataclass(frozen=True, slots=True)
class Known:
    """A fact about one of the two: its number, its days, and what holds on them."""

    id: int
    span: Span
    what: Hashable
    is_of_duplicate: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A fact to record of whoever stays, and the numbers of those whose place it takes.

    The first number is that of the fact to copy: one of the person who stays, if there is any.
    """

    span: Span
    ids: tuple[int, ...]


def runs_of(facts: Iterable[Known]) -> list[Run]:
    """What to record: the same thing on days that meet or overlap is one fact.

    Facts of whoever stays that none of the duplicate's meets are left alone.
    """
    alike: dict[Hashable, list[Known]] = defaultdict(list)
    for fact in facts:
        alike[fact.what].append(fact)
    found = []
    for same in alike.values():
        for span in joined(fact.span for fact in same):
            inside = [fact for fact in same if shared([fact.span], [span])]
            if any(fact.is_of_duplicate for fact in inside):
                inside.sort(key=lambda fact: (fact.is_of_duplicate, fact.span.from_on, fact.id))
                found.append(Run(span, tuple(fact.id for fact in inside)))
    return found


def contradicting(facts: Iterable[Known]) -> tuple[Known, Known] | None:
    """Two facts, one of each record, that say different things of the same day."""
    known = list(facts)
    for one in known:
        for other in known:
            if (
                one.is_of_duplicate
                and not other.is_of_duplicate
                and one.what != other.what
                and shared([one.span], [other.span])
            ):
                return one, other
    return None

"""Whether draws can always be filled, and if not, which of them ask for too much.

By Hall's theorem (1935) they can, unless some of them together ask for more than fits any of them.
That looks at every set of draws, which is exact and names the draws to mend. It is why a quiz has
at most `MOST_DRAWS`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from .drawing import Candidate, Draw, Preference, fitting

MOST_DRAWS = 8

Some = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Draws, by their places, that ask for more than there is.

    `seen` is how many of those that fit may have been met last time, where that is the trouble.
    """

    draws: Some
    asked: int
    found: int
    seen: int = 0

    @property
    def missing(self) -> int:
        return self.asked + self.seen - self.found


def shortages(
    *, chosen: Sequence[UUID], draws: Sequence[Draw], candidates: Sequence[Candidate]
) -> list[Shortage]:
    """Why the draws cannot keep what they promise; nothing where they can.

    First each draw by itself; then the fewest that ask for too much between them; then the fewest
    that could not always do without what somebody met last time.
    """
    fits = [set(fitting(draw, candidates, chosen=chosen)) for draw in draws]
    alone = [
        Shortage((number,), draw.count, len(fits[number]))
        for number, draw in enumerate(draws)
        if len(fits[number]) < draw.count
    ]
    if alone:
        return alone
    numbers = range(len(draws))
    sets = [some for size in numbers for some in combinations(numbers, size + 1)]
    asked = {some: sum(draws[number].count for number in some) for some in sets}
    found = {some: _union(fits[number] for number in some) for some in sets}
    for some in sets:
        if len(found[some]) < asked[some]:
            return [Shortage(some, asked[some], len(found[some]))]
    for some in sets:
        # What only draws that avoid the last time could take is lost to them if it was met then.
        others = (n for n in some if draws[n].prefers is not Preference.NOT_LAST_TIME)
        avoided = found[some] - _union(fits[number] for number in others)
        seen = _most_drawn_from(avoided, sets, asked, found) if avoided else 0
        if len(found[some]) - seen < asked[some]:
            return [Shortage(some, asked[some], len(found[some]), seen)]
    return []


def _most_drawn_from(
    some_questions: set[UUID],
    sets: Sequence[Some],
    asked: dict[Some, int],
    found: dict[Some, set[UUID]],
) -> int:
    """How many of these questions one attempt may have had: Hall's theorem with a deficit (Ore)."""
    in_all = asked[sets[-1]]
    return min(
        in_all,
        *(in_all - asked[some] + len(found[some] & some_questions) for some in sets),
    )


def _union(sets: Iterable[set[UUID]]) -> set[UUID]:
    return set().union(*sets)

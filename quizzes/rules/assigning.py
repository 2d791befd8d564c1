"""Giving each question to at most one of the draws that it fits.

Draws may overlap, so it is not enough to fill one after the other: the first could take what only
the second can use. Drawing is an assignment problem, solved by cheapest augmenting paths (Busacker
and Gowen, 1960), each found by Bellman and Ford's search.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

# Who takes which question, and from whom. None: it was free.
Step = tuple[int, UUID, int | None]


def assign(counts: Sequence[int], options: Sequence[Mapping[UUID, int]]) -> list[list[UUID]]:
    """Questions for each draw: as many as possible in all, and those at the least cost in all.

    `options` has for each draw what each question would cost it, the first to be taken first.
    """
    given: list[list[UUID]] = [[] for _draw in counts]
    taken: set[UUID] = set()
    while path := _cheapest_path(counts, options, given, taken):
        # The last draw of the path takes a question that is free; each other one takes what the
        # next one had.
        for number, key, loser in path:
            if loser is not None:
                given[loser].remove(key)
            given[number].append(key)
            taken.add(key)
    return given


def _cheapest_path(
    counts: Sequence[int],
    options: Sequence[Mapping[UUID, int]],
    given: Sequence[Sequence[UUID]],
    taken: set[UUID],
) -> list[Step]:
    """Who takes which question from whom, so that one more is given at the least extra cost.

    Bellman and Ford's search from the draws that still want one. Empty: nothing more can be given.
    """
    wanting = [n for n, count in enumerate(counts) if len(given[n]) < count]
    so_far = dict.fromkeys(wanting, 0)
    came: dict[int, tuple[int, UUID]] = {}
    for _round in counts:
        for taker in sorted(so_far):
            for loser, keys in enumerate(given):
                for key in keys:
                    if loser == taker or key not in options[taker]:
                        continue
                    cost = so_far[taker] + options[taker][key] - options[loser][key]
                    if loser not in so_far or cost < so_far[loser]:
                        so_far[loser], came[loser] = cost, (taker, key)
    ends = []
    for number in sorted(so_far):
        free = next((key for key in options[number] if key not in taken), None)
        if free is not None:
            ends.append((so_far[number] + options[number][free], number, free))
    if not ends:
        return []
    _cost_in_all, number, free = min(ends, key=lambda end: end[:2])
    path: list[Step] = [(number, free, None)]
    while number in came:
        taker, key = came[number]
        path.append((taker, key, number))
        number = taker
    return path

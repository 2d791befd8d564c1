"""Which figures about few people are withheld from those who may not see names.

A figure about somebody, but about fewer people than the smallest group shown, is withheld; so is a
total. Where the total and the cells left would fill a single gap in a row, or a gap about too few
people, the next-smallest cells are withheld with it until they no longer do. That people may be in
two groups makes the sum inexact, but we do not count on it. Columns have no total: the same people
stand in each of their cells, so nothing adds up to a gap in one.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)


def withheld_in_row(expected: Mapping[Cell, int], *, smallest: int) -> frozenset[Cell]:
    """The cells of a row to withhold, given how many people each is about."""
    by_size = sorted((people, place) for place, people in enumerate(expected.values()) if people)
    cells = list(expected)
    withheld: list[Cell] = []
    hidden = 0
    for people, place in by_size:
        is_small = people < smallest
        gives_it_away = bool(withheld) and (len(withheld) == 1 or hidden < smallest)
        if not is_small and not gives_it_away:
            break
        withheld.append(cells[place])
        hidden += people
    return frozenset(withheld)


def is_withheld(expected: int, *, smallest: int) -> bool:
    """Whether a figure that stands alone is about too few people."""
    return 0 < expected < smallest

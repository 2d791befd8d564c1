"""Rows that cannot be used: what is wrong with each, and a file of them to send back corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from learning.tabular.columns import Column
from learning.tabular.rules.headings import WHAT_TO_CORRECT, plain


@dataclass(frozen=True, slots=True)
class Explained:
    """What is wrong with a cell: where it stands, what it says, why it will not do, and the cure.

    The column is the file's own name for it.
    """

    row: int
    column: str
    value: str
    fault: str
    reason: str
    cure: str


def columns_to_correct(header: Sequence[str]) -> list[Column]:
    """The file's own columns, and one more with what is wrong."""
    return [*(Column(header[place]) for place in _own(header)), Column(WHAT_TO_CORRECT)]


def row_to_correct(
    header: Sequence[str], cells: Sequence[str], problems: Iterable[Explained]
) -> tuple[str, ...]:
    """As many cells as the file has columns; what is too much stays in sight in the last."""
    width = len(header)
    fitted = [*cells, *[""] * (width - len(cells))]
    if len(cells) > width:
        fitted = [*cells[: width - 1], ", ".join(cells[width - 1 :])]
    wrong = " ".join(f"{one.column}: {one.reason} {one.cure}" for one in problems)
    return (*(fitted[place] for place in _own(header)), wrong)


def _own(header: Sequence[str]) -> list[int]:
    """A file that was corrected in part and comes back brings that column of ours with it."""
    return [place for place, name in enumerate(header) if plain(name) != plain(WHAT_TO_CORRECT)]

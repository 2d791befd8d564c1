"""How many are asked for something, and how they stand, in one figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .status import EXCUSED, HOLDING, LATE, Status


@dataclass(frozen=True, slots=True)
class Tally:
    """Of those asked, how many are away or waived, how many of the rest are current or late."""

    asked: int = 0
    excused: int = 0
    current: int = 0
    late: int = 0

    @property
    def counted(self) -> int:
        """The denominator: those asked and neither away nor waived."""
        return self.asked - self.excused

    @property
    def percentage(self) -> int | None:
        """Whole per cent, rounded down so that 100 means everyone. None where nobody is counted."""
        return self.current * 100 // self.counted if self.counted else None


def tally_of(counts: Mapping[Status, int]) -> Tally:
    """The figure that so many of each status make."""

    def among(statuses: Iterable[Status]) -> int:
        return sum(counts.get(status, 0) for status in statuses)

    return Tally(
        asked=sum(counts.values()),
        excused=among(EXCUSED),
        current=among(HOLDING),
        late=among(LATE),
    )

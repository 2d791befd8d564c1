"""A file that would make so many leave that it is likely to be only a part of the list."""

from dataclasses import dataclass

GREATEST_SHARE = 20
FEWEST_LEAVERS = 5


@dataclass(frozen=True, slots=True)
class Departures:
    """How many of those in post a file would mark as leavers."""

    leavers: int
    in_post: int

    @property
    def percentage(self) -> int:
        """Whole per cent, rounded up, so that no doubt is rounded away."""
        return min(-(-self.leavers * 100 // self.in_post), 100) if self.in_post else 100

    @property
    def are_doubtful(self) -> bool:
        """More than five people and more than a fifth of the staff."""
        return self.leavers > FEWEST_LEAVERS and self.leavers * 100 > GREATEST_SHARE * self.in_post

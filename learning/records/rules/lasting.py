"""Until when something completed counts for somebody, and whether it is to be done again."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .standing import Standing
from .status import HOLDING, LATE, Status


class Recorded(Protocol):
    """A completion as it was recorded, with the last day written on it."""

    @property
    def expires_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long something completed counts. Whoever completed nothing has nothing that counts.

    `is_current`: it counts, and doing it again now is not yet asked. `until` is the last day on
    which it counts; without one it counts for ever. `again_by` is the day by which to do it again,
    where there is one and it has not passed.
    """

    counts: bool = False
    is_current: bool = False
    until: date | None = None
    again_by: date | None = None


def lasting_of(completed: Recorded | None, standing: Standing | None, *, on: date) -> Lasting:
    """How long what was completed last counts on the day.

    Where it is asked of them, as they stand for it: an assignment may ask again sooner than is
    written on the completion, or ask at all. Else, and while they are away or excused, until the
    day written on it.
    """
    if completed is None:
        return Lasting()
    if standing is not None and standing.held is not None:
        return Lasting(
            counts=standing.status in HOLDING,
            is_current=standing.status is Status.CURRENT,
            until=standing.held.renewal.holds_until,
            again_by=None if standing.status in LATE else standing.due_on,
        )
    until = completed.expires_on
    counts = until is None or on <= until
    return Lasting(counts, is_current=counts, until=until, again_by=until if counts else None)

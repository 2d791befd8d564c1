"""The words for how somebody stands."""

from enum import StrEnum


class Status(StrEnum):
    """How somebody stands, on a day, for something that is asked of them."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    DUE = "due"
    OVERDUE = "overdue"
    CURRENT = "current"
    EXPIRING = "expiring"
    LAPSED = "lapsed"
    WAIVED = "waived"
    AWAY = "away"


LATE = frozenset({Status.OVERDUE, Status.LAPSED})
HOLDING = frozenset({Status.CURRENT, Status.EXPIRING})
EXCUSED = frozenset({Status.WAIVED, Status.AWAY})
MOST_PRESSING_FIRST = (
    Status.OVERDUE,
    Status.LAPSED,
    Status.DUE,
    Status.IN_PROGRESS,
    Status.EXPIRING,
    Status.NOT_STARTED,
    Status.CURRENT,
    Status.WAIVED,
    Status.AWAY,
)

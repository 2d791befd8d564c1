"""How something assigned stands, as a function of dated facts."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Due until its day, then overdue; current while a completion counts, then lapsed."""

    DUE = "due"
    OVERDUE = "overdue"
    CURRENT = "current"
    LAPSED = "lapsed"


def status_on(
    day: date,
    *,
    due_on: date | None,
    completed_on: date | None,
    expires_on: date | None,
) -> Status:
    """The status on the day. The due day and the last counting day are still in time."""
    if completed_on is not None and completed_on <= day:
        return Status.CURRENT if expires_on is None or day <= expires_on else Status.LAPSED
    if due_on is not None and due_on < day:
        return Status.OVERDUE
    return Status.DUE

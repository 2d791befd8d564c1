"""When a correction needs a second person, and why a day cannot stand on a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from learning.people.rules.spans import Span

MOST_ALONE = 20
COUNTED_FOR = timedelta(hours=24)


def needs_second_person(count: int, *, alone_before: int, is_own: bool = False) -> bool:
    """More than twenty at once, or anything of one's own record.

    What the same person did alone in the last day is counted in.
    """
    return is_own or count + alone_before > MOST_ALONE


class WrongDay(Enum):
    """Why a completion cannot say that it happened that day."""

    TO_COME = "to come"
    AS_BEFORE = "as before"
    NOT_IN_POST = "not in post"
    NOT_YET_LISTED = "not yet listed"


@dataclass(frozen=True, slots=True)
class ToldDay:
    """The day that a completion is to say, and what is known about it.

    `listed_on` is None where the activity is not known here. What was learnt elsewhere may be
    older than both the post and the activity.
    """

    day: date
    employed: Sequence[Span]
    listed_on: date | None
    before: date | None = None
    is_from_elsewhere: bool = False


def wrong_day(told: ToldDay, *, today: date) -> WrongDay | None:
    """What is wrong with the day, the plainest first. None where it can stand."""
    if told.day > today:
        return WrongDay.TO_COME
    if told.day == told.before:
        return WrongDay.AS_BEFORE
    if told.is_from_elsewhere:
        return None
    if not any(span.covers(told.day) for span in told.employed):
        return WrongDay.NOT_IN_POST
    if told.listed_on is None or told.day < told.listed_on:
        return WrongDay.NOT_YET_LISTED
    return None

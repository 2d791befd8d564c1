"""The conditions of a quiz: how long, how often, and what is told when.

They are frozen into the paper when an attempt starts, with the adjustments of its person, so that a
later edit touches no attempt that has begun.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

# What a save may be late by, on its way through a slow network. Nobody is told of it.
GRACE = timedelta(seconds=30)


class ReviewShows(StrEnum):
    """What staff see of an attempt once it may be looked at."""

    OUTCOME = "outcome"
    ANSWERS = "answers"
    KEY = "key"


class ReviewFrom(StrEnum):
    """When staff may look at it."""

    SUBMITTED = "submitted"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Adjustments:
    """What is made easier for one person, everywhere. `extra_time` is a whole percentage."""

    extra_time: int = 0
    is_untimed: bool = False
    has_unlimited_attempts: bool = False


AS_ANYBODY = Adjustments()


@dataclass(frozen=True, slots=True)
class Policy:
    """The conditions of a quiz. No `minutes`: untimed. No `attempts`: as many as one likes.

    Staff are told `minutes_reason`, why time is short. With feedback at once, an answer is final
    when its feedback is asked for.
    """

    minutes: int | None = None
    minutes_reason: str = ""
    attempts: int | None = None
    pause_minutes: int = 0
    has_feedback_at_once: bool = False
    review_shows: ReviewShows = ReviewShows.ANSWERS
    review_from: ReviewFrom = ReviewFrom.SUBMITTED

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(
            **{
                **fields,
                "review_shows": ReviewShows(fields["review_shows"]),
                "review_from": ReviewFrom(fields["review_from"]),
            }
        )

    @property
    def is_limited(self) -> bool:
        """Whether there is anything that an adjustment could ease."""
        return self.minutes is not None or self.attempts is not None or self.pause_minutes > 0

    def deadline(self, adjustments: Adjustments, *, started_at: datetime) -> datetime | None:
        """When the time is up. A percentage of extra time is rounded up to a whole minute."""
        minutes = self.minutes_for(adjustments)
        return None if minutes is None else started_at + timedelta(minutes=minutes)

    def minutes_for(self, adjustments: Adjustments) -> int | None:
        """How long a person has. None: no limit."""
        if self.minutes is None or adjustments.is_untimed:
            return None
        return -(-self.minutes * (100 + adjustments.extra_time) // 100)


NO_CONDITIONS = Policy()


def is_late(deadline: datetime | None, *, at: datetime) -> bool:
    """Whether something that arrives now counts no more."""
    return deadline is not None and at > deadline + GRACE


@dataclass(frozen=True, slots=True)
class Wait:
    """Why no attempt can start yet. `until` is none where no time will change it."""

    until: datetime | None


def wait_before_next(
    policy: Policy, adjustments: Adjustments, *, ended: Sequence[datetime], at: datetime
) -> Wait | None:
    """What stands in the way of another attempt. None: it may start.

    `ended` has when each attempt since the last pass was submitted: a pass wipes the slate, so that
    a refresher a year later has all its attempts again.
    """
    if adjustments.has_unlimited_attempts or not ended:
        return None
    if policy.attempts is not None and len(ended) >= policy.attempts:
        return Wait(until=None)
    free_from = max(ended) + timedelta(minutes=policy.pause_minutes)
    return Wait(until=free_from) if at < free_from else None


def attempts_left(policy: Policy, adjustments: Adjustments, *, used: int) -> int | None:
    """How many more attempts there are. None: as many as one likes."""
    if policy.attempts is None or adjustments.has_unlimited_attempts:
        return None
    return max(0, policy.attempts - used)


def shown_in_review(policy: Policy, *, has_passed: bool, left: int | None) -> ReviewShows:
    """What may be seen now of a submitted attempt.

    The right answers to what was answered wrongly are told after a pass, or where the quiz says
    so, so that trying again still makes one think.
    """
    is_settled = has_passed or left == 0
    if policy.review_from is ReviewFrom.SETTLED and not is_settled:
        return ReviewShows.OUTCOME
    if policy.review_shows is ReviewShows.ANSWERS and has_passed:
        return ReviewShows.KEY
    return policy.review_shows

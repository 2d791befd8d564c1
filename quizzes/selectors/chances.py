"""Whether somebody may start a quiz."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from learning.people.models import StaffMember
from learning.people.selectors import adjustment_of
from quizzes.models import Attempt, Quiz
from quizzes.rules.policy import (
    AS_ANYBODY,
    Adjustments,
    Policy,
    Wait,
    attempts_left,
    wait_before_next,
)


@dataclass(frozen=True, slots=True)
class Chances:
    """Whether somebody may start a quiz now, and how long they have for it.

    `left`: how many attempts there are; none: no limit.
    """

    policy: Policy
    adjustments: Adjustments
    wait: Wait | None
    left: int | None

    @property
    def minutes(self) -> int | None:
        """How long the person has. None: no limit."""
        return self.policy.minutes_for(self.adjustments)


def chances_of(
    staff_member: StaffMember, quiz: Quiz, activity_key: UUID, *, at: datetime
) -> Chances:
    """By the quiz as it is live, the person's adjustments, and attempts since the last pass.

    Where nothing is limited there is nothing to adjust or to count, and nothing is looked up.
    """
    policy = quiz.policy
    adjustments, ended = AS_ANYBODY, []
    if policy.is_limited:
        adjustments = adjustments_of(staff_member, on=localdate(at))
        ended = _ended_since_last_pass(staff_member.key, quiz.key, activity_key)
    return Chances(
        policy,
        adjustments,
        wait_before_next(policy, adjustments, ended=ended, at=at),
        attempts_left(policy, adjustments, used=len(ended)),
    )


def adjustments_of(staff_member: StaffMember, *, on: date) -> Adjustments:
    """What is made easier for the person on a day."""
    adjustment = adjustment_of(staff_member, on=on)
    if adjustment is None:
        return AS_ANYBODY
    return Adjustments(
        extra_time=adjustment.extra_time,
        is_untimed=adjustment.is_untimed,
        has_unlimited_attempts=adjustment.has_unlimited_attempts,
    )


def chances_after(attempt: Attempt, *, at: datetime) -> Chances:
    """Whether its person may start another, by the conditions under which they took this one."""
    policy, adjustments = attempt.drawn.quiz.policy, attempt.drawn.adjustments
    ended = _ended_since_last_pass(attempt.staff_key, attempt.quiz_key, attempt.activity_key)
    return Chances(
        policy,
        adjustments,
        wait_before_next(policy, adjustments, ended=ended, at=at),
        attempts_left(policy, adjustments, used=len(ended)),
    )


def _ended_since_last_pass(staff_key: UUID, quiz_key: UUID, activity_key: UUID) -> list[datetime]:
    attempts = Attempt.objects.filter(
        staff_key=staff_key,
        quiz_key=quiz_key,
        activity_key=activity_key,
        submitted_at__isnull=False,
    )
    ended: list[datetime] = []
    newest_first = attempts.order_by("-submitted_at", "-pk")
    for submitted_at, has_passed in newest_first.values_list("submitted_at", "has_passed"):
        if has_passed or submitted_at is None:
            break
        ended.append(submitted_at)
    return ended

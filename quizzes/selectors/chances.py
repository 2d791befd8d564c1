"""Whether somebody may start a quiz."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from learning.people.models import StaffMember
from learning.people.selectors import adjustment_of
from quizzes.models import Attempt, AttemptQuerySet, Quiz
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

    Where nothing is limited there is nothing to adjust, and nothing is looked up.
    """
    policy, adjustments = quiz.policy, AS_ANYBODY
    if policy.is_limited:
        adjustments = adjustments_of(staff_member, on=localdate(at))
    attempts = Attempt.objects.by(staff_member)
    attempts = attempts.filter(quiz_key=quiz.key, activity_key=activity_key)
    return _chances(policy, adjustments, attempts, at=at)


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
    attempts = Attempt.objects.filter(
        staff_key=attempt.staff_key, quiz_key=attempt.quiz_key, activity_key=attempt.activity_key
    )
    return _chances(attempt.drawn.quiz.policy, attempt.drawn.adjustments, attempts, at=at)


def _chances(
    policy: Policy, adjustments: Adjustments, attempts: AttemptQuerySet, *, at: datetime
) -> Chances:
    """Where nothing is limited there is nothing to count, and no attempt is looked up."""
    ended = _ended_since_last_pass(attempts) if policy.is_limited else []
    return Chances(
        policy,
        adjustments,
        wait_before_next(policy, adjustments, ended=ended, at=at),
        attempts_left(policy, adjustments, used=len(ended)),
    )


def _ended_since_last_pass(attempts: AttemptQuerySet) -> list[datetime]:
    ended: list[datetime] = []
    newest_first = attempts.submitted().order_by("-submitted_at", "-pk")
    for submitted_at, has_passed in newest_first.values_list("submitted_at", "has_passed"):
        if has_passed or submitted_at is None:
            break
        ended.append(submitted_at)
    return ended

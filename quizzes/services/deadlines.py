"""What becomes of an attempt when its time is up."""

import logging
from datetime import datetime

from learning.people.models import StaffMember
from quizzes.models import Attempt, UnclaimedSave
from quizzes.rules.policy import GRACE

from .attempts import submit_attempt
from .ledger import PaperChanged
from .unclaimed import GOOD_FOR, claim_saves

logger = logging.getLogger(__name__)


def submit_if_out_of_time(*, attempt: Attempt, staff_member: StaffMember, at: datetime) -> Attempt:
    """The attempt of somebody who is here. If its time is up, it is submitted as of its deadline.

    What they had answered when they were signed out becomes theirs first, as of when it arrived:
    what came in time counts, unless they have answered otherwise since, and the rest is kept.
    """
    if attempt.is_closed or not attempt.is_out_of_time(at):
        return attempt
    claim_saves(attempt=attempt)
    if attempt.is_submitted:
        return attempt
    return submit_attempt(key=attempt.key, staff_member=staff_member, at=at)


def submit_what_is_out_of_time(*, at: datetime) -> int:
    """Submit every attempt whose deadline has passed. Says how many.

    One with an answer that came in time and is not claimed waits for its owner, since nothing is
    claimed without them. It waits until no token of its pages, all made before the deadline, holds.
    One whose paper is not as it was drawn is logged and stays open: nobody else waits for it.
    """
    unclaimed = UnclaimedSave.objects.in_time().still_waiting()
    unclaimed = unclaimed.filter(attempt__deadline_at__gt=at - GOOD_FOR)
    expired = Attempt.objects.open().filter(deadline_at__lt=at - GRACE)
    expired = expired.exclude(pk__in=unclaimed.values("attempt"))
    keys = list(expired.values_list("key", "staff_key"))
    people = StaffMember.objects.in_bulk([staff for _key, staff in keys], field_name="key")
    submitted = 0
    for key, staff_key in keys:
        try:
            submit_attempt(key=key, staff_member=people[staff_key], at=at)
        except Attempt.DoesNotExist:
            continue  # Their record was merged this moment: the next run finds it in its new hands.
        except PaperChanged:
            logger.exception("Attempt %s is out of time and cannot be submitted.", key)
        else:
            submitted += 1
    return submitted

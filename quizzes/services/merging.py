"""The attempts of somebody who had two records become those of the record that stays."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from learning.people.models import StaffMember
from quizzes.models import Attempt


def move_attempts(*, duplicate: StaffMember, survivor: StaffMember) -> None:
    """In the transaction of the merge. Whoever submits one of them at this moment waits or is
    waited for."""
    if words := unsettled_twice(duplicate, survivor):
        raise ValidationError(words)
    list(Attempt.objects.by(duplicate).select_for_update().order_by("pk").values_list("pk"))
    Attempt.objects.by(duplicate).update(staff_key=survivor.key)


def unsettled_twice(duplicate: StaffMember, survivor: StaffMember) -> str:
    """Which quizzes both have begun without an outcome, and what to do about it. Empty: none."""
    of_both = _both_unsettled(duplicate, survivor)
    if not of_both:
        return ""
    return _(
        "Both records have an attempt that is not finished or not marked yet: %(quizzes)s. "
        "One of the two has to be submitted and marked first; whoever signs in as %(number)s can "
        "submit it. Then merge."
    ) % {
        "quizzes": ", ".join(sorted({attempt.drawn.quiz.title for attempt in of_both})),
        "number": (duplicate.user or duplicate.payroll_number),
    }


def _both_unsettled(duplicate: StaffMember, survivor: StaffMember) -> QuerySet[Attempt]:
    theirs = Attempt.objects.by(survivor).unsettled()
    same = theirs.filter(quiz_key=OuterRef("quiz_key"), activity_key=OuterRef("activity_key"))
    return Attempt.objects.by(duplicate).unsettled().filter(Exists(same))

from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision

from learning.people.models import StaffMember
from learning.people.selectors.merging import Goes
from quizzes.models import Attempt, Question, Quiz, Scenario
from quizzes.services import (
    freeze_question,
    freeze_questions_of,
    freeze_quiz,
    move_attempts,
    unsettled_twice,
)


def freeze_published_question(
    sender: type, instance: Question, revision: Revision, **kwargs: object
) -> None:
    """Publishing a question freezes it as it is now live."""
    if instance.live:
        freeze_question(
            question=instance, at=instance.last_published_at, by_name=publisher(revision)
        )


def freeze_questions_of_published_scenario(
    sender: type, instance: Scenario, revision: Revision, **kwargs: object
) -> None:
    """Publishing a scenario freezes the questions about it, for each holds its words."""
    if instance.live:
        freeze_questions_of(
            scenario=instance, at=instance.last_published_at, by_name=publisher(revision)
        )


def freeze_published_quiz(
    sender: type, instance: Quiz, revision: Revision, **kwargs: object
) -> None:
    """Publishing a quiz freezes it as it is now live."""
    if instance.live:
        freeze_quiz(quiz=instance, at=instance.last_published_at, by_name=publisher(revision))


def publisher(revision: Revision) -> str:
    """Whoever is publishing, as far as the CMS knows: who is signed in, or who wrote it."""
    user = get_active_log_context().user or revision.user
    return (user.get_full_name() or user.get_username()) if user else ""


def say_which_attempts_go(
    sender: type, duplicate: StaffMember, survivor: StaffMember, **kwargs: object
) -> Goes:
    return Goes(
        _("Attempts at quizzes"),
        Attempt.objects.by(duplicate).count(),
        hindrance=unsettled_twice(duplicate, survivor),
    )


def move_what_was_attempted(
    sender: type, duplicate: StaffMember, survivor: StaffMember, at: datetime, **kwargs: object
) -> None:
    """Of two records of one person. Refused where both have the same quiz to finish."""
    move_attempts(duplicate=duplicate, survivor=survivor)

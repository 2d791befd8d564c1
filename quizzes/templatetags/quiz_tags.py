from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format

from quizzes.forms import answer_form
from quizzes.models import Attempt
from quizzes.rules.paper import FrozenQuestion
from quizzes.rules.policy import GRACE
from quizzes.services import keys_to_unsent, owner_of_unsent, save_token

register = template.Library()


@register.inclusion_tag("quizzes/question_as_asked.html")
def question_as_asked(
    question: FrozenQuestion, number: int, *, legend_is_heading: bool = False
) -> dict[str, object]:
    """A drafted question as staff will meet it, among others on one page."""
    form = answer_form(question, prefix=f"question-{number}")
    form.show([])
    return {"form": form, "legend_is_heading": legend_is_heading}


@register.filter
def marks(value: Fraction | Decimal) -> str:
    """Marks to two places where they need them, and never rounded up: 3.999 is not yet 4."""
    exact = Fraction(value)
    hundredths = exact.numerator * 100 // exact.denominator
    return number_format(Decimal(hundredths).scaleb(-2).normalize())


@register.simple_tag
def unsent_owner(user: AbstractBaseUser) -> str:
    """Whose answers wait in this browser: see `services.unsent`."""
    return owner_of_unsent(user)


@register.simple_tag
def token_of(attempt: Attempt) -> str:
    """What its form carries, so that an answer is known even without a session."""
    return save_token(attempt)


@register.simple_tag
def attempt_setup(attempt: Attempt, user: AbstractBaseUser) -> dict[str, object]:
    """What the script of an open attempt needs. Only for a page that its owner is shown."""
    return {
        "owner": owner_of_unsent(user),
        "keys": keys_to_unsent(user),
        "token": save_token(attempt),
        # With feedback at once, each page is the server's: it may tell what others may not.
        "questions": ""
        if attempt.drawn.quiz.policy.has_feedback_at_once
        else reverse("attempt_questions", args=[attempt.key]),
        "check": reverse("attempt_check", args=[attempt.key]),
        "result": reverse("attempt_result", args=[attempt.key]),
        "seconds_left": _seconds_left(attempt.deadline_at),
        "grace": GRACE.total_seconds(),
    }


def _seconds_left(deadline: datetime | None) -> float | None:
    return None if deadline is None else (deadline - timezone.now()).total_seconds()

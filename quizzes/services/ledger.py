"""Adding to the ledger of marks, and what the marks of an attempt come to."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from itertools import chain, count
from secrets import token_hex
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember, User
from learning.records.models import Completion
from learning.records.rules.canonical import sha256_of
from learning.records.services import reason_digest, record_completion, void_completion
from quizzes.choices import MarkSource
from quizzes.models import Attempt, Mark, MarkNote
from quizzes.rules.interactions import WHOLE
from quizzes.rules.ledger import outcome_after
from quizzes.rules.marking import Result, result_of


class PaperChanged(ValueError):
    """The stored paper is not the one that was drawn, so nothing can be marked against it."""


def check_paper(attempt: Attempt) -> None:
    """Refuse to mark against a paper that is not as it was drawn."""
    if sha256_of(attempt.paper) != attempt.paper_sha256:
        raise PaperChanged(f"The paper of attempt {attempt.key} is not as it was drawn.")


def new_mark(
    *,
    attempt: Attempt,
    question_key: UUID,
    share: Fraction,
    source: MarkSource,
    at: datetime,
    points: Sequence[str] = (),
    supersedes: Mark | None = None,
) -> Mark:
    """A mark, not yet stored."""
    return Mark(
        attempt=attempt,
        question_key=question_key,
        awarded=stored(share),
        available=stored(WHOLE),
        share=str(share),
        points=list(points),
        source=source,
        supersedes=supersedes,
        marked_at=at,
    )


def sign(marks: Sequence[Mark], *, by: User, note: str) -> None:
    """Store marks with who gave them and what they said. Only a digest of it cannot be erased."""
    giver = StaffMember.objects.filter(user=by).first()
    by_name = by.get_full_name() or by.get_username()
    notes = [
        MarkNote(mark=mark, salt=token_hex(16), text=note.strip(), by_name=by_name)
        for mark in marks
    ]
    for each in notes:
        each.mark.by_key = giver.key if giver else None
        each.mark.note_digest = reason_digest(salt=each.salt, text=each.text) if each.text else ""
    Mark.objects.bulk_create(marks)
    MarkNote.objects.bulk_create(notes)


def settle(attempt: Attempt, *, at: datetime) -> None:
    """Give a waiting attempt its outcome if the last mark is in, or the one its marks now have.

    The attempt is locked by the caller. A pass is never taken away here: see `take_pass_away`.
    """
    result = result_of(attempt.drawn, attempt.shares_in_force())
    had, has = attempt.has_passed, outcome_after(attempt.has_passed, result.has_passed)
    if has == had:
        return
    attempt.has_passed = has
    attempt.save(update_fields=["has_passed"])
    if has:
        record_pass(attempt, result, is_first=had is None, at=at)


def record_pass(attempt: Attempt, result: Result, *, is_first: bool, at: datetime) -> None:
    """Put the pass on record. It was earned when the attempt was submitted, whenever it is marked.

    A pass that was taken away and given back is recorded anew: the void of the first one stands.
    """
    record_completion(
        staff_member=attempt.staff_member,
        activity=Activity.objects.get(key=attempt.activity_key),
        source=attempt.source,
        source_key=attempt.key if is_first else _next_source_key(attempt),
        completed_at=attempt.submitted_at or at,
        recorded_at=at,
        content_version=attempt.content_version,
        content_sha256=attempt.content_sha256,
        paper_sha256=attempt.paper_sha256,
        pass_mark=attempt.drawn.quiz.pass_mark,
        marks_awarded=stored(result.awarded),
        marks_available=stored(result.available),
    )


def _next_source_key(attempt: Attempt) -> UUID:
    """The attempt's own or, for a pass given back, the first that no completion has.

    Whosever record the completions are on now: they may have been merged.
    """
    keys = chain([attempt.key], (uuid5(attempt.key, str(number)) for number in count(1)))
    taken = Completion.objects.filter(source=attempt.source)
    return next(key for key in keys if not taken.filter(source_key=key).exists())


def take_pass_away(attempt: Attempt, *, reason: str, by: User, at: datetime) -> None:
    """Make it a fail where its marks say so, and void what the pass put on record, with the reason.

    The attempt is locked by the caller.
    """
    marks_say = result_of(attempt.drawn, attempt.shares_in_force()).has_passed
    has = outcome_after(attempt.has_passed, marks_say, takes_pass_away=True)
    if not attempt.has_passed or has:
        return
    attempt.has_passed = has
    attempt.save(update_fields=["has_passed"])
    for completion in attempt.completions.standing():
        void_completion(
            completion=completion,
            reason=_("A mark was changed, and it is no longer a pass. %(reason)s")
            % {"reason": reason},
            by=by,
            at=at,
        )


def stored(share: Fraction) -> Decimal:
    """A mark as it is stored to be read, to four places. What decides a pass is the exact one."""
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal("0.0001"), rounding=ROUND_DOWN)

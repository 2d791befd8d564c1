"""Marking answers again when the key to a question was wrong: looked at first, then all at once."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from learning.people.models import User
from learning.records.rules.canonical import canonical_json
from quizzes.choices import MARKS_BY_RULE, MarkSource
from quizzes.models import Attempt, AttemptEvent, Mark, QuestionVersion
from quizzes.rules.ledger import in_force
from quizzes.rules.paper import PaperQuestion
from quizzes.rules.regrading import Regrade, Sat, regrade

from .ledger import check_paper, new_mark, settle, sign, take_pass_away
from .marking import ReasonMissing

AT_ONCE = 200


class RegradeChanged(ValueError):
    """What it would do is no longer what was looked at. Nothing was done. `plan` is what is so."""

    def __init__(self, plan: "RegradePlan") -> None:
        super().__init__("What this regrade would do has changed since it was looked at.")
        self.plan = plan


@dataclass(frozen=True, slots=True)
class RegradePlan:
    """What marking every answer by the newest version would do. `digest` stands for all of it.

    With `marks_other_words`, what was answered to other words is marked too.
    """

    question: PaperQuestion
    regrade: Regrade
    marks_other_words: bool

    @property
    def digest(self) -> str:
        lines = [
            [effect.number, *map(str, (effect.before, effect.after, effect.passed_before))]
            for effect in self.regrade.effects
        ]
        said = {
            "question": self.question.sha256,
            "marks_other_words": self.marks_other_words,
            "effects": lines,
        }
        return hashlib.sha256(canonical_json(said).encode()).hexdigest()


def plan_regrade(question_key: UUID, *, marks_other_words: bool = False) -> RegradePlan:
    """Look at what a regrade would do. Nothing is changed.

    Raises `QuestionVersion.DoesNotExist` where the question was never published.
    """
    return _plan(question_key, Attempt.objects.all(), marks_other_words=marks_other_words)


@transaction.atomic(durable=True)
def apply_regrade(
    *,
    question_key: UUID,
    digest: str,
    reason: str,
    takes_passes_away: bool = False,
    marks_other_words: bool = False,
    by: User,
    at: datetime,
) -> RegradePlan:
    """Do what was looked at, all of it or nothing, and settle every attempt that changes.

    Worked out anew under lock: raises `RegradeChanged` where that is not what `digest` stands for,
    which it is not when all of it was done before.
    """
    if not reason.strip():
        raise ReasonMissing("Answers are marked again with a reason.")
    locked = Attempt.objects.select_for_update(of=("self",))
    plan = _plan(question_key, locked, marks_other_words=marks_other_words)
    if plan.digest != digest:
        raise RegradeChanged(plan)
    effects = {effect.number: effect for effect in plan.regrade.effects}
    for attempts in _batches(sorted(effects), Attempt.objects.all()):
        marks = [
            new_mark(
                attempt=attempt,
                question_key=question_key,
                share=effects[attempt.pk].after,
                source=MarkSource.REGRADE,
                supersedes=attempt.marks_in_force()[question_key],
                at=at,
            )
            for attempt in attempts
        ]
        sign(marks, by=by, note=reason)
        for attempt in attempts:
            settle(attempt, at=at)
            if takes_passes_away and effects[attempt.pk].would_take_a_pass:
                take_pass_away(attempt, reason=reason, by=by, at=at)
    return plan


def _plan(
    question_key: UUID, attempts: models.QuerySet[Attempt], *, marks_other_words: bool
) -> RegradePlan:
    newest = QuestionVersion.objects.filter(question_key=question_key).latest("number")
    question = PaperQuestion.frozen(newest.body, version=newest.number)
    found = regrade(question, _sat(question, attempts), marks_other_words=marks_other_words)
    return RegradePlan(question, found, marks_other_words)


def _sat(question: PaperQuestion, among: models.QuerySet[Attempt]) -> Iterator[Sat]:
    """Every submitted attempt that has a mark by another version of the question."""
    marked = Mark.objects.filter(question_key=question.key, supersedes=None)
    numbers = list(marked.order_by("attempt").values_list("attempt", flat=True))
    for attempts in _batches(numbers, among):
        marks = _by_attempt(Mark.objects.filter(attempt__in=attempts))
        answers = _by_attempt(
            AttemptEvent.objects.in_time().filter(attempt__in=attempts, question_key=question.key)
        )
        for attempt in attempts:
            current = in_force(marks[attempt.pk])
            is_newest = attempt.drawn.question(question.key).sha256 == question.sha256
            # Marked again by a version in between, and now the first one is back.
            if is_newest and current[question.key].source != MarkSource.REGRADE:
                continue
            check_paper(attempt)
            given = answers.get(attempt.pk)
            yield Sat(
                number=attempt.pk,
                paper=attempt.drawn,
                response=given[-1].response if given else [],
                shares={key: mark.exact_share for key, mark in current.items()},
                is_by_rule=current[question.key].source in MARKS_BY_RULE,
                has_passed=attempt.has_passed,
            )


def _batches(numbers: list[int], among: models.QuerySet[Attempt]) -> Iterator[list[Attempt]]:
    """The attempts with these numbers, a few hundred at a time and always in the same order."""
    for start in range(0, len(numbers), AT_ONCE):
        batch = numbers[start : start + AT_ONCE]
        yield list(among.filter(pk__in=batch).order_by("pk"))


def _by_attempt(rows: models.QuerySet) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.attempt_id, []).append(row)
    return found

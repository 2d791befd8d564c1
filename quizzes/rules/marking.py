"""Marking: what the answers to a paper are worth, and whether the whole is a pass.

A question is worth one mark, and its interaction says what share of it a response earns. Shares are
exact fractions, and no float decides anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from .interactions import NOTHING, WHOLE, Response
from .paper import Paper, PaperQuestion


@dataclass(frozen=True, slots=True)
class QuestionMark:
    """What one question was worth, and how much of that its answer earned."""

    question_key: UUID
    awarded: Fraction
    available: Fraction


@dataclass(frozen=True, slots=True)
class Result:
    """A marked paper. `awaited` has the questions still to be marked; until then, no outcome."""

    marks: tuple[QuestionMark, ...]
    awaited: tuple[UUID, ...]
    awarded: Fraction
    available: Fraction
    has_passed: bool | None


def mark_question(question: PaperQuestion, response: Response | None) -> Fraction | None:
    """The share of the question's mark that a response earns, from 0 to 1.

    None where a person has to read it first.
    """
    return question.interaction.score(response) if response else NOTHING


def mark_paper(paper: Paper, responses: Mapping[UUID, Response]) -> Result:
    """Mark every question of the paper that a rule can mark. One without a response earns 0."""
    shares = {
        question.key: mark_question(question, responses.get(question.key))
        for question in paper.scored
    }
    return result_of(paper, {key: share for key, share in shares.items() if share is not None})


def result_of(paper: Paper, shares: Mapping[UUID, Fraction]) -> Result:
    """What these shares of the marks of the questions come to.

    It is a pass with enough marks, and with every question right that must be.
    """
    marks = tuple(
        QuestionMark(question_key=question.key, awarded=shares[question.key], available=WHOLE)
        for question in paper.scored
        if question.key in shares
    )
    awaited = tuple(question.key for question in paper.scored if question.key not in shares)
    awarded = sum((mark.awarded for mark in marks), NOTHING)
    available = WHOLE * len(paper.scored)
    has_passed = None
    if not awaited:
        has_passed = is_pass(awarded, available, paper.quiz.pass_mark) and all(
            shares[key] == WHOLE for key in paper.quiz.must_pass
        )
    return Result(marks, awaited, awarded, available, has_passed)


def is_pass(awarded: Fraction, available: Fraction, pass_mark: int) -> bool:
    """Compare whole numbers, so that 7 out of 10 meets a pass mark of 70 exactly.

    A paper with nothing to earn is never a pass.
    """
    return available > 0 and awarded * 100 >= pass_mark * available


def marks_needed(available: int, pass_mark: int) -> int:
    """The fewest whole marks that pass."""
    return -(-pass_mark * available // 100)

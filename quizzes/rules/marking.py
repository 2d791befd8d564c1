"""Marking: what an answer is worth, and whether the whole is a pass. Exact, and nothing but values.

A question is worth one mark. Its kind says how much of it an answer earns:

- *Single choice*: the whole mark for the one right choice, and nothing for anything else.
- *Choose all that apply*, all or nothing: the whole mark when every right choice is ticked and no
  wrong one is, and nothing otherwise. A partly right set is not a safe answer at the counter, and
  ticking everything must earn nothing.

No answer earns nothing. The order in which choices are printed or ticked never matters. Shares of
a mark are exact fractions, and no float decides anything.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from .paper import Paper, PaperQuestion

WHOLE = Fraction(1)
NOTHING = Fraction(0)

MarkingRule = Callable[[frozenset[str], frozenset[str]], Fraction]


def mark_single(key: frozenset[str], chosen: frozenset[str]) -> Fraction:
    """The right choice, and that alone, or nothing."""
    return WHOLE if len(chosen) == 1 and chosen == key else NOTHING


def mark_multiple(key: frozenset[str], chosen: frozenset[str]) -> Fraction:
    """Every right choice and no wrong one, or nothing."""
    return WHOLE if chosen and chosen == key else NOTHING


RULES: Mapping[str, MarkingRule] = {"single": mark_single, "multiple": mark_multiple}


@dataclass(frozen=True, slots=True)
class QuestionMark:
    """What one question was worth, and how much of that its answer earned."""

    question_key: UUID
    awarded: Fraction
    available: Fraction


@dataclass(frozen=True, slots=True)
class Result:
    """A marked paper."""

    marks: tuple[QuestionMark, ...]
    awarded: Fraction
    available: Fraction
    has_passed: bool


def mark_question(question: PaperQuestion, chosen: Collection[str]) -> Fraction:
    """The share of the question's mark that the chosen ids earn, from 0 to 1."""
    return RULES[question.kind](question.right_ids, frozenset(chosen))


def mark_paper(paper: Paper, responses: Mapping[UUID, Collection[str]]) -> Result:
    """Mark every question of the paper. One without a response earns nothing."""
    marks = tuple(
        QuestionMark(
            question_key=question.key,
            awarded=mark_question(question, responses.get(question.key, ())),
            available=WHOLE,
        )
        for question in paper.questions
    )
    awarded = sum((mark.awarded for mark in marks), NOTHING)
    available = sum((mark.available for mark in marks), NOTHING)
    return Result(marks, awarded, available, is_pass(awarded, available, paper.quiz.pass_mark))


def is_pass(awarded: Fraction, available: Fraction, pass_mark: int) -> bool:
    """Compare whole numbers, so that 7 out of 10 meets a pass mark of 70 exactly.

    A paper with nothing to earn is never a pass.
    """
    return available > 0 and awarded * 100 >= pass_mark * available


def marks_needed(available: int, pass_mark: int) -> int:
    """The fewest whole marks that pass."""
    return -(-pass_mark * available // 100)

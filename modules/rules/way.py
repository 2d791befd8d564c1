"""How far somebody has come through a module, and what they do next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .content import Section


class Next(StrEnum):
    """The one thing to do next in a module."""

    START = "start"
    TEST_FIRST = "test first"
    GO_ON = "go on"
    TAKE_QUIZ = "take quiz"
    GO_ON_WITH_QUIZ = "go on with quiz"
    WAIT_FOR_MARKS = "wait for marks"
    CONFIRM = "confirm"
    READ_AGAIN = "read again"


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody is in a module. `section` is the number of the section that comes next."""

    next: Next
    section: int | None
    done: int
    total: int


def way_through(
    sections: Sequence[Section],
    *,
    read: Collection[str],
    known: Collection[str] = (),
    has_quiz: bool,
    is_in_quiz: bool,
    is_current: bool,
    is_waiting: bool = False,
    may_test_first: bool = False,
) -> Way:
    """What comes next: the first section not yet read, then the quiz, or confirming without one.

    An open attempt comes before everything, and what counts already asks for nothing more. Nor does
    an attempt that waits for marks. What is `known` from a quiz taken first need not be read.
    """
    unread = [
        section.number for section in sections if section.id not in read and section.id not in known
    ]
    done = len(sections) - len(unread)
    section = None
    if is_in_quiz:
        step = Next.GO_ON_WITH_QUIZ
    elif is_current:
        step, section = Next.READ_AGAIN, (1 if sections else None)
    elif is_waiting:
        step = Next.WAIT_FOR_MARKS
    elif may_test_first:
        step, section = Next.TEST_FIRST, (1 if sections else None)
    elif unread:
        step, section = (Next.GO_ON if done else Next.START), unread[0]
    else:
        step = Next.TAKE_QUIZ if has_quiz else Next.CONFIRM
    return Way(next=step, section=section, done=done, total=len(sections))


def known_sections(sections: Sequence[Section], *, wrong: Collection[int]) -> frozenset[str]:
    """The sections to which no wrong answer points, by id.

    `wrong` are the questions that were not fully right. One that no section prepares for says
    nothing of where to read, so then every section is to be read; and so it is without any.
    """
    prepared = frozenset().union(*(section.question_ids for section in sections))
    if not wrong or not prepared.issuperset(wrong):
        return frozenset()
    return frozenset(section.id for section in sections if section.question_ids.isdisjoint(wrong))


def minutes_left(minutes: int, *, done: int, total: int, has_quiz: bool) -> int:
    """The minutes left of a module, rounded up: sections and quiz take an equal share each.

    Never less than a minute, because something is always left.
    """
    steps = total + has_quiz
    if not steps:
        return minutes
    return max(1, -(-minutes * (steps - done) // steps))

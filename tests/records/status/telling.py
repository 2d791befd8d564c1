"""A few words to tell a case with, so that it fits on two lines.

A span is "2026-03-01..2026-03-31", or "2026-03-01.." where it goes on. A completion is the day it
was done and the last day written on it, "2025-05-03..2026-05-02", or one day where it counts for
ever.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from learning.people.rules.spans import Span
from learning.records.rules.asking import Due, Season, Terms
from learning.records.rules.standing import Completed, Excuse, Extension, Facts, standing_on

from .slow_model import Answer, answer_of, slowly

RECEPTION, CONTACT_CENTRE = 1, 2
SPRING, WINTER = Season(3, 5), Season(11, 1)


def asha(
    *asked: Terms,
    employed: Sequence[str] = ("2020-01-01..",),
    reception: Sequence[str] = (),
    contact_centre: Sequence[str] = (),
    listed: Sequence[str] = ("2020-01-01..",),
    away: Sequence[str] = (),
    waived: Sequence[str] = (),
    extended: Mapping[str, str] | None = None,
    did: Sequence[str] = (),
    began: Sequence[str] = (),
) -> Facts:
    """All about Asha and one activity. `extended` is the day it was granted, to the day given."""
    return Facts(
        employments=[span(each) for each in employed],
        memberships={
            RECEPTION: [span(each) for each in reception],
            CONTACT_CENTRE: [span(each) for each in contact_centre],
        },
        listed=[span(each) for each in listed],
        terms=asked,
        absences=[Excuse(span(each), "parental") for each in away],
        waivers=[Excuse(span(each), "covered elsewhere") for each in waived],
        extensions=[Extension(day(on), day(to)) for on, to in (extended or {}).items()],
        completions=[completed(each, number) for number, each in enumerate(did, start=1)],
        begun_on=[day(each) for each in began],
    )


def asked(during: str = "2026-01-01..", *, since: str | None = None, **terms: Any) -> Terms:
    """An assignment in force on these days, that counts from its first unless told otherwise."""
    in_force = span(during)
    counted_from = day(since) if since else in_force.from_on
    return Terms(**{"id": 1, "span": in_force, "counted_from": counted_from} | terms)


def by(due_on: str, during: str = "2026-01-01..", **terms: Any) -> Terms:
    return asked(during, due=Due.ON_A_DAY, due_on=day(due_on), **terms)


def after_joining(days: int, during: str = "2026-01-01..", **terms: Any) -> Terms:
    return asked(during, due=Due.AFTER_JOINING, due_days=days, **terms)


def after_joining_group(days: int, during: str = "2026-01-01..", **terms: Any) -> Terms:
    due = {"due": Due.AFTER_JOINING_GROUP, "due_days": days, "group": RECEPTION}
    return asked(during, **(due | terms))


def after_the_last(days: int, during: str = "2026-01-01..", **terms: Any) -> Terms:
    return asked(during, due=Due.AFTER_COMPLETION, due_days=days, **terms)


def case(name: str, *values: object) -> Any:
    """A row of a table, and the name that its failure goes by."""
    return pytest.param(*values, id=name)


def answer(facts: Facts, on: str) -> Answer | None:
    """What the rule says of the day, once the slow reading has said the same."""
    answer = answer_of(standing_on(facts, day(on)))
    assert answer == slowly(facts, day(on))
    return answer


def says(facts: Facts, on: str) -> str:
    """The status and the day, where there is one: "due 2026-10-31"."""
    told = answer(facts, on)
    if told is None:
        return "nothing asked"
    return f"{told.status} {told.due_on}" if told.due_on else str(told.status)


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(text: str) -> Span:
    first, last = text.split("..")
    return Span(day(first), day(last) if last else None)


def completed(text: str, number: int) -> Completed:
    done, _, until = text.partition("..")
    return Completed(day(done), day(until) if until else None, number)

"""What was acknowledged, beside what the database holds."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from learning.records.choices import Source
from learning.records.models import Completion, LedgerEntry
from learning.records.selectors import verify_records
from learning.records.services import seal_entries
from quizzes.models import Attempt, AttemptEvent, Mark

from .client import Given, Journal, Sat


@dataclass
class Findings:
    """Sentences, one for each thing that must not be."""

    lost: list[str]
    doubled: list[str]
    half_done: list[str]
    ledger: list[str]
    entries: int


def compare(journals: list[Journal]) -> Findings:
    """Read every table afresh, over a connection of our own."""
    given = [each for journal in journals for each in journal.given]
    sat = [each for journal in journals for each in journal.sat]
    stored = Stored()
    seal_entries(at=timezone.now())
    verified = verify_records()
    return Findings(
        lost=[*lost_answers(given, stored), *lost_submissions(sat, stored)],
        doubled=[*doubled_answers(given, stored), *doubled_submissions(stored)],
        half_done=list(half_done(sat, stored)),
        ledger=[problem.sentence for problem in verified.problems],
        entries=verified.entries,
    )


class Stored:
    """What the database holds of attempts."""

    def __init__(self) -> None:
        self.attempts = {attempt.key: attempt for attempt in Attempt.objects.all()}
        self.papers = {
            key: [question.key for question in attempt.drawn.questions]
            for key, attempt in self.attempts.items()
        }
        self.by_key: dict[UUID, list[AttemptEvent]] = defaultdict(list)
        self.newest: dict[tuple[UUID, UUID], AttemptEvent] = {}
        for event in AttemptEvent.objects.select_related("attempt").order_by("pk"):
            self.by_key[event.idempotency_key].append(event)
            self.newest[event.attempt.key, event.question_key] = event
        marks = Mark.objects.values_list("attempt__key", "question_key")
        self.marks = Counter(marks)
        completions = Completion.objects.filter(source=Source.QUIZ)
        self.completions = Counter(completions.values_list("source_key", flat=True))

    def question(self, given: Given) -> UUID:
        return self.papers[given.attempt][given.number - 1]


def lost_answers(given: list[Given], stored: Stored) -> Iterator[str]:
    """What was acknowledged and is not there, is there otherwise, or is not what counts."""
    last: dict[tuple[UUID, UUID], Given] = {}
    for answer in given:
        there = stored.by_key[answer.key]
        if answer.event is not None:
            last[answer.attempt, stored.question(answer)] = answer
            if not there:
                yield f"Answer {answer.key} was acknowledged as {answer.event} and is not there."
        for event in there:
            content = (event.attempt.key, event.question_key, event.response)
            if content != (answer.attempt, stored.question(answer), answer.stored):
                yield f"Answer {answer.key} says {event.response}, and not {answer.stored}."
    for place, answer in last.items():
        newest = stored.newest.get(place)
        if newest is None or newest.idempotency_key != answer.key:
            yield f"Answer {answer.key} was the last acknowledged, and {newest} is in force."


def doubled_answers(given: list[Given], stored: Stored) -> Iterator[str]:
    """What is there more than once, or was never given."""
    keys = {answer.key for answer in given}
    for key, events in stored.by_key.items():
        if key not in keys:
            yield f"Answer {key} ({events[0].response}) was never given under that key."
        elif len(events) > 1:
            yield f"Answer {key} is there {len(events)} times."


def lost_submissions(sat: list[Sat], stored: Stored) -> Iterator[str]:
    for sitting in sat:
        if sitting.is_acknowledged and not stored.attempts[sitting.attempt].is_submitted:
            yield f"Attempt {sitting.attempt} was submitted, and is open."


def doubled_submissions(stored: Stored) -> Iterator[str]:
    for (attempt, question), times in stored.marks.items():
        if times > 1:
            yield f"Question {question} of attempt {attempt} was marked {times} times."
    for attempt, times in stored.completions.items():
        if times > 1:
            yield f"Attempt {attempt} was recorded {times} times."


def half_done(sat: list[Sat], stored: Stored) -> Iterator[str]:
    """An attempt without some of what goes with it, or with what does not."""
    all_right = {sitting.attempt: sitting.all_right for sitting in sat}
    for key, attempt in stored.attempts.items():
        marked = {question for of, question in stored.marks if of == key}
        if marked != (set(stored.papers[key]) if attempt.is_submitted else set()):
            yield f"Attempt {key} has {len(marked)} marks."
        if attempt.is_submitted and attempt.has_passed != all_right.get(key):
            yield f"Attempt {key} has another outcome than its answers have."
        if bool(attempt.has_passed) != (key in stored.completions):
            yield f"Attempt {key} and its completion do not agree."
    if LedgerEntry.objects.count() != sum(stored.completions.values()):
        yield "There are other entries in the ledger than completions."

"""What was said of a small organisation, line by line, and when.

The slow, obvious way to two clocks: to know what was known at a moment, read from the top and stop
there. It asks no database; each question of status goes to the slow model.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from learning.people.rules.spans import Span
from learning.records.rules.asking import Due, Season, Terms
from learning.records.rules.standing import Completed, Excuse, Extension, Facts
from learning.records.selectors import Ask

from .slow_model import Answer, is_in, slowly

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Note:
    """Something that is so from a day on: whose it is, and what of. The numbers are any numbers.

    What happens on one day, such as a completion, begins and ends on it; `until` is the last day
    that is written on a completion or given by an extension.
    """

    kind: str
    first: date
    last: date | None = None
    person: int | None = None
    activity: int | None = None
    programme: int | None = None
    group: int | None = None
    site: str = ""
    until: date | None = None
    counted_from: date | None = None
    ask: Ask | None = None

    @property
    def span(self) -> Span:
        return Span(self.first, self.last)

    def covers(self, day: date) -> bool:
        return is_in([self.span], day)


class Told(NamedTuple):
    """The slow model's answer, and under which assignment: as much as tells two of them apart."""

    answer: Answer
    is_mandatory: bool
    counted_from: date
    from_on: date


class Diary:
    """Lines of: at this moment somebody said that the note of this number reads like this."""

    def __init__(self, *, group_by_rule: int, its_site: str, ruled_from: date) -> None:
        self.group_by_rule, self.its_site, self.ruled_from = group_by_rule, its_site, ruled_from
        self.lines: list[tuple[datetime, int, Note | None]] = []

    def write(self, at: datetime, kind: str, first: date, **what: Any) -> None:
        self.lines.append((at, len(self.lines), Note(kind, first, **what)))

    def rewrite(self, at: datetime, number: int, **what: Any) -> None:
        """It reads otherwise from now on. What would end before it begins never was."""
        note = replace(self.notes()[number], **what)
        never_was = note.last is not None and note.last < note.first
        self.lines.append((at, number, None if never_was else note))

    def strike(self, at: datetime, number: int) -> None:
        self.lines.append((at, number, None))

    def notes(self, known_at: datetime | None = None) -> dict[int, Note]:
        """What it says, by number, to whoever reads no further than the moment."""
        notes: dict[int, Note] = {}
        for at, number, note in self.lines:
            if known_at is not None and at > known_at:
                break
            notes.pop(number, None)
            if note is not None:
                notes[number] = note
        return notes

    def find(self, kind: str, **what: Any) -> dict[int, Note]:
        """The notes of a kind that are about these, as known now, the earliest first."""
        found = {
            number: note
            for number, note in self.notes().items()
            if note.kind == kind
            and all(getattr(note, name) == value for name, value in what.items())
        }
        return dict(sorted(found.items(), key=lambda each: (each[1].first, each[0])))

    def told(
        self, person: int, activity: int, day: date, known_at: datetime | None = None
    ) -> Told | None:
        """How the person stands for the activity, by the page of the decisions."""
        return told_by(self.facts(person, activity, known_at), day)

    def groups_on(self, person: int, day: date, known_at: datetime | None = None) -> set[int]:
        memberships = self.facts(person, 0, known_at).memberships
        return {group for group, spans in memberships.items() if is_in(spans, day)}

    def facts(self, person: int, activity: int, known_at: datetime | None = None) -> Facts:
        """All that the diary says which matters to how the person stands."""
        notes = self.notes(known_at)
        theirs = [note for note in notes.values() if note.person == person]
        of_it = [note for note in theirs if note.activity == activity]

        def spans(kind: str, among: list[Note]) -> list[Span]:
            return [note.span for note in among if note.kind == kind]

        def excuses(kind: str, among: list[Note]) -> list[Excuse]:
            return [Excuse(span, kind) for span in spans(kind, among)]

        memberships: dict[int, list[Span]] = {self.group_by_rule: self.days_by_rule(theirs)}
        for note in theirs:
            if note.kind == "member":
                memberships.setdefault(note.group, []).append(note.span)
        return Facts(
            employments=spans("employed", theirs),
            memberships=memberships,
            listed=[
                note.span
                for note in notes.values()
                if note.kind == "listed" and note.activity == activity
            ],
            terms=list(terms_for(notes, person, activity)),
            absences=excuses("away", theirs),
            waivers=excuses("waived", of_it),
            extensions=[
                Extension(note.first, note.until) for note in of_it if note.kind == "extended"
            ],
            completions=[
                Completed(note.first, note.until) for note in of_it if note.kind == "completed"
            ],
            begun_on=[note.first for note in of_it if note.kind == "begun"],
        )

    def days_by_rule(self, theirs: list[Note]) -> list[Span]:
        """The rule asks for a post at one site; on the days of such a post they are in."""
        return [
            Span(max(note.first, self.ruled_from), note.last)
            for note in theirs
            if note.kind == "post" and note.site == self.its_site
            if note.last is None or note.last >= self.ruled_from
        ]


def terms_for(notes: dict[int, Note], person: int, activity: int) -> Iterator[Terms]:
    """What is asked of everybody in some group, and of this person; step by step of programmes."""
    for number, note in notes.items():
        if note.kind != "asked" or note.person not in (None, person):
            continue
        if note.activity == activity:
            yield terms_of(number, note, note.span, note.counted_from)
        for step in notes.values():
            if step.kind != "step" or step.activity != activity:
                continue
            both = both_hold(note, step)
            if note.programme == step.programme and both is not None:
                yield terms_of(number, note, both, max(note.counted_from, step.first))


def both_hold(one: Note, other: Note) -> Span | None:
    first = max(one.first, other.first)
    last = min(one.last or date.max, other.last or date.max)
    if last < first:
        return None
    return Span(first, None if last == date.max else last)


def terms_of(number: int, note: Note, span: Span, counted_from: date) -> Terms:
    ask = note.ask
    months = (ask.season_from_month, ask.season_to_month)
    return Terms(
        id=number,
        span=span,
        counted_from=counted_from,
        group=note.group,
        is_mandatory=ask.is_mandatory,
        due=Due(ask.due),
        due_on=ask.due_on,
        due_days=ask.due_days,
        again_months=ask.again_months,
        season=Season(*months) if all(months) else None,
        window_days=ask.window_days,
    )


def told_by(facts: Facts, day: date) -> Told | None:
    answer = slowly(facts, day)
    if answer is None:
        return None
    [terms] = [each for each in facts.terms if each.id == answer.terms and is_in([each.span], day)]
    return told_under(terms, answer)


def told_under(terms: Terms, answer: Answer) -> Told:
    answer = answer._replace(terms=0)
    return Told(answer, terms.is_mandatory, terms.counted_from, terms.span.from_on)

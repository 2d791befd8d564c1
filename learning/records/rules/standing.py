"""How somebody stands for one activity on a day: a pure function of dated facts.

The rule, with its reasons, is page 15 of the decisions. Whoever gathers the facts leaves out what
was not known; here only what had begun by the day counts, so that any day can be asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from learning.people.rules.spans import ONE_DAY, Span, covering, joined

from .asking import FirstDue, Renewal, Terms, first_due, renewal_of
from .pauses import moved_past
from .status import HOLDING, MOST_PRESSING_FIRST, Status

# How long before it stops holding a completion is said to be expiring, where no window says so.
EXPIRING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Excuse:
    """An absence, or a waiver of the activity, with its reason."""

    span: Span
    reason: str

    @property
    def lasting(self) -> tuple[date, date, str]:
        """The greater, the longer it goes on; of two that go on as long, the later."""
        return (self.span.to_on or date.max, self.span.from_on, self.reason)


@dataclass(frozen=True, slots=True)
class Extension:
    """That on a day somebody was given until a later one."""

    granted_on: date
    due_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Completed:
    """A completion that stands: its day, and the last day written on it.

    `id` and `source`, which tells how it is known, are the caller's.
    """

    on: date
    counts_until: date | None = None
    id: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one person's standing for one activity rests on. Nothing need be in order."""

    employments: Sequence[Span] = ()
    memberships: Mapping[int, Sequence[Span]] = field(default_factory=dict)  # by staff group
    listed: Sequence[Span] = ()
    terms: Sequence[Terms] = ()
    absences: Sequence[Excuse] = ()
    waivers: Sequence[Excuse] = ()
    extensions: Sequence[Extension] = ()
    completions: Sequence[Completed] = ()
    begun_on: Sequence[date] = ()

    def as_at(self, day: date) -> "Facts":
        """The facts that had begun by the day."""
        return Facts(
            employments=_begun(self.employments, day),
            memberships={group: _begun(spans, day) for group, spans in self.memberships.items()},
            listed=_begun(self.listed, day),
            terms=[one for one in self.terms if one.span.from_on <= day],
            absences=[one for one in self.absences if one.span.from_on <= day],
            waivers=[one for one in self.waivers if one.span.from_on <= day],
            extensions=[one for one in self.extensions if one.granted_on <= day],
            completions=[one for one in self.completions if one.on <= day],
            begun_on=[begun_on for begun_on in self.begun_on if begun_on <= day],
        )


@dataclass(frozen=True, slots=True)
class Held:
    """The completion that stands, and how long it is good for."""

    completed: Completed
    renewal: Renewal

    @property
    def lasting(self) -> tuple[date, date]:
        """The greater, the longer it holds; of two that hold as long, the later."""
        return (self.renewal.holds_until or date.max, self.completed.on)

    def holds_on(self, day: date) -> bool:
        return self.renewal.holds_until is None or day <= self.renewal.holds_until

    @property
    def expires_from(self) -> date | None:
        """The first day on which it is expiring. None: it never is.

        Where no window says so, its last 30 days, and never the first half of what it holds.
        """
        renewal = self.renewal
        if renewal.opens_on is not None or renewal.holds_until is None:
            return renewal.opens_on
        half = (renewal.holds_until - self.completed.on).days // 2
        return renewal.holds_until - timedelta(days=min(EXPIRING_DAYS - 1, half))

    def due_again_on(self, pauses: Sequence[Span]) -> date | None:
        again_by = self.renewal.again_by
        return moved_past(again_by, pauses) if again_by else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands under one assignment, and everything that says why.

    `due_on` is the day by which to do it, or to do it again. `begins_on` is the day from which it
    was asked of them. `first_due` is told where it made the day, `held` where something was held.
    """

    status: Status
    terms: Terms
    begins_on: date
    due_on: date | None = None
    first_due: FirstDue | None = None
    held: Held | None = None
    extension: Extension | None = None
    excuse: Excuse | None = None

    @property
    def is_mandatory(self) -> bool:
        return self.terms.is_mandatory

    @property
    def pressure(self) -> tuple[object, ...]:
        """The smaller, the more pressing."""
        return (
            not self.is_mandatory,
            MOST_PRESSING_FIRST.index(self.status),
            self.due_on or date.max,
            self.terms.age,
        )


def standing_on(facts: Facts, day: date) -> Standing | None:
    """How the person stands on the day; None where nothing is asked of them."""
    return _most_pressing(standings_on(facts, day))


def _most_pressing(standings: Iterable[Standing]) -> Standing | None:
    return min(standings, key=lambda standing: standing.pressure, default=None)


def standings_on(facts: Facts, day: date) -> Iterator[Standing]:
    """How the person stands on the day under each assignment that asks something of them."""
    facts = facts.as_at(day)
    employment = covering(facts.employments, day)
    if employment is None or not any(span.covers(day) for span in facts.listed):
        return
    excuse = _excuse_on(facts, day)
    pauses = joined(one.span for one in (*facts.absences, *facts.waivers))
    for terms in facts.terms:
        if not terms.span.covers(day):
            continue
        begins_on = max(terms.counted_from, employment.from_on)
        if terms.group is not None:
            membership = covering(facts.memberships.get(terms.group, ()), day)
            if membership is None:
                continue
            begins_on = max(begins_on, membership.from_on)
        if excuse:
            yield Standing(excuse[0], terms, begins_on, excuse=excuse[1])
        else:
            yield _standing(facts, terms, day, employment.from_on, begins_on, pauses)


def _excuse_on(facts: Facts, day: date) -> tuple[Status, Excuse] | None:
    """Absence before waiver; of several, the one that goes on for longest."""
    for status, excuses in ((Status.AWAY, facts.absences), (Status.WAIVED, facts.waivers)):
        covering_it = [excuse for excuse in excuses if excuse.span.covers(day)]
        if covering_it:
            return status, max(covering_it, key=lambda excuse: excuse.lasting)
    return None


def _standing(
    facts: Facts,
    terms: Terms,
    day: date,
    employed_from: date,
    begins_on: date,
    pauses: Sequence[Span],
) -> Standing:
    held = held_by(facts.completions, terms)
    first = None
    due_on = held.due_again_on(pauses) if held else None
    if held is None or not held.holds_on(begins_on):
        asked = first_due(terms, employed_from=employed_from, begins_on=begins_on, pauses=pauses)
        if due_on is None or asked.on is None or asked.on > due_on:
            first, due_on = asked, asked.on
    extension = _extension(facts.extensions, due_on, pauses)
    if extension:
        due_on = moved_past(extension.due_on, pauses)
    return Standing(
        status=_status(facts, day, held=held, due_on=due_on),
        terms=terms,
        begins_on=begins_on,
        due_on=due_on,
        first_due=first,
        held=held,
        extension=extension,
    )


def held_by(completions: Iterable[Completed], terms: Terms) -> Held | None:
    """Of the completions, the one that stands under the terms: the last that renewed the others."""
    held: Held | None = None
    for completed in sorted(completions, key=_in_order):
        renewal = renewal_of(terms, completed_on=completed.on, counts_until=completed.counts_until)
        new = Held(completed, renewal)
        if held is None or (_may_renew(held, completed.on) and new.lasting >= held.lasting):
            held = new
    return held


def _in_order(completed: Completed) -> tuple[date, date, int]:
    return (completed.on, completed.counts_until or date.max, completed.id or 0)


def _may_renew(held: Held, day: date) -> bool:
    """Whether a completion of the day is not early. Two of one day are not early for each other."""
    opens_on = held.renewal.opens_on
    is_early = held.holds_on(day) and opens_on is not None and day < opens_on
    return not is_early or day == held.completed.on


def _extension(
    extensions: Iterable[Extension], due_on: date | None, pauses: Sequence[Span]
) -> Extension | None:
    """The one that gives the longest as pauses move it, where that is later than the due day."""
    by_length = {(moved_past(one.due_on, pauses), one.granted_on): one for one in extensions}
    longest = max(by_length, default=None)
    return by_length[longest] if longest and due_on and longest[0] > due_on else None


def _status(facts: Facts, day: date, *, held: Held | None, due_on: date | None) -> Status:
    if held and held.holds_on(day):
        is_expiring = held.expires_from is not None and day >= held.expires_from
        return Status.EXPIRING if is_expiring else Status.CURRENT
    if due_on is not None and day > due_on:
        return Status.LAPSED if held else Status.OVERDUE
    last_on = max((one.on for one in facts.completions), default=date.min)
    if any(begun_on > last_on for begun_on in facts.begun_on):
        return Status.IN_PROGRESS
    return Status.NOT_STARTED if due_on is None else Status.DUE


def _begun(spans: Iterable[Span], day: date) -> list[Span]:
    return [span for span in spans if span.from_on <= day]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row on which somebody stands alike. Without a last day it goes on."""

    from_on: date
    to_on: date | None
    standing: Standing | None


def stretches(facts: Facts, from_on: date) -> Iterator[Stretch]:
    """How somebody will stand from the day on, if nothing more happens."""
    turns = {day for day in _turns_of(facts) if day > from_on}
    day: date | None = from_on
    while day is not None:
        standings = list(standings_on(facts, day))
        ahead = [turn for turn in turns.union(_turns_ahead(standings)) if turn > day]
        following = min(ahead, default=None)
        yield Stretch(day, following - ONE_DAY if following else None, _most_pressing(standings))
        day = following


def _turns_of(facts: Facts) -> Iterator[date]:
    """Every day on which some fact begins to hold, or holds no more."""
    spans = [*facts.employments, *facts.listed]
    spans += [span for each in facts.memberships.values() for span in each]
    spans += [terms.span for terms in facts.terms]
    spans += [excuse.span for excuse in (*facts.absences, *facts.waivers)]
    for span in spans:
        yield span.from_on
        if span.to_on:
            yield span.to_on + ONE_DAY
    yield from (one.granted_on for one in facts.extensions)
    yield from (one.on for one in facts.completions)
    yield from facts.begun_on


def _turns_ahead(standings: Iterable[Standing]) -> Iterator[date]:
    """The days on which a standing changes of itself, while the facts stay as they are."""
    for standing in standings:
        if standing.due_on:
            yield standing.due_on + ONE_DAY
        if standing.held:
            renewal = standing.held.renewal
            if renewal.holds_until:
                yield renewal.holds_until + ONE_DAY
            if renewal.opens_on:
                yield renewal.opens_on
            if standing.held.expires_from:
                yield standing.held.expires_from


def is_holding(standing: Standing | None) -> bool:
    return standing is not None and standing.status in HOLDING

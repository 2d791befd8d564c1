"""Page 15 of the decisions, read a second time: slowly, day by day, with a finger on a calendar.

Written from the page and not from the rule, so that the two can be compared. It knows the shape of
the facts and nothing else of the rule: every sum is done by walking from one day to the next.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from learning.people.rules.spans import Span
from learning.records.rules.asking import Due, Season, Terms
from learning.records.rules.standing import Completed, Extension, Facts, Standing
from learning.records.rules.status import EXCUSED, Status

A_DAY = timedelta(days=1)
NEVER = date.max
PRESSING = (
    Status.OVERDUE,
    Status.LAPSED,
    Status.DUE,
    Status.IN_PROGRESS,
    Status.EXPIRING,
    Status.NOT_STARTED,
    Status.CURRENT,
)


class Answer(NamedTuple):
    """How somebody stands. While away or waived there is no day, and nothing to compare it with."""

    status: Status
    due_on: date | None
    terms: int
    done_on: date | None


def answer_of(standing: Standing | None) -> Answer | None:
    """What the rule said, as this model says it."""
    if standing is None:
        return None
    if standing.status in EXCUSED:
        return Answer(standing.status, None, standing.terms.id, None)
    done_on = standing.held.completed.on if standing.held else None
    return Answer(standing.status, standing.due_on, standing.terms.id, done_on)


def slowly(facts: Facts, day: date) -> Answer | None:
    """How the person stands on the day; None where nothing is asked of them."""
    if not is_in(facts.employments, day) or not is_in(facts.listed, day):
        return None
    asking = [terms for terms in facts.terms if is_asked(facts, terms, day)]
    if not asking:
        return None
    answers = {index: answer_to(facts, terms, day) for index, terms in enumerate(asking)}

    def pressing(index: int) -> tuple[object, ...]:
        terms, answer = asking[index], answers[index]
        place = PRESSING.index(answer.status) if answer.status in PRESSING else 0
        age = (terms.counted_from, terms.span.from_on, terms.id)
        return not terms.is_mandatory, place, answer.due_on or NEVER, age

    return answers[min(answers, key=pressing)]


def is_asked(facts: Facts, terms: Terms, day: date) -> bool:
    is_theirs = terms.group is None or is_in(facts.memberships.get(terms.group, ()), day)
    return is_theirs and is_in([terms.span], day)


def answer_to(facts: Facts, terms: Terms, day: date) -> Answer:
    """How the person stands under one assignment."""
    if is_in([each.span for each in facts.absences], day):
        return Answer(Status.AWAY, None, terms.id, None)
    if is_in([each.span for each in facts.waivers], day):
        return Answer(Status.WAIVED, None, terms.id, None)

    pauses = days_paused_by(facts, day)
    completions = [each for each in facts.completions if each.on <= day]
    stands = the_one_that_stands(terms, completions)
    first = first_due_day(facts, terms, day, pauses)
    if stands is None:
        due_on = first
    else:
        due_on = moved(again_by(terms, stands), pauses)
        if holds_until(terms, stands) < day_it_began(facts, terms, day):
            due_on = first and max(due_on, first)
    due_on = extended(due_on, [each for each in facts.extensions if each.granted_on <= day], pauses)

    last = max((each.on for each in completions), default=date.min)
    has_begun = any(last < begun <= day for begun in facts.begun_on)
    status = word(terms, stands, day, due_on=due_on, has_begun=has_begun)
    return Answer(status, due_on, terms.id, stands.on if stands else None)


def word(
    terms: Terms, stands: Completed | None, day: date, *, due_on: date | None, has_begun: bool
) -> Status:
    """The first line of the table that fits."""
    if stands and day <= holds_until(terms, stands):
        return Status.EXPIRING if day >= expires_from(terms, stands) else Status.CURRENT
    if due_on and due_on < day:
        return Status.LAPSED if stands else Status.OVERDUE
    if has_begun:
        return Status.IN_PROGRESS
    return Status.DUE if due_on else Status.NOT_STARTED


# Days


def is_in(spans: Iterable[Span], day: date) -> bool:
    return any(span.from_on <= day <= (span.to_on or NEVER) for span in spans)


def first_of_the_run(spans: Iterable[Span], day: date) -> date:
    """Walk back for as long as the day before belongs to some span too."""
    spans = tuple(spans)
    while is_in(spans, day - A_DAY):
        day -= A_DAY
    return day


def days_paused_by(facts: Facts, day: date) -> set[date]:
    """Every day up to now on which the person was away or waived."""
    paused = set()
    for excuse in (*facts.absences, *facts.waivers):
        each = excuse.span.from_on
        while each <= min(excuse.span.to_on or day, day):
            paused.add(each)
            each += A_DAY
    return paused


def ticked(start: date, days: int, pauses: set[date]) -> date:
    """A clock that is started on a day, and ticks at midnight unless that day was paused.

    The day on which it has ticked so many times, and on which the person is there.
    """
    day = start
    while days > 0 or day in pauses:
        if day not in pauses:
            days -= 1
        day += A_DAY
    return day


def moved(day: date | None, pauses: set[date]) -> date | None:
    """A fixed day that falls into a pause: as many days are left after it as were left before."""
    while day in pauses:
        left, first, back = 0, day, day
        while first - A_DAY in pauses:
            first -= A_DAY
            left += 1
        while back in pauses:
            back += A_DAY
        day = back + left * A_DAY
    return day


# When it is first due


def day_it_began(facts: Facts, terms: Terms, day: date) -> date:
    """The day from which it was asked of them."""
    began_on = max(terms.counted_from, first_of_the_run(facts.employments, day))
    if terms.group is not None:
        began_on = max(began_on, first_of_the_run(facts.memberships[terms.group], day))
    return began_on


def first_due_day(facts: Facts, terms: Terms, day: date, pauses: set[date]) -> date | None:
    employed_from = first_of_the_run(facts.employments, day)
    begins_on = day_it_began(facts, terms, day)
    since_it_began = ticked(begins_on, terms.due_days, pauses)
    if terms.due == Due.BY_NO_DAY:
        return moved(next_end(terms.season, begins_on), pauses) if terms.season else None
    if terms.due == Due.ON_A_DAY:
        fixed = moved(terms.due_on, pauses)
        return max(fixed, since_it_began) if begins_on > terms.counted_from else fixed
    if terms.due == Due.AFTER_JOINING:
        clock = max(employed_from, terms.counted_from)
        # On the calendar, without its pauses: else an absence would bring the day forward.
        was_over = clock + terms.due_days * A_DAY < begins_on
        return since_it_began if was_over else ticked(clock, terms.due_days, pauses)
    return since_it_began


def extended(
    due_on: date | None, extensions: Iterable[Extension], pauses: set[date]
) -> date | None:
    """The latest of the due day and of what was granted, each where pauses move it."""
    if due_on is None:
        return None
    return max([due_on, *(moved(each.due_on, pauses) for each in extensions)])


# What a completion is good for


def the_one_that_stands(terms: Terms, completions: Iterable[Completed]) -> Completed | None:
    """Replay them in order. Some renew nothing; the rest stand if they hold as long, or longer."""
    stands = None
    for each in sorted(completions, key=lambda each: (each.on, holds_until(terms, each))):
        if stands is None:
            stands = each
            continue
        is_early = each.on < window_from(terms, stands) and each.on <= holds_until(terms, stands)
        # Two of one day are not early for each other.
        counts = each.on == stands.on or not is_early
        if counts and holds_until(terms, each) >= holds_until(terms, stands):
            stands = each
    return stands


@cache
def again_by(terms: Terms, completed: Completed) -> date | None:
    """The day by which to do it again. None is never."""
    if terms.again_months:
        return day_before_months_later(completed.on, terms.again_months)
    if terms.due == Due.AFTER_COMPLETION:
        return completed.on + terms.due_days * A_DAY
    if terms.season:
        opened = next_season(terms, completed)
        return next_end(terms.season, opened)
    return completed.counts_until


def holds_until(terms: Terms, completed: Completed) -> date:
    return min(again_by(terms, completed) or NEVER, completed.counts_until or NEVER)


def window_from(terms: Terms, completed: Completed) -> date:
    """The first day on which a refresher is not early. Without a window none ever is."""
    if terms.season:
        return next_season(terms, completed) - (terms.window_days or 0) * A_DAY
    due_on = again_by(terms, completed)
    if terms.window_days is None or due_on is None:
        return date.min
    return due_on - (terms.window_days - 1) * A_DAY


def expires_from(terms: Terms, completed: Completed) -> date:
    """The first of its last 30 days, as with a window of 30, where there is none.

    Half of the days for which it holds come before, and more where they are an odd number.
    """
    window = window_from(terms, completed)
    if window > date.min:
        return window
    last = holds_until(terms, completed)
    if last == NEVER:
        return last
    days = (last - completed.on).days
    return max(last - 29 * A_DAY, completed.on + (days + 1) // 2 * A_DAY)


@cache
def day_before_months_later(day: date, months: int) -> date:
    """Turn over so many months, then walk to the day of that name or to the month's last day."""
    then = day
    while months > 0:
        then += A_DAY
        if then.day == 1:
            months -= 1
    while then.day < day.day and (then + A_DAY).day != 1:
        then += A_DAY
    return then - A_DAY


# Seasons


def is_first_of(season: Season, day: date) -> bool:
    return day.month == season.from_month and day.day == 1


def next_end(season: Season, day: date) -> date:
    """The first last day of a season that is not before the day."""
    while not (day.month == season.to_month and (day + A_DAY).day == 1):
        day += A_DAY
    return day


@cache
def next_season(terms: Terms, completed: Completed) -> date:
    """The first day of the season after the latest whose window had opened by the completion."""
    day = completed.on + (terms.window_days or 0) * A_DAY
    while not is_first_of(terms.season, day):
        day -= A_DAY
    day += A_DAY
    while not is_first_of(terms.season, day):
        day += A_DAY
    return day

"""One person in a small organisation over two years, in which much happens on the same few days."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from learning.people.rules.spans import Span
from learning.records.rules.asking import Due, Season, Terms
from learning.records.rules.standing import Completed, Excuse, Extension, Facts

# Two years with a leap day, two new years and both changes of the clock.
BEGINNING = date(2023, 11, 1)
DAYS = 730
GROUPS = (1, 2)
SEASONS = (Season(11, 1), Season(3, 3), Season(2, 6), Season(12, 12), Season(1, 12))


@dataclass(frozen=True)
class History:
    """Facts, and for each completion the day it was recorded and that on which it was voided."""

    facts: Facts
    recorded_on: dict[int, date]
    voided_on: dict[int, date | None]

    def known_on(self, day: date) -> Facts:
        """The facts as they were known on the day: a completion is known until it is voided."""
        known = [
            each
            for each in self.facts.completions
            if self.recorded_on[each.id] <= day
            and not (self.voided_on[each.id] and self.voided_on[each.id] <= day)
        ]
        return replace(self.facts, completions=known)


def turning_days(draw: st.DrawFn) -> st.SearchStrategy[date]:
    """A few days of these two years, those beside them, and those a week and 30 days later.

    So facts meet, touch and overlap, and begin and end as some number of days runs out.
    """
    offsets = draw(st.lists(st.integers(0, DAYS), min_size=1, max_size=3))
    near = sorted({each + step for each in offsets for step in (-1, 0, 1, 6, 7, 8, 29, 30, 31)})
    return st.sampled_from([BEGINNING + timedelta(days=each) for each in near])


@st.composite
def spans(draw: st.DrawFn, days: st.SearchStrategy[date]) -> Span:
    one, other = draw(days), draw(days)
    goes_on = draw(st.integers(0, 4)) == 0
    return Span(min(one, other), None if goes_on else max(one, other))


def for_some_days(days: st.SearchStrategy[date]) -> st.SearchStrategy[Span]:
    lengths = st.sampled_from([0, 1, 6, 40])
    return st.builds(lambda day, more: Span(day, day + timedelta(days=more)), days, lengths)


@st.composite
def usually_always(draw: st.DrawFn, days: st.SearchStrategy[date]) -> list[Span]:
    """From long before, in one go; or, one time in four, coming and going."""
    if draw(st.integers(0, 3)):
        return [Span(BEGINNING - timedelta(days=40))]
    return draw(st.lists(spans(days), max_size=3))


@st.composite
def terms(draw: st.DrawFn, days: st.SearchStrategy[date], number: int) -> Terms:
    """One assignment, of any kind that the screens can make."""
    due = draw(st.sampled_from(Due))
    again = draw(st.sampled_from(["months", "season", "nothing"]))
    if due == Due.AFTER_COMPLETION:
        again = "nothing"
    span = draw(spans(days) | days.map(Span))
    earlier = span.from_on - timedelta(days=draw(st.sampled_from([0, 0, 10, 100])))
    return Terms(
        id=number,
        span=span,
        counted_from=draw(st.just(earlier) | days),
        group=draw(st.sampled_from([None, *GROUPS])),
        is_mandatory=draw(st.booleans()),
        due=due,
        due_on=draw(days) if due == Due.ON_A_DAY else None,
        due_days=draw(
            st.sampled_from([1, 7, 30, 90] if due == Due.AFTER_COMPLETION else [0, 7, 30])
        ),
        again_months=draw(st.sampled_from([1, 3, 6, 12])) if again == "months" else None,
        season=draw(st.sampled_from(SEASONS)) if again == "season" else None,
        window_days=draw(st.sampled_from([None, 1, 20, 60])),
    )


@st.composite
def completions(draw: st.DrawFn, days: st.SearchStrategy[date]) -> list[Completed]:
    done = []
    for number, day in enumerate(draw(st.lists(days, max_size=4))):
        lasts = draw(st.sampled_from([None, 0, 30, 89, 180, 365]))
        until = None if lasts is None else day + timedelta(days=lasts)
        done.append(Completed(on=day, counts_until=until, id=number))
    return done


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    days = turning_days(draw)
    excuse = st.builds(
        Excuse, for_some_days(days) | spans(days), st.sampled_from(["leave", "other"])
    )
    excuses = st.lists(excuse, max_size=2)
    return Facts(
        employments=draw(usually_always(days)),
        memberships={group: draw(usually_always(days)) for group in GROUPS},
        listed=draw(usually_always(days)),
        terms=[draw(terms(days, number)) for number in range(draw(st.integers(1, 3)))],
        absences=draw(excuses),
        waivers=draw(excuses),
        extensions=draw(st.lists(st.builds(Extension, days, days), max_size=2)),
        completions=draw(completions(days)),
        begun_on=draw(st.lists(days, max_size=2)),
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """The same, with completions that were recorded late or voided later."""
    all_facts = draw(facts())
    recorded_on, voided_on = {}, {}
    for each in all_facts.completions:
        recorded_on[each.id] = each.on + timedelta(days=draw(st.sampled_from([0, 0, 10])))
        after = draw(st.sampled_from([None, None, 0, 20, 100]))
        voided_on[each.id] = None if after is None else recorded_on[each.id] + timedelta(after)
    return History(all_facts, recorded_on, voided_on)


def days_worth_asking(facts: Facts) -> list[date]:
    """Some thirty days, a month apart, and every day a fact names with the days beside it."""
    spans = [
        *facts.employments,
        *facts.listed,
        *(span for spells in facts.memberships.values() for span in spells),
        *(each.span for each in (*facts.terms, *facts.absences, *facts.waivers)),
    ]
    named = {
        *(day for span in spans for day in (span.from_on, span.to_on) if day),
        *(each.due_on for each in facts.terms if each.due_on),
        *(day for each in facts.extensions for day in (each.granted_on, each.due_on)),
        *(day for each in facts.completions for day in (each.on, each.counts_until) if day),
        *facts.begun_on,
    }
    monthly = {BEGINNING + timedelta(days=25 * step) for step in range(35)}
    beside = {day + timedelta(days=step) for day in named for step in (-1, 0, 1)}
    return sorted(monthly | beside)

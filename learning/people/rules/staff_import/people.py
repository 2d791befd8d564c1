"""What a row says about one person, as facts with a first and a last day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from . import timelines
from .fields import DETAILS, POST, Field
from .plan import Change, Entry, Facts, Kind, Options
from .rows import StaffRow, key_of
from .staff_list import Fact, Person, PostHeld

ONE_DAY = timedelta(days=1)


def plan_newcomer(row: StaffRow, person: Person | None) -> Entry:
    """Somebody not on the list yet, or on it without having worked a day."""
    start, leaving = _start_of(row), row.day(Field.LEAVING_DATE)
    return Entry(
        kind=Kind.RETURNER if person else Kind.JOINER,
        payroll_number=person.payroll_number if person else row.text(Field.PAYROLL_NUMBER),
        name=_name(row),
        row=row.number,
        on=start,
        details=_new_details(row, person),
        changes=_detail_changes(row, person) if person else _newcomer_changes(row),
        groups_begun=row.groups(),
        facts=_facts_of_a_new_spell(row, person, start, leaving),
    )


def plan_person(row: StaffRow, person: Person, options: Options) -> Entry:
    """Somebody on the list: back again, leaving, moving, corrected or just the same."""
    spell = person.spell
    assert spell is not None  # noqa: S101 - plan_newcomer takes those without one
    start = _start_of(row)
    if spell.to_on and start > spell.to_on:
        return replace(
            plan_newcomer(row, person),
            changes=(
                *_detail_changes(row, person),
                Change("worked_until", spell.to_on, None),
            ),
        )
    return _Stay(row, person, spell, options).entry()


def plan_absent(person: Person, options: Options) -> Entry:
    """Somebody in post whom the file leaves out. They leave only on a day that HR gives."""
    last_on = options.leavers_last_day_on
    entry = Entry(
        kind=Kind.ABSENT,
        payroll_number=person.payroll_number,
        name=f"{person.preferred_name or person.first_name} {person.last_name}",
    )
    if last_on is None:
        return entry
    return replace(
        entry,
        kind=Kind.LEAVER,
        on=last_on,
        changes=(Change(Field.LEAVING_DATE, None, last_on),),
        groups_ended=tuple(fact.what for fact in person.memberships if fact.to_on is None),
        facts=_written(
            person,
            replace(
                person,
                employments=timelines.end_all(person.employments, last_on),
                posts=timelines.end_all(person.posts, last_on),
                memberships=timelines.end_all(person.memberships, last_on),
            ),
        ),
    )


class _Stay:
    """Works through one row about somebody within their present spell, change by change."""

    def __init__(self, row: StaffRow, person: Person, spell: Fact[None], options: Options) -> None:
        self.row = row
        self.before = person
        self.after = person
        self.start, self.leaving = spell.from_on, spell.to_on
        self.effect_on = options.takes_effect_on
        self.changes = list(_detail_changes(row, person))
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.kinds: set[Kind] = {Kind.CORRECTED} if self.changes else set()
        self.on: date | None = None

    def entry(self) -> Entry:
        self.correct_start()
        self.change_leaving()
        if self.leaving is None or self.leaving >= self.effect_on:
            # Whoever has left by then has nothing left to move.
            self.change_post()
            self.change_groups()
        order = (Kind.RETURNER, Kind.LEAVER, Kind.MOVER, Kind.CORRECTED)
        return Entry(
            kind=next((kind for kind in order if kind in self.kinds), Kind.UNCHANGED),
            payroll_number=self.before.payroll_number,
            name=_name(self.row),
            row=self.row.number,
            on=self.on,
            details=_new_details(self.row, self.before),
            changes=tuple(self.changes),
            groups_begun=tuple(self.begun),
            groups_ended=tuple(self.ended),
            facts=_written(self.before, self.after),
        )

    def correct_start(self) -> None:
        start = _start_of(self.row)
        if start == self.start:
            return
        self.kinds.add(Kind.CORRECTED)
        self.changes.append(Change(Field.START_DATE, self.start, start))
        self.after = replace(
            self.after,
            employments=timelines.move_start(self.after.employments, self.start, start),
            posts=timelines.move_start(self.after.posts, self.start, start),
            memberships=timelines.move_start(self.after.memberships, self.start, start),
        )
        self.start = start

    def change_leaving(self) -> None:
        leaving = self.row.day(Field.LEAVING_DATE)
        if Field.LEAVING_DATE not in self.row.values or leaving == self.leaving:
            return
        self.changes.append(Change(Field.LEAVING_DATE, self.leaving, leaving))
        self.kinds.add(Kind.LEAVER if leaving else Kind.RETURNER)
        self.on = leaving
        if self.leaving is not None:
            self._move_ends(self.leaving, leaving)
        if leaving is not None:
            self._end_all(leaving)
        self.leaving = leaving

    def _move_ends(self, old: date, new: date | None) -> None:
        """What ended because they left ends on the other day, if they leave at all."""
        self.after = replace(
            self.after,
            employments=timelines.move_end(self.after.employments, old, new),
            posts=timelines.move_end(self.after.posts, old, new),
            memberships=timelines.move_end(self.after.memberships, old, new),
        )

    def _end_all(self, last_on: date) -> None:
        self.after = replace(
            self.after,
            employments=timelines.end_all(self.after.employments, last_on),
            posts=timelines.end_all(self.after.posts, last_on),
            memberships=timelines.end_all(self.after.memberships, last_on),
        )

    def _lasts(self, fact: Fact) -> bool:
        """It holds for as long as they are here."""
        return fact.to_on is None or (self.leaving is not None and fact.to_on >= self.leaving)

    def change_post(self) -> None:
        lasting = [fact for fact in self.after.posts if self._lasts(fact)]
        if any(not _post_changes(self.row, fact.what) for fact in lasting):
            return
        title = self.row.text(Field.JOB_TITLE)
        lasting.sort(key=lambda fact: (fact.what.job_title != title, fact.from_on))
        base = lasting[0] if lasting else None
        begins = max(self.effect_on, self.start, base.from_on if base else self.start)
        old = base.what if base else PostHeld()
        new = Fact(None, begins, self.leaving, _post_of(self.row, old))
        kept = timelines.end_some(self.after.posts, begins - ONE_DAY, lambda fact: fact is base)
        self.after = replace(self.after, posts=(*kept, new))
        self.changes += _post_changes(self.row, old)
        self._moved(begins)

    def change_groups(self) -> None:
        if Field.STAFF_GROUPS not in self.row.values:
            return
        day = max(self.effect_on, self.start)
        wanted = {name.casefold(): name for name in self.row.groups()}
        held = {fact.what.casefold() for fact in self.after.memberships if not fact.is_over_by(day)}
        self.begun = [name for key, name in wanted.items() if key not in held]
        ending = [
            fact
            for fact in self.after.memberships
            if self._lasts(fact) and fact.what.casefold() not in wanted
        ]
        self.ended = [fact.what for fact in ending]
        if not self.begun and not ending:
            return
        kept = timelines.end_some(
            self.after.memberships, day - ONE_DAY, lambda fact: fact in ending
        )
        new = tuple(Fact(None, day, self.leaving, name) for name in self.begun)
        self.after = replace(self.after, memberships=(*kept, *new))
        self._moved(day)

    def _moved(self, day: date) -> None:
        self.kinds.add(Kind.MOVER)
        self.on = self.on or day


def _start_of(row: StaffRow) -> date:
    start = row.day(Field.START_DATE)
    assert start is not None  # noqa: S101 - a sound row has one
    return start


def _name(row: StaffRow) -> str:
    called = row.text(Field.PREFERRED_NAME) or row.text(Field.FIRST_NAME)
    return f"{called} {row.text(Field.LAST_NAME)}"


def _facts_of_a_new_spell(
    row: StaffRow, person: Person | None, start: date, leaving: date | None
) -> Facts:
    held = {
        fact.what.casefold()
        for fact in (person.memberships if person else ())
        if not fact.is_over_by(start)
    }
    return Facts(
        employments=(Fact(None, start, leaving, None),),
        posts=(Fact(None, start, leaving, _post_of(row, PostHeld())),),
        memberships=tuple(
            Fact(None, start, leaving, name) for name in row.groups() if name.casefold() not in held
        ),
    )


def _written(before: Person, after: Person) -> Facts:
    return Facts(
        superseded_employments=timelines.superseded(before.employments, after.employments),
        superseded_posts=timelines.superseded(before.posts, after.posts),
        superseded_memberships=timelines.superseded(before.memberships, after.memberships),
        employments=timelines.begun(after.employments),
        posts=timelines.begun(after.posts),
        memberships=timelines.begun(after.memberships),
    )


def _new_details(row: StaffRow, person: Person | None) -> dict[str, str]:
    """The names and e-mail address to write: all of a newcomer's, else those that differ."""
    return {
        name.value: row.text(name)
        for name in DETAILS
        if name in row.values and (person is None or row.text(name) != getattr(person, name))
    }


def _detail_changes(row: StaffRow, person: Person) -> tuple[Change, ...]:
    new = _new_details(row, person)
    return tuple(Change(name, getattr(person, name), value) for name, value in new.items())


def _newcomer_changes(row: StaffRow) -> tuple[Change, ...]:
    return tuple(Change(name, None, row.values[name]) for name in POST if row.values.get(name))


def _post_of(row: StaffRow, old: PostHeld) -> PostHeld:
    """The post with what the row says about it; what the file has no column for stays."""
    says: dict[str, Any] = {name.value: row.values[name] for name in POST if name in row.values}
    return replace(old, **says)


def _post_changes(row: StaffRow, old: PostHeld) -> list[Change]:
    changes = []
    for name in POST:
        if name not in row.values:
            continue
        was, becomes = getattr(old, name), row.values[name]
        same = was == becomes
        if name == Field.LINE_MANAGER:
            same = key_of(was) == key_of(row.text(name))
        if not same:
            changes.append(Change(name.value, was, becomes))
    return changes

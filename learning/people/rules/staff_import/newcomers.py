"""Somebody who begins: never on the list before, never at work before, or back again."""

from dataclasses import replace
from datetime import date

from .details import detail_changes, new_details
from .fields import POST, Field
from .plan import Change, Entry, Facts, Kind
from .posts import post_of
from .said import Said
from .staff_list import Fact, Person, PostHeld


def plan_newcomer(said: Said, person: Person | None) -> Entry:
    """Somebody not on the list yet, or on it without having worked a day."""
    number = person.payroll_number if person else said.first.text(Field.PAYROLL_NUMBER)
    details = new_details(said, person)
    return Entry(
        kind=Kind.JOINER,
        payroll_number=details.get("payroll_number", number),
        name=said.name,
        row=said.first.number,
        on=said.start,
        details=details,
        changes=_newcomer_changes(said),
        groups_begun=said.groups(),
        facts=_facts_of_a_new_spell(said, person),
    )


def plan_returner(said: Said, person: Person, worked_until: date) -> Entry:
    """Somebody who left and is back. They are in the groups that the file says, and no others."""
    entry = plan_newcomer(said, person)
    changes = [*detail_changes(said, person), Change("worked_until", worked_until, None)]
    if not entry.facts.memberships and not _held(person, said.start):
        was_in = [fact.what for fact in person.memberships if not fact.is_over_by(worked_until)]
        changes.append(Change("no_group", tuple(was_in), None))
    return replace(entry, kind=Kind.RETURNER, changes=tuple(changes))


def _held(person: Person | None, day: date) -> set[str]:
    """The groups that they are in by then, whatever the file says."""
    memberships = person.memberships if person else ()
    return {fact.what.casefold() for fact in memberships if not fact.is_over_by(day)}


def _facts_of_a_new_spell(said: Said, person: Person | None) -> Facts:
    start, leaving = said.start, said.leaving
    held = _held(person, start)
    return Facts(
        employments=(Fact(None, start, leaving, None),),
        posts=tuple(
            Fact(None, start, until or leaving, post_of(row, PostHeld()))
            for row, until in said.posts()
        ),
        memberships=tuple(
            Fact(None, start, leaving, name)
            for name in said.groups()
            if name.casefold() not in held
        ),
    )


def _newcomer_changes(said: Said) -> tuple[Change, ...]:
    return tuple(
        Change(name, None, row.values[name])
        for row, _until in said.posts()
        for name in POST
        if row.values.get(name)
    )

"""Somebody who begins: never on the list before, never at work before, or back again."""

from .details import new_details
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


def _facts_of_a_new_spell(said: Said, person: Person | None) -> Facts:
    start, leaving = said.start, said.leaving
    held = {
        fact.what.casefold()
        for fact in (person.memberships if person else ())
        if not fact.is_over_by(start)
    }
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

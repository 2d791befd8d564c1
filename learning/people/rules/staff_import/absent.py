"""Somebody whom a whole staff list leaves out."""

from dataclasses import replace
from datetime import date

from . import timelines
from .fields import Field
from .plan import Change, Entry, Kind, Options, written
from .staff_list import Fact, Person


def plan_absent(person: Person, options: Options) -> Entry:
    """Somebody whom the file leaves out, and who has not gone by themselves before it matters.

    They leave only on a day that HR gives. Nobody leaves before they began: whoever begins after
    that day, or is yet to begin, stays as they are.
    """
    spells = sorted(person.employments, key=lambda fact: fact.from_on)
    spell = next(fact for fact in spells if not fact.is_over_by(options.missed_from))
    last_on = options.leavers_last_day_on
    entry = Entry(kind=Kind.ABSENT, payroll_number=person.payroll_number, name=person.name)
    if spell.from_on > min(last_on or options.takes_effect_on, options.takes_effect_on):
        return replace(entry, on=spell.from_on, changes=(Change("first_day", spell.from_on, None),))
    return _leaves(entry, person, spell, last_on) if last_on else entry


def _leaves(entry: Entry, person: Person, spell: Fact[None], last_on: date) -> Entry:
    """Their spell ends, with all that belongs to it. One to come is another matter."""

    def is_of_spell(fact: Fact) -> bool:
        return spell.to_on is None or fact.from_on <= spell.to_on

    after = replace(
        person,
        employments=timelines.end_some(person.employments, last_on, is_of_spell),
        posts=timelines.end_some(person.posts, last_on, is_of_spell),
        memberships=timelines.end_some(person.memberships, last_on, is_of_spell),
    )
    return replace(
        entry,
        kind=Kind.LEAVER,
        on=last_on,
        changes=(Change(Field.LEAVING_DATE, spell.to_on, last_on),),
        groups_ended=tuple(
            fact.what for fact in person.memberships if fact not in after.memberships
        ),
        facts=written(person, after),
    )

"""Somebody's names, e-mail address and payroll number, where the file says otherwise."""

from .fields import DETAILS, Field
from .plan import Change
from .rows import key_of
from .said import Said
from .staff_list import Person


def new_details(said: Said, person: Person | None) -> dict[str, str]:
    """Names, address and number to write: all of a newcomer's, else those that differ."""
    details = {
        name.value: said.text(name)
        for name in DETAILS
        if said.says(name) and (person is None or said.text(name) != getattr(person, name))
    }
    if person and key_of(person.payroll_number) != said.first.key:
        details["payroll_number"] = said.first.text(Field.PAYROLL_NUMBER)
    return details


def detail_changes(said: Said, person: Person) -> tuple[Change, ...]:
    new = new_details(said, person)
    return tuple(Change(name, getattr(person, name), value) for name, value in new.items())

"""Reads a file's rows into the staging table, with all that is wrong with each on its own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID, uuid5

from django.db import transaction

from learning.people.models import StaffImport, StagedProblem, StagedRow
from learning.people.rules.staff_import import (
    Fault,
    Field,
    Person,
    Problem,
    StaffRow,
    is_past,
    is_somebody_else,
    key_of,
    overlaps_until,
    problem_in,
    read_row,
    with_numbers_that_stay,
)
from learning.people.selectors.staff_list import (
    Found,
    groups_by_name,
    merged_numbers,
    people_by_id,
    staff_by_email,
    staff_by_number,
)
from learning.tabular.rules.headings import Columns

from .imports import hold_check
from .inserting import insert_rows

KEY_LENGTH = 100
MOST_UNKNOWN_GROUPS = 500


def new_key(check_key: UUID, name: str) -> UUID:
    """The key that somebody new, or a new group, will have: one for each name in one check."""
    return uuid5(check_key, name)


def store_problems(staff_import: StaffImport, problems: Iterable[Problem]) -> None:
    insert_rows(
        StagedProblem,
        [
            {
                "staff_import": staff_import.pk,
                "row_number": problem.row,
                "column": problem.column,
                "value": problem.value,
                "fault": problem.fault.value,
                "detail": dict(problem.detail),
            }
            for problem in problems
        ],
    )


class RowsOfAFile:
    """Takes rows in, some at a time, and looks up just the people whom they name."""

    def __init__(self, staff_import: StaffImport, columns: Columns[Field]) -> None:
        assert staff_import.check_key is not None  # noqa: S101 - a check has begun
        self.staff_import = staff_import
        self.check_key = staff_import.check_key
        self.columns = columns
        self.groups = groups_by_name()
        self.merged = merged_numbers()
        self.count = 0
        self.unknown_groups: Counter[str] = Counter()
        self.groups_by_rule: Counter[str] = Counter()
        # Days that stand for "no end", as the file writes them.
        self.no_ends: Counter[str] = Counter()

    def stage(self, batch: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        written_on = self.staff_import.uploaded_on
        read = [
            read_row(self.columns, number, cells, written_on=written_on) for number, cells in batch
        ]
        written = {row.number: row.key for row in read}
        rows = [with_numbers_that_stay(row, self.merged) for row in read]
        known = staff_by_number(self._numbers_in(rows))
        holders = staff_by_email({email for row in rows if (email := row.text(Field.EMAIL))})
        named = {row.number: self._who_is(row, known) for row in rows}
        people = people_by_id({found.id for found in named.values() if found})
        for row in rows:
            found = named[row.number]
            self._find_faults(row, people[found.id] if found else None, known)
            if row.is_sound and row.day(Field.LEAVING_DATE) is None:
                self.no_ends.update(filter(None, [self._cell(row, Field.LEAVING_DATE)]))
        with transaction.atomic():
            hold_check(self.staff_import)
            insert_rows(
                StagedRow,
                [
                    {"written": written[row.number][:KEY_LENGTH]}
                    | self._as_stored(row, named[row.number], known, holders)
                    for row in rows
                ],
            )
            store_problems(self.staff_import, (problem for row in rows for problem in row.problems))
        self.count += len(rows)

    def _cell(self, row: StaffRow, field: Field) -> str:
        place = self.columns.places.get(field)
        return "" if place is None else row.cells[place].strip()

    def _numbers_in(self, rows: Sequence[StaffRow]) -> set[str]:
        place = self.columns.places[Field.PAYROLL_NUMBER]
        own = {" ".join(row.cells[place].split()) for row in rows if place < len(row.cells)}
        own |= {stays for number in own if (stays := self.merged.get(key_of(number)))}
        others = {
            row.text(field) for row in rows for field in (Field.LINE_MANAGER, Field.PREVIOUS_NUMBER)
        }
        return (own | others) - {""}

    def _who_is(self, row: StaffRow, known: dict[str, Found]) -> Found | None:
        """Whom the number names; where it is new, whom the previous number names."""
        return known.get(row.key) or known.get(key_of(row.text(Field.PREVIOUS_NUMBER)))

    def _find_faults(self, row: StaffRow, person: Person | None, known: dict[str, Found]) -> None:
        if row.is_sound:
            if person:
                self._find_overlap(row, person)
            if person and row.key in known and is_somebody_else(row, person):
                name = person.name
                self._blame(row, Field.PAYROLL_NUMBER, Fault.SOMEBODY_ELSE, who=name)
            previous = known.get(key_of(row.text(Field.PREVIOUS_NUMBER)))
            if previous and known.get(row.key, previous) != previous:
                self._blame(row, Field.PAYROLL_NUMBER, Fault.NUMBER_TAKEN)
        for name in row.groups():
            key_and_group = self.groups.get(name.casefold())
            if key_and_group is None:
                self._count_unknown(name)
                if not self.staff_import.creates_groups:
                    self._blame(row, Field.STAFF_GROUPS, Fault.UNKNOWN_GROUP, group=name)
            elif key_and_group[1].is_by_rule:
                # Its rule says who is in it, whatever a file says.
                self.groups_by_rule[key_and_group[1].name] += 1
            elif key_and_group[1].is_retired and not _belongs(person, name):
                group = key_and_group[1].name
                self._blame(row, Field.STAFF_GROUPS, Fault.RETIRED_GROUP, group=group)

    def _count_unknown(self, name: str) -> None:
        spelt = {known.casefold(): known for known in self.unknown_groups}
        if len(spelt) < MOST_UNKNOWN_GROUPS or name.casefold() in spelt:
            self.unknown_groups[spelt.get(name.casefold(), name)] += 1

    def _find_overlap(self, row: StaffRow, person: Person) -> None:
        last, spell = overlaps_until(row, person), person.spell
        if last and spell and not is_past(row, person):
            self._blame(
                row,
                Field.START_DATE,
                Fault.START_OVERLAPS,
                until=last.isoformat(),
                came_back=spell.from_on.isoformat(),
            )

    def _blame(self, row: StaffRow, field: Field, fault: Fault, **detail: str | int) -> None:
        row.problems.append(problem_in(self.columns, row.number, row.cells, field, fault, **detail))

    def _as_stored(
        self,
        row: StaffRow,
        found: Found | None,
        known: dict[str, Found],
        holders: dict[str, int],
    ) -> dict[str, object]:
        email = row.text(Field.EMAIL).casefold()
        manager = key_of(row.text(Field.LINE_MANAGER))
        manager_found = known.get(manager)
        return {
            "staff_import": self.staff_import.pk,
            "number": row.number,
            "cells": row.cells,
            "is_sound": row.is_sound,
            "fault": "",
            "key": row.key[:KEY_LENGTH],
            "name_key": row.name,
            "start_on": row.day(Field.START_DATE),
            "previous": key_of(row.text(Field.PREVIOUS_NUMBER)),
            "staff_key": found.key if found else new_key(self.check_key, row.key),
            "staff_member": found.id if found else None,
            "email": email,
            "email_holder": holders.get(email),
            "manager": manager,
            "manager_member": manager_found.id if manager_found else None,
        }


def _belongs(person: Person | None, group: str) -> bool:
    return person is not None and any(
        fact.to_on is None and fact.what.casefold() == group.casefold()
        for fact in person.memberships
    )

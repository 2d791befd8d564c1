"""What is wrong with staged rows only in the light of the other rows and of the staff list.

Each check is one statement that marks the rows at fault, whatever the size of the file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from django.db import transaction
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from learning.people.models import StaffImport, StagedRow
from learning.people.rules.staff_import import (
    Fault,
    Field,
    Numbered,
    Problem,
    name_key,
    problem_in,
    wrongly_numbered,
)
from learning.tabular.rules.headings import Columns

from .import_staging import store_problems
from .imports import hold_check

BATCH = 500
NUMBERS_SHOWN = 10
FIELD_AT_FAULT = {
    Fault.DUPLICATE_NUMBER: Field.PAYROLL_NUMBER,
    Fault.OTHER_ROW: Field.PAYROLL_NUMBER,
    Fault.PREVIOUS_IN_FILE: Field.PREVIOUS_NUMBER,
    Fault.PREVIOUS_TWICE: Field.PREVIOUS_NUMBER,
    Fault.OWN_MANAGER: Field.LINE_MANAGER,
    Fault.UNKNOWN_MANAGER: Field.LINE_MANAGER,
    Fault.EMAIL_TAKEN: Field.EMAIL,
    Fault.SAME_PERSON: Field.EMAIL,
}


def judge_rows(staff_import: StaffImport, columns: Columns[Field]) -> None:
    """Say of each row what the others and the staff list have against it."""
    rows = _Rows(staff_import, columns)
    rows.find_duplicates()
    rows.find_previous_numbers()
    # A row that falls can bring down those that lean on it, so look again until nothing falls.
    while rows.find_other_rows() or rows.find_managers() or rows.find_emails():
        pass


class _Rows:
    def __init__(self, staff_import: StaffImport, columns: Columns[Field]) -> None:
        self.staff_import = staff_import
        self.columns = columns

    @property
    def all(self) -> QuerySet[StagedRow]:
        return StagedRow.objects.filter(staff_import=self.staff_import)

    @property
    def sound(self) -> QuerySet[StagedRow]:
        return self.all.filter(is_sound=True)

    def find_duplicates(self) -> None:
        repeated = self.all.exclude(written="").values("written").annotate(rows=Count("pk"))
        rows = (
            self.all.filter(written__in=repeated.filter(rows__gt=1).values("written"))
            .order_by("written", "number")
            .values_list(
                "written", "number", "name_key", "start_on",
                "staff_member__first_name", "staff_member__last_name",
            )
        )  # fmt: skip
        for numbers in _in_batches(_at_fault(rows)):
            self.all.filter(number__in=numbers).update(fault=Fault.DUPLICATE_NUMBER)
        self._write_down()

    def find_previous_numbers(self) -> None:
        """A previous number that somebody in the file still has, or that two rows claim."""
        renamed = self.sound.exclude(previous="")
        # Whoever is on the list by the new number has been renamed before.
        renamed = renamed.exclude(staff_member__payroll_number__iexact=F("key"))
        own_row = self.all.filter(key=OuterRef("previous"))
        renamed.filter(Exists(own_row)).update(fault=Fault.PREVIOUS_IN_FILE)
        claimed = self.all.filter(previous=OuterRef("previous")).exclude(key=OuterRef("key"))
        renamed.filter(fault="").filter(Exists(claimed)).update(fault=Fault.PREVIOUS_TWICE)
        self._write_down()

    def find_other_rows(self) -> bool:
        """Whether a row falls because another of the same person is at fault."""
        fallen = self.all.filter(is_sound=False, key=OuterRef("key"))
        # Whoever had two records is named by two numbers, and perhaps by two names.
        fallen = fallen.filter(Q(name_key=OuterRef("name_key")) | ~Q(written=OuterRef("written")))
        self.sound.filter(Exists(fallen)).update(fault=Fault.OTHER_ROW)
        return self._write_down()

    def find_managers(self) -> bool:
        """Whether a row falls for want of its manager."""
        managed = self.sound.exclude(manager="")
        own = Q(manager=F("key")) | Q(manager_member=F("staff_member"))
        managed.filter(own).update(fault=Fault.OWN_MANAGER)
        in_file = self.sound.filter(key=OuterRef("manager"))
        unknown = managed.filter(fault="", manager_member=None).filter(~Exists(in_file))
        unknown.update(fault=Fault.UNKNOWN_MANAGER)
        return self._write_down()

    def find_emails(self) -> bool:
        """Whether a row falls because somebody else has its e-mail address.

        Of several rows with one address, whoever has it already keeps it; else nobody does.
        """
        has_it = Q(email_holder__isnull=False, email_holder=F("staff_member"))
        claims = self.sound.exclude(email="").exclude(has_it)
        held = claims.filter(email_holder__isnull=False)
        of_holder = self.all.filter(staff_member=OuterRef("email_holder"))
        held.filter(staff_member=None).filter(~Exists(of_holder)).update(fault=Fault.SAME_PERSON)
        kept = ~Exists(of_holder.filter(is_sound=True))
        held.filter(fault="").filter(kept).update(fault=Fault.EMAIL_TAKEN)
        rivals = self.sound.filter(email=OuterRef("email")).exclude(key=OuterRef("key"))
        claims.filter(fault="").filter(Exists(rivals)).update(fault=Fault.EMAIL_TAKEN)
        return self._write_down()

    def _write_down(self) -> bool:
        """Turn what the checks have marked into problems that HR can read."""
        fell = False
        while marked := list(
            self.all.exclude(fault="").select_related("email_holder").order_by("number")[:BATCH]
        ):
            fell = True
            with transaction.atomic():
                hold_check(self.staff_import)
                store_problems(self.staff_import, self._problems_of(marked))
                self.all.filter(pk__in=[row.pk for row in marked]).update(is_sound=False, fault="")
        return fell

    def _problems_of(self, marked: list[StagedRow]) -> Iterator[Problem]:
        told = self._told_of(marked)
        for row in marked:
            fault = Fault(row.fault)
            field = FIELD_AT_FAULT[fault]
            detail = told(row, fault)
            yield problem_in(self.columns, row.number, row.cells, field, fault, **detail)

    def _told_of(self, marked: list[StagedRow]) -> Callable[[StagedRow, Fault], dict[str, str]]:
        """For naming the rows and people that stand against those marked."""
        keys = {row.key for row in marked} | {row.previous for row in marked if row.previous}
        with_number = self._numbers_by("key", self.all.filter(key__in=keys))
        written = {row.written for row in marked}
        as_written = self._numbers_by("written", self.all.filter(written__in=written))
        fallen = self._numbers_by("key", self.all.filter(key__in=keys, is_sound=False))
        previous = {row.previous for row in marked if row.previous}
        claiming = self._numbers_by("previous", self.all.filter(previous__in=previous))
        rivals = self._rivals_of(marked)

        def told(row: StagedRow, fault: Fault) -> dict[str, str]:
            match fault:
                case Fault.DUPLICATE_NUMBER:
                    return {"rows": _list_of(as_written[row.written])}
                case Fault.OTHER_ROW:
                    return {"rows": _list_of(fallen[row.key])}
                case Fault.PREVIOUS_IN_FILE:
                    return {"rows": _list_of(with_number[row.previous])}
                case Fault.PREVIOUS_TWICE:
                    return {"rows": _list_of(claiming[row.previous])}
                case Fault.SAME_PERSON | Fault.EMAIL_TAKEN if row.email_holder:
                    return {"holder": row.email_holder.payroll_number}
                case Fault.EMAIL_TAKEN:
                    return {"holder": rivals[row.email, row.key]}
            return {}

        return told

    def _numbers_by(self, field: str, rows: QuerySet[StagedRow]) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for shared, number in rows.order_by("number").values_list(field, "number").iterator():
            if len(numbers[shared]) <= NUMBERS_SHOWN:
                numbers[shared].append(number)
        return numbers

    def _rivals_of(self, marked: list[StagedRow]) -> dict[tuple[str, str], str]:
        """Another payroll number that claims the same address, as its row writes it."""
        emails = {row.email for row in marked if row.email}
        ends = self.all.filter(email__in=emails).values("email")
        place = self.columns.places[Field.PAYROLL_NUMBER]
        first_and_last = {
            email: (first, last)
            for email, first, last in ends.annotate(Min("key"), Max("key")).values_list(
                "email", "key__min", "key__max"
            )
        }
        keys = {key for pair in first_and_last.values() for key in pair}
        written = {
            key: cells[place]
            for key, cells in self.all.filter(key__in=keys).values_list("key", "cells")
        }
        return {
            (row.email, row.key): written[first if row.key != first else last]
            for row in marked
            if row.email
            for first, last in [first_and_last[row.email]]
        }


def _list_of(numbers: list[int]) -> str:
    more = "…" if len(numbers) > NUMBERS_SHOWN else ""
    return ", ".join(map(str, numbers[:NUMBERS_SHOWN])) + more


def _at_fault(rows: Iterable[tuple]) -> Iterator[int]:
    for _key, same in groupby(rows, key=lambda row: row[0]):
        numbered, names = [], set()
        for _each, number, name, start_on, first, last in same:
            numbered.append(Numbered(number, name, start_on))
            names.add(name_key(first, last) if first is not None else None)
        for row in wrongly_numbered(numbered, names.pop() if len(names) == 1 else None):
            yield row.number


def _in_batches(numbers: Iterator[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for number in list(numbers):
        batch.append(number)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch

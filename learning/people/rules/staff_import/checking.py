"""What is wrong with rows only in the light of the other rows and of the staff list."""

from collections import defaultdict
from collections.abc import Sequence

from .fields import Columns, Field
from .problems import Fault, Problem
from .rows import StaffRow, key_of, shown
from .staff_list import Person, StaffList


def check_rows(
    rows: Sequence[StaffRow], columns: Columns, staff_list: StaffList, *, creates_groups: bool
) -> None:
    """Add to each row what the other rows and the staff list say against it."""
    checks = _Checks(rows, columns, staff_list)
    checks.find_duplicates()
    checks.find_overlaps()
    checks.find_groups(creates_groups=creates_groups)
    # A row that falls can bring down those that lean on it, so look again until nothing falls.
    while checks.find_managers() or checks.find_emails():
        pass


class _Checks:
    def __init__(self, rows: Sequence[StaffRow], columns: Columns, staff_list: StaffList) -> None:
        self.rows = rows
        self.columns = columns
        self.staff_list = staff_list
        self.has = columns.places.__contains__

    def find_duplicates(self) -> None:
        rows_of: dict[str, list[StaffRow]] = defaultdict(list)
        for row in self.rows:
            if row.key:
                rows_of[row.key].append(row)
        for key, rows in rows_of.items():
            if len(rows) == 1:
                continue
            theirs = [row for row in rows if self._bears_the_name_of(key, row)]
            numbers = ", ".join(str(row.number) for row in rows)
            for row in rows:
                if len(theirs) == 1 and row is theirs[0]:
                    continue
                self._blame(row, Field.PAYROLL_NUMBER, Fault.DUPLICATE_NUMBER, rows=numbers)

    def _bears_the_name_of(self, key: str, row: StaffRow) -> bool:
        person = self.staff_list.staff.get(key)
        return person is not None and row.name == (
            person.first_name.casefold(),
            person.last_name.casefold(),
        )

    def find_overlaps(self) -> None:
        """A start that would run into an earlier spell of the same person."""
        for row in self._sound():
            person = self.staff_list.staff.get(row.key)
            start = row.day(Field.START_DATE)
            if person is None or start is None or not (spell := person.spell):
                continue
            earlier = [fact for fact in person.employments if fact is not spell]
            last = max((fact.to_on for fact in earlier if fact.to_on), default=None)
            if last and start <= last and start != spell.from_on:
                self._blame(
                    row,
                    Field.START_DATE,
                    Fault.START_OVERLAPS,
                    until=last.isoformat(),
                    came_back=spell.from_on.isoformat(),
                )

    def find_groups(self, *, creates_groups: bool) -> None:
        for row in self.rows:
            for name in row.groups():
                group = self.staff_list.groups.get(name.casefold())
                if group is None and not creates_groups:
                    self._blame(row, Field.STAFF_GROUPS, Fault.UNKNOWN_GROUP, group=name)
                elif group and group.is_retired and not self._belongs(row.key, name):
                    self._blame(row, Field.STAFF_GROUPS, Fault.RETIRED_GROUP, group=group.name)

    def _belongs(self, key: str, group: str) -> bool:
        person = self.staff_list.staff.get(key)
        return person is not None and any(
            fact.to_on is None and fact.what.casefold() == group.casefold()
            for fact in person.memberships
        )

    def find_managers(self) -> bool:
        """Whether a row falls for want of its manager."""
        if not self.has(Field.LINE_MANAGER):
            return False
        known = self.staff_list.staff.keys() | {row.key for row in self._sound()}
        fell = []
        for row in self._sound():
            manager = key_of(row.text(Field.LINE_MANAGER))
            if manager and manager == row.key:
                fell.append((row, Fault.OWN_MANAGER))
            elif manager and manager not in known:
                fell.append((row, Fault.UNKNOWN_MANAGER))
        for row, fault in fell:
            self._blame(row, Field.LINE_MANAGER, fault)
        return bool(fell)

    def find_emails(self) -> bool:
        """Whether a row falls because somebody else has its e-mail address."""
        if not self.has(Field.EMAIL):
            return False
        sound = {row.key: row for row in self._sound()}
        holders = {
            person.email.casefold(): person
            for key, person in self.staff_list.staff.items()
            if person.email and key not in sound
        }
        claims: dict[str, list[StaffRow]] = defaultdict(list)
        for row in sound.values():
            if email := row.text(Field.EMAIL).casefold():
                claims[email].append(row)
        fell = []
        for email, rows in claims.items():
            if holder := holders.get(email):
                fell += [(row, holder.payroll_number) for row in rows]
            elif len(rows) > 1:
                fell += self._beyond_one_holder(email, rows)
        for row, holder_number in fell:
            self._blame(row, Field.EMAIL, Fault.EMAIL_TAKEN, holder=holder_number)
        return bool(fell)

    def _beyond_one_holder(
        self, email: str, rows: Sequence[StaffRow]
    ) -> list[tuple[StaffRow, str]]:
        """Of several rows with one address, whoever has it already keeps it; else nobody does."""

        def has_it(row: StaffRow) -> bool:
            person: Person | None = self.staff_list.staff.get(row.key)
            return person is not None and person.email.casefold() == email

        fell = []
        for row in rows:
            others = [other for other in rows if other is not row]
            if not has_it(row):
                holder = next((other for other in others if has_it(other)), others[0])
                fell.append((row, holder.text(Field.PAYROLL_NUMBER)))
        return fell

    def _sound(self) -> list[StaffRow]:
        return [row for row in self.rows if row.is_sound]

    def _blame(self, row: StaffRow, name: Field, fault: Fault, **detail: str | int) -> None:
        row.problems.append(
            Problem(
                row=row.number,
                column=self.columns.name_of(name),
                value=shown(row.cells[self.columns.places[name]]),
                fault=fault,
                detail=detail,
            )
        )

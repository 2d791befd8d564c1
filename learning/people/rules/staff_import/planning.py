"""Works out what a file would do to the staff list. Changes nothing and knows no clock."""

from collections import Counter
from collections.abc import Iterable, Sequence

from .checking import check_rows
from .fields import Columns, Field
from .people import plan_absent, plan_newcomer, plan_person
from .plan import Entry, Options, Plan
from .rows import StaffRow, read_rows
from .staff_list import StaffList


def plan_import(
    columns: Columns,
    rows: Iterable[tuple[int, Sequence[str]]],
    staff_list: StaffList,
    options: Options,
) -> Plan:
    """What the file would do, given the staff list as it stands and what HR has confirmed."""
    read = read_rows(columns, rows)
    _leave_groups_by_rule_alone(read, staff_list)
    check_rows(read, columns, staff_list, creates_groups=options.creates_groups)
    sound = [row for row in read if row.is_sound]
    entries = [_plan_row(row, staff_list, options) for row in sound]
    entries += _plan_missing(read, staff_list, options)
    return Plan(
        options=options,
        entries=tuple(entries),
        problems=tuple(problem for row in read for problem in row.problems),
        new_groups=_new_groups(sound, staff_list),
        unknown_groups=_unknown_groups(read, staff_list),
        ignored_columns=columns.ignored,
        rows=len(read),
    )


def _leave_groups_by_rule_alone(rows: Sequence[StaffRow], staff_list: StaffList) -> None:
    """Their rules say who is in them, whatever a file says."""
    by_rule = {name for name, group in staff_list.groups.items() if group.is_by_rule}
    for row in rows:
        if by_rule and Field.STAFF_GROUPS in row.values:
            kept = tuple(name for name in row.groups() if name.casefold() not in by_rule)
            row.values[Field.STAFF_GROUPS] = kept


def _plan_row(row: StaffRow, staff_list: StaffList, options: Options) -> Entry:
    person = staff_list.staff.get(row.key)
    if person is None or person.spell is None:
        return plan_newcomer(row, person)
    return plan_person(row, person, options)


def _plan_missing(
    rows: Sequence[StaffRow], staff_list: StaffList, options: Options
) -> Iterable[Entry]:
    """Those in post whom the file does not name. A number on a broken row is still a name."""
    named = {row.key for row in rows}
    for key, person in staff_list.staff.items():
        if key not in named and person.spell is not None and person.spell.to_on is None:
            yield plan_absent(person, options)


def _new_groups(rows: Iterable[StaffRow], staff_list: StaffList) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for row in rows:
        for name in row.groups():
            if name.casefold() not in staff_list.groups:
                names.setdefault(name.casefold(), name)
    return tuple(sorted(names.values(), key=str.casefold))


def _unknown_groups(rows: Iterable[StaffRow], staff_list: StaffList) -> dict[str, int]:
    """Groups that the file names and the list does not, with the rows that name each."""
    spelling: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for row in rows:
        for name in row.groups():
            if name.casefold() not in staff_list.groups:
                spelling.setdefault(name.casefold(), name)
                counts[name.casefold()] += 1
    return {spelling[name]: counts[name] for name in sorted(counts)}

"""Somebody who had two records until they were merged, and whom files may still name twice."""

from collections.abc import Mapping, Sequence

from .fields import Field
from .rows import StaffRow, key_of
from .staff_list import Person

NUMBERS = (Field.PAYROLL_NUMBER, Field.PREVIOUS_NUMBER, Field.LINE_MANAGER)


def with_numbers_that_stay(row: StaffRow, merged: Mapping[str, str]) -> StaffRow:
    """The row as though it named the record that stays, where it names one that was merged.

    Where one of the two records was the other's line manager, there is none.
    """
    named = {row.key} | {key_of(row.text(name)) for name in NUMBERS}
    if named.isdisjoint(merged):
        return row
    row.key = key_of(merged.get(row.key, row.key))
    for name in NUMBERS:
        stays = merged.get(key_of(row.text(name)))
        if stays is not None:
            row.values[name] = stays
    if key_of(row.text(Field.LINE_MANAGER)) == row.key:
        row.values[Field.LINE_MANAGER] = ""
    return row


def is_past(row: StaffRow, person: Person | None) -> bool:
    """It is of a spell that one of the two records had, and that ended before the present one."""
    start, leaving = row.day(Field.START_DATE), row.day(Field.LEAVING_DATE)
    if person is None or not person.had_two_records or person.spell is None:
        return False
    if start is None or leaving is None or leaving >= person.spell.from_on:
        return False
    return any(
        spell.from_on <= start and spell.to_on is not None and leaving <= spell.to_on
        for spell in person.employments
    )


def rows_of_now(rows: Sequence[StaffRow], person: Person | None) -> tuple[StaffRow, ...]:
    """The rows that say something of the present; of nobody else is a row left out."""
    return tuple(row for row in rows if not is_past(row, person))

"""A staff list as a file: what was detected in it, its columns, and its rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from django.core.exceptions import ValidationError

from learning.people.models import StaffImport
from learning.people.rules.staff_import import STAFF_LIST, Field
from learning.people.selectors.import_words import word_for
from learning.tabular.mapping import checked_columns
from learning.tabular.reading import OpenTable, UnreadableTable, open_table
from learning.tabular.rules.headings import Columns
from learning.tabular.stored_file import open_stored_file


class StaffFileRefused(ValidationError):
    """The file cannot be used at all; the message says why and what to do."""


def open_staff_file(file: BinaryIO) -> OpenTable:
    """The file with its header read; its rows are read as they are asked for."""
    try:
        return open_table(file)
    except UnreadableTable as error:
        raise StaffFileRefused(str(error)) from error


def columns_of_import(staff_import: StaffImport) -> Columns[Field]:
    return staff_list_columns(staff_import.detected["header"], staff_import.mapping)


def staff_list_columns(header: Sequence[str], mapping: Mapping[str, str]) -> Columns[Field]:
    return checked_columns(STAFF_LIST, header, mapping, word_for)


def rows_of_import(
    staff_import: StaffImport, *, at_once: int
) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
    """The rows that hold anything, so many at a time."""
    batch = []
    try:
        for row in open_staff_file(open_stored_file(staff_import)):
            batch.append((row.number, row.cells))
            if len(batch) == at_once:
                yield batch
                batch = []
    except UnreadableTable as error:
        raise StaffFileRefused(str(error)) from error
    if batch:
        yield batch

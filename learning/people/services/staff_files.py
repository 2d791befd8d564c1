"""A staff list as a file: what was detected in it, its columns, and its rows."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from learning.people.models import StaffImport
from learning.people.rules.staff_import import Columns, columns_of
from learning.people.selectors.import_words import word_for
from learning.tabular.reading import OpenTable, UnreadableTable, open_table
from learning.tabular.stored_file import open_stored_file


class StaffFileRefused(ValidationError):
    """The file cannot be used at all; the message says why and what to do."""


def open_staff_file(file: BinaryIO) -> OpenTable:
    """The file with its header read; its rows are read as they are asked for."""
    try:
        return open_table(file)
    except UnreadableTable as error:
        raise StaffFileRefused(str(error)) from error


def detected_in(table: OpenTable) -> dict[str, object]:
    """How the file was written, for people to see before anything is applied."""
    return {
        "words": table.detected,
        "other_sheets": list(table.other_sheets),
        "header": list(table.header),
    }


def columns_of_import(staff_import: StaffImport) -> Columns:
    return checked_columns(staff_import.detected["header"], staff_import.mapping)


def checked_columns(header: list[str], mapping: Mapping[str, str]) -> Columns:
    """Which column is which, refused where a field has two columns, or none and needs one."""
    fields = [mapping.get(name, "") for name in header]
    if twice := {field for field in fields if field and fields.count(field) > 1}:
        raise StaffFileRefused(
            _("Two columns are given as %(fields)s. Choose one of them.")
            % {"fields": ", ".join(sorted(word_for(field) for field in twice))}
        )
    columns = columns_of(header, mapping)
    if columns.missing:
        raise StaffFileRefused(
            _(
                "No column of the file is given as: %(fields)s. Its columns are: %(columns)s. "
                "Say which of them it is, or add what is missing and upload the file again."
            )
            % {
                "fields": ", ".join(word_for(field) for field in columns.missing),
                "columns": ", ".join(header),
            }
        )
    return columns


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

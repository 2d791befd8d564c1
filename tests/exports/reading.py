"""Taking exports and reading them as somebody outside would."""

import csv
import io
import zipfile
from datetime import UTC, datetime

from learning.exports.choices import FileFormat
from learning.exports.rules.filters import CompletionFilters
from learning.exports.services import completions_zip, start_completions_export

AT = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)


def started(file_format=FileFormat.ZIP, by=None, **filters):
    return start_completions_export(
        filters=CompletionFilters(**filters), file_format=file_format, by=by, by_name="cron", at=AT
    )


def exported(**filters):
    """A whole zip."""
    data = b"".join(completions_zip(export=started(**filters), clock=lambda: LATER))
    return zipfile.ZipFile(io.BytesIO(data))


def rows(archive):
    """The rows of the table in it, by the names of their columns."""
    with archive.open("completions.csv") as file:
        return list(csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")))


def keys(archive):
    return [row["record_key"] for row in rows(archive)]

"""Completion records on their way out, made while they are sent; memory does not grow with them.

Use the database for nothing else until the last byte is taken or the iterator closed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection

from learning.exports.models import Export
from learning.exports.rules.data_package import data_package
from learning.exports.rules.filters import CompletionFilters
from learning.exports.rules.manifest import WrittenFile, as_text, checksums, manifest, notes, readme
from learning.exports.rules.promise import COLUMNS
from learning.exports.selectors import completions_query
from learning.tabular.csv_writing import csv_chunks
from learning.tabular.selecting import rows_of
from learning.tabular.tally import Tally
from learning.tabular.xlsx_writing import xlsx_chunks
from learning.tabular.zip_streaming import zip_chunks

from .departures import about, finish_export

TABLE = "completions.csv"
Clock = Callable[[], datetime]


def completions_zip(*, export: Export, clock: Clock) -> Iterator[bytes]:
    """A zip of the table and, after it, of all that it takes to check it.

    Should it fail on the way, it raises, and what went out has no directory: no programme opens it.
    """
    tally = Tally()
    yield from zip_chunks(_members(export, about(export), tally))
    finish_export(export=export, rows=tally.rows, sha256=tally.sha256, at=clock())


def completions_xlsx(*, export: Export, clock: Clock) -> Iterator[bytes]:
    """The same rows as a workbook."""
    tally = Tally()
    yield from workbook_chunks(export, about(export), tally)
    finish_export(export=export, rows=tally.rows, sha256=tally.sha256, at=clock())


def table_chunks(export: Export, tally: Tally) -> Iterator[bytes]:
    """The bare table, counted as it passes."""
    query = completions_query(CompletionFilters.from_json(export.filters))
    return csv_chunks(connection, query, time_zone=settings.TIME_ZONE, tally=tally)


def workbook_chunks(export: Export, facts: Mapping[str, Any], tally: Tally) -> Iterator[bytes]:
    """The bare workbook, counted as it passes. Its last sheet says what it is."""
    query = completions_query(CompletionFilters.from_json(export.filters))
    return xlsx_chunks(
        query.columns,
        rows_of(connection, query),
        time_zone=settings.TIME_ZONE,
        sheet_name="Completions",
        tally=tally,
        about=lambda: notes(facts, rows=tally.rows),
    )


def _members(
    export: Export, facts: Mapping[str, Any], tally: Tally
) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield TABLE, table_chunks(export, tally)
    table = WrittenFile(TABLE, tally.size, tally.sha256, tally.rows)
    package = data_package(
        name=export.name,
        version=export.version,
        columns=COLUMNS,
        created=facts["made_at"],
        path=TABLE,
        size=table.size,
        sha256=table.sha256,
    )
    files = [table]
    texts = {"datapackage.json": as_text(package), "README.txt": readme(facts, table)}
    for path, text in texts.items():
        files.append(written(path, text))
        yield path, [text.encode()]
    listed = as_text(manifest(facts, files))
    files.append(written("manifest.json", listed))
    yield "manifest.json", [listed.encode()]
    yield "SHA256SUMS", [checksums(files).encode()]


def written(path: str, text: str) -> WrittenFile:
    """A small file, measured."""
    data = text.encode()
    return WrittenFile(path, len(data), sha256(data).hexdigest())

"""Completion records written to disk, for scripts and other systems."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from learning.exports.models import Export
from learning.exports.rules.data_package import table_schema
from learning.exports.rules.manifest import WrittenFile, as_text, manifest
from learning.exports.rules.promise import COLUMNS
from learning.tabular.tally import Tally

from .completions import Clock, table_chunks, workbook_chunks, written
from .departures import about, finish_export


def write_completions_csv(*, export: Export, path: Path, clock: Clock) -> WrittenFile:
    """The bare table at the path, its schema and manifest beside it; at the path only if whole."""
    tally, facts = Tally(), about(export)
    _write_whole(path, table_chunks(export, tally))
    schema = as_text(table_schema(COLUMNS))
    beside = path.with_name(f"{path.name}.schema.json")
    _write_whole(beside, [schema.encode()])
    table = WrittenFile(path.name, tally.size, tally.sha256, tally.rows)
    files = [table, written(beside.name, schema)]
    _write_whole(_manifest_of(path), [as_text(manifest(facts, files)).encode()])
    finish_export(export=export, rows=tally.rows, sha256=tally.sha256, at=clock())
    return table


def write_completions_xlsx(*, export: Export, path: Path, clock: Clock) -> WrittenFile:
    """The workbook at the path and its manifest beside it; at the path only if whole."""
    tally, facts = Tally(), about(export)
    _write_whole(path, workbook_chunks(export, facts, tally))
    book = WrittenFile(path.name, tally.size, tally.sha256, tally.rows)
    _write_whole(_manifest_of(path), [as_text(manifest(facts, [book])).encode()])
    finish_export(export=export, rows=tally.rows, sha256=tally.sha256, at=clock())
    return book


def _manifest_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.manifest.json")


def _write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write under another name, then take the real one: a short file never has it."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

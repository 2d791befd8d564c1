"""What lies beside the table so that anybody can check it, without our software.

These files are read outside, by other systems and by assessors: they are in English whatever the
language of the screens.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file that left: its name, how long it is, its checksum and, for a table, its rows."""

    path: str
    size: int
    sha256: str
    rows: int | None = None


def manifest(about: Mapping[str, Any], files: Sequence[WrittenFile]) -> dict[str, Any]:
    """What the export is, and what each of its files must measure."""
    return dict(about) | {"files": [_described(file) for file in files]}


def checksums(files: Sequence[WrittenFile]) -> str:
    """The lines that `sha256sum -c` reads."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in files)


def as_text(document: Mapping[str, Any]) -> str:
    """JSON that a person can read too."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def readme(about: Mapping[str, Any], table: WrittenFile) -> str:
    """How to read the table and how to check it, in plain words."""
    seal = about["latest_seal"]
    sealed = (
        f"Entries up to number {seal['last_entry']} are sealed. The latest seal is\n"
        f"{seal['sha256']}\n"
        "Whoever keeps the records can show that it still stands:\n"
        f"    manage.py verify_records --expect-seal {seal['sha256']}"
        if seal
        else "The ledger had no seal yet when this file was made."
    )
    return f"""Completion records of {about["organisation"]}

Made at {about["made_at"]} by {about["made_by"]}.
{table.path} holds {table.rows} rows below its heading, {table.size} bytes.
manifest.json says which completions were asked for; datapackage.json says what each column means.

TO CHECK THAT NOTHING IS MISSING OR CHANGED
Unpack the zip, open a terminal in its folder, and type
    sha256sum -c SHA256SUMS
Each line must end in OK. On a Mac the command is
    shasum -a 256 -c SHA256SUMS
and in PowerShell on Windows the two long numbers must be the same after
    Get-FileHash completions.csv; Get-Content SHA256SUMS

TO READ IT
The table is UTF-8 with a comma between cells. Times are {about["time_zone"]} with their offset
from UTC. Names and payroll numbers are those on the staff list when the file was made; everything
else is as it was on the day of the completion. A row with a voided_at was recorded by mistake and
no longer counts. A cell that a spreadsheet would take for a formula has an apostrophe in front.
In a spreadsheet, import the file as text in UTF-8; opening it by double click may spoil accents.

THE LEDGER
{sealed}
"""


def notes(about: Mapping[str, Any], *, rows: int) -> list[tuple[str, str]]:
    """The same facts for the last sheet of a workbook, which leaves without a manifest."""
    seal, asked = about["latest_seal"], about["filters"]
    return [
        ("What", f"Completion records of {about['organisation']}"),
        ("Rows", str(rows)),
        ("Made at", about["made_at"]),
        ("Made by", about["made_by"]),
        ("Completed from", asked["from_on"] or "the start"),
        ("Completed up to", asked["to_on"] or "the day it was made"),
        ("Staff groups", "; ".join(asked["staff_groups"]) or "all"),
        ("Module", asked["activity"] or "all"),
        ("Element", asked["element"] or "all"),
        ("Voided completions", asked["voided"]),
        ("Times", f"{about['time_zone']}, without their offset"),
        ("Version of columns", str(about["columns_version"])),
        ("Latest seal", seal["sha256"] if seal else "none yet"),
        ("Sealed up to entry", str(seal["last_entry"]) if seal else "none yet"),
    ]


def _described(file: WrittenFile) -> dict[str, Any]:
    described: dict[str, Any] = {"path": file.path, "bytes": file.size, "sha256": file.sha256}
    return described if file.rows is None else {"path": file.path, "rows": file.rows} | described

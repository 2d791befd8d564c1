"""The description that travels with the CSV, in the open Data Package format.

Its words are part of the promise, and so they are the same in every language of the screens.
"""

from collections.abc import Sequence
from typing import Any

from learning.exports.rules.promise import PromisedColumn
from learning.tabular.columns import Kind

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES: dict[Kind, dict[str, str]] = {
    Kind.TEXT: {"type": "string"},
    Kind.KEY: {"type": "string", "format": "uuid"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.DATE: {"type": "date"},
    Kind.DATETIME: {"type": "datetime"},
}


def table_schema(columns: Sequence[PromisedColumn]) -> dict[str, Any]:
    """What each column holds and what may be relied on, as a Table Schema."""
    return {
        "fields": [_field(column) for column in columns],
        "primaryKey": [next(column.name for column in columns if column.is_unique)],
        "missingValues": [""],
    }


def data_package(
    *,
    name: str,
    version: int,
    columns: Sequence[PromisedColumn],
    created: str,
    path: str,
    size: int,
    sha256: str,
) -> dict[str, Any]:
    """The descriptor of a package with the one table."""
    return {
        "$schema": PROFILE,
        "name": name,
        "title": "Completion records",
        "description": "One row for each completion of a training activity.",
        "version": f"{version}.0.0",
        "created": created,
        "resources": [
            {
                "name": name,
                "type": "table",
                "path": path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": size,
                "hash": f"sha256:{sha256}",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
                "schema": table_schema(columns),
            }
        ],
    }


def _field(column: PromisedColumn) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        **TYPES[column.kind],
        "description": column.description,
    }
    promised = {"required": column.is_always_filled, "unique": column.is_unique}
    if constraints := {name: True for name, holds in promised.items() if holds}:
        field["constraints"] = constraints
    return field

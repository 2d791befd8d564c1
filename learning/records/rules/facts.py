"""What the ledger says of a fact, column by column, so that bytes and columns can be compared."""

from typing import Protocol

COMPLETION_COLUMNS = (
    "key",
    "staff_key",
    "activity_key",
    "activity_title",
    "content_version",
    "content_sha256",
    "paper_sha256",
    "pass_mark",
    "marks_awarded",
    "marks_available",
    "elements",
    "staff_groups",
    "source",
    "source_key",
    "recorded_by_key",
    "completed_at",
    "completed_on",
    "expires_on",
    "replaces_key",
    "reason_digest",
)
VOID_COLUMNS = ("completion_key", "recorded_by_key", "reason_digest")


class HasColumns(Protocol):
    """A row, or anything with its columns as attributes."""


def completion_fact(row: HasColumns) -> dict[str, object]:
    return {name: getattr(row, name) for name in COMPLETION_COLUMNS}


def void_fact(
    *, completion_key: object, recorded_by_key: object, reason_digest: str
) -> dict[str, object]:
    return {
        "completion_key": completion_key,
        "recorded_by_key": recorded_by_key,
        "reason_digest": reason_digest,
    }

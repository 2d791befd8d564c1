"""The promise of the completions export: its columns, in their order, for as long as it lives.

A column is never renamed, moved or given another meaning. A new one goes at the end, and the
version goes up.
"""

from dataclasses import dataclass

from learning.tabular.columns import Kind

NAME = "completions"
VERSION = 1


@dataclass(frozen=True, slots=True)
class PromisedColumn:
    """One column: its heading, what its cells hold, and what may be relied on."""

    name: str
    kind: Kind
    description: str
    is_always_filled: bool = False
    is_unique: bool = False


COLUMNS = (
    PromisedColumn(
        "record_key",
        Kind.KEY,
        "The completion's own key. It never changes and is never used again.",
        is_always_filled=True,
        is_unique=True,
    ),
    PromisedColumn(
        "payroll_number",
        Kind.TEXT,
        "From the staff list as it was when the file was made.",
    ),
    PromisedColumn(
        "first_name", Kind.TEXT, "From the staff list as it was when the file was made."
    ),
    PromisedColumn("last_name", Kind.TEXT, "From the staff list as it was when the file was made."),
    PromisedColumn(
        "staff_key",
        Kind.KEY,
        "The person's own key, which outlives a new surname or payroll number. Count people by it.",
        is_always_filled=True,
    ),
    PromisedColumn(
        "activity",
        Kind.TEXT,
        "What was completed, as then called.",
        is_always_filled=True,
    ),
    PromisedColumn(
        "activity_key",
        Kind.KEY,
        "The activity's own key, which outlives a new title.",
        is_always_filled=True,
    ),
    PromisedColumn(
        "content_version",
        Kind.INTEGER,
        "Which published version of the module was taken. Empty where there was none.",
    ),
    PromisedColumn(
        "completed_at",
        Kind.DATETIME,
        "The moment it was completed, local time with its offset from UTC.",
        is_always_filled=True,
    ),
    PromisedColumn(
        "completed_on",
        Kind.DATE,
        "The local day of completed_at. The period of the export is by this day.",
        is_always_filled=True,
    ),
    PromisedColumn(
        "expires_on",
        Kind.DATE,
        "The last day on which the completion counts. Empty where it counts for good.",
    ),
    PromisedColumn(
        "source",
        Kind.TEXT,
        "How it is known, for example quiz, sections read, register, prior learning.",
        is_always_filled=True,
    ),
    PromisedColumn("marks_awarded", Kind.NUMBER, "Marks in the quiz. Empty where none was marked."),
    PromisedColumn("marks_available", Kind.NUMBER, "Marks that could be had in that quiz."),
    PromisedColumn("pass_mark", Kind.INTEGER, "The pass mark of that day, as a whole percentage."),
    PromisedColumn(
        "elements",
        Kind.TEXT,
        "Elements of the standard that the activity served that day, with '; ' between them.",
    ),
    PromisedColumn(
        "staff_groups",
        Kind.TEXT,
        "Staff groups the person belonged to that day, as then named, with '; ' between them.",
    ),
    PromisedColumn(
        "recorded_at",
        Kind.DATETIME,
        "The moment it entered the ledger, local time with its offset from UTC.",
        is_always_filled=True,
    ),
    PromisedColumn(
        "voided_at",
        Kind.DATETIME,
        "The moment it was voided as a mistake. Filled: it no longer counts. Empty: it stands.",
    ),
    PromisedColumn(
        "ledger_entry",
        Kind.INTEGER,
        "Its number in the ledger. Rows stand in this order.",
        is_always_filled=True,
        is_unique=True,
    ),
)

"""Mistakes of set-up that would let a record be changed."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error

from .triggers import missing_triggers


def written_once_tables_are_guarded(
    *, databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """Each written-once table has the triggers that refuse update and delete."""
    return [
        Error(
            f"The table {table} has lost its trigger {name}, so its rows could be changed.",
            hint="Run manage.py migrate, which puts the triggers back.",
            id="records.E001",
        )
        for database in databases or ()
        for table, name in missing_triggers(database)
    ]

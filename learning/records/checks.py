"""Mistakes of set-up that would let a record be changed, or a list be out of date."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error

from .triggers import missing_triggers


def triggers_are_in_place(
    *, databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """Each table has the triggers that guard its rows, or take note of their changes."""
    return [
        Error(
            f"The table {trigger.table} has lost its trigger {trigger.name}.",
            hint="Run manage.py migrate, which puts the triggers back.",
            id="records.E001",
        )
        for database in databases or ()
        for trigger in missing_triggers(database)
    ]

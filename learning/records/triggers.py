"""Triggers in the database, on both kinds: some refuse, some take note.

- Rows that are written once are neither changed nor deleted, whoever tries.
- When a fact changes that standings rest on, the stretches worked out from it are marked stale, in
  the same transaction, whether it came from a screen or from an import of thousands.

They are put back after every migrate, because SQLite loses them when it rebuilds a table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections

from .models import AppendOnly

MESSAGE = "is written once: rows are neither changed nor deleted"
REFUSE = f"""
CREATE OR REPLACE FUNCTION refuse_change_of_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% {MESSAGE}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""

# Whose stretches each changed row makes stale: staff member and activity, where it is of one.
STALE = {
    "people_employment": "SELECT changed.staff_member_id, NULL FROM changed",
    "people_membership": "SELECT changed.staff_member_id, NULL FROM changed",
    "people_absence": "SELECT changed.staff_member_id, NULL FROM changed",
    "catalogue_listing": "SELECT NULL, changed.activity_id FROM changed",
    "records_assignment": "SELECT changed.staff_member_id, changed.activity_id FROM changed",
    "records_waiver": "SELECT changed.staff_member_id, changed.activity_id FROM changed",
    "records_extension": "SELECT changed.staff_member_id, changed.activity_id FROM changed",
    "records_start": "SELECT changed.staff_member_id, changed.activity_id FROM changed",
    "records_completion": """
        SELECT person.id, activity.id FROM changed
        JOIN people_staffmember person ON person.key = changed.staff_key
        JOIN catalogue_activity activity ON activity.key = changed.activity_key
    """,
    "records_void": """
        SELECT person.id, activity.id FROM changed
        JOIN records_completion completion ON completion.entry_id = changed.completion_id
        JOIN people_staffmember person ON person.key = completion.staff_key
        JOIN catalogue_activity activity ON activity.key = completion.activity_key
    """,
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger of a table, and the statements that put it in place."""

    table: str
    name: str
    statements: tuple[str, ...]


def append_only_tables() -> list[str]:
    """Every table whose model is `AppendOnly`, in whichever room it lives."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, AppendOnly) and model._meta.managed
    )


def triggers(vendor: str) -> Iterator[Trigger]:
    """Every trigger that a database of the kind should have."""
    for table in append_only_tables():
        yield from _refusing(table, vendor)
    for table, whose in STALE.items():
        yield from _marking_stale(table, whose, vendor)


def _refusing(table: str, vendor: str) -> Iterator[Trigger]:
    for action in ("UPDATE", "DELETE", "TRUNCATE"):
        name = f"{table}_no_{action.lower()}"
        if vendor == "postgresql":
            each = "STATEMENT" if action == "TRUNCATE" else "ROW"
            yield Trigger(
                table,
                name,
                (
                    REFUSE,
                    f'CREATE TRIGGER "{name}" BEFORE {action} ON "{table}" '
                    f"FOR EACH {each} EXECUTE FUNCTION refuse_change_of_written_once()",
                ),
            )
        elif action != "TRUNCATE":
            yield Trigger(
                table,
                name,
                (
                    f'CREATE TRIGGER "{name}" BEFORE {action} ON "{table}" '
                    f"BEGIN SELECT RAISE(ABORT, '{table} {MESSAGE}'); END",
                ),
            )


def _marking_stale(table: str, whose: str, vendor: str) -> Iterator[Trigger]:
    note = f"INSERT INTO records_stale (staff_member_id, activity_id) {whose}"
    for action in ("INSERT", "UPDATE"):
        name = f"{table}_stale_on_{action.lower()}"
        if vendor == "postgresql":
            # Once for a statement, so that thousands of rows are noted together.
            note_once = note.replace("SELECT ", "SELECT DISTINCT ", 1).replace(
                "NULL", "NULL::bigint"
            )
            yield Trigger(
                table,
                name,
                (
                    f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql '
                    f"AS $$ BEGIN {note_once}; RETURN NULL; END $$",
                    f'CREATE TRIGGER "{name}" AFTER {action} ON "{table}" '
                    "REFERENCING NEW TABLE AS changed "
                    f'FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()',
                ),
            )
        else:
            columns = sorted(set(re.findall(r"changed\.(\w+)", whose)))
            row = ", ".join(f"NEW.{column} AS {column}" for column in columns)
            note_row = note.replace("FROM changed", f"FROM (SELECT {row}) AS changed")
            yield Trigger(
                table,
                name,
                (f'CREATE TRIGGER "{name}" AFTER {action} ON "{table}" BEGIN {note_row}; END',),
            )


def install_triggers(using: str) -> None:
    """Put in place what is missing on tables that exist. Doing so twice changes nothing."""
    with connections[using].cursor() as cursor:
        for trigger in missing_triggers(using):
            for statement in trigger.statements:
                cursor.execute(statement)


def missing_triggers(using: str) -> list[Trigger]:
    """The triggers that existing tables lack."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [
        trigger
        for trigger in triggers(connection.vendor)
        if trigger.table in existing and trigger.name not in present
    ]

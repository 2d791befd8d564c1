"""Triggers that refuse to change or delete rows that are written once, on both databases.

They are put back after every migrate, because SQLite loses them when it rebuilds a table.
"""

from django.apps import apps
from django.db import connections

from .models import AppendOnly

MESSAGE = "is written once: rows are neither changed nor deleted"
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_change_of_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% {MESSAGE}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def append_only_tables() -> list[str]:
    """Every table whose model is `AppendOnly`, in whichever room it lives."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, AppendOnly) and model._meta.managed
    )


def trigger_names(table: str, vendor: str) -> list[str]:
    actions = ["update", "delete"] + (["truncate"] if vendor == "postgresql" else [])
    return [f"{table}_no_{action}" for action in actions]


def install_triggers(using: str) -> None:
    """Guard every written-once table that exists. Doing so twice changes nothing."""
    connection = connections[using]
    missing = missing_triggers(using)
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table, name in missing:
            action = name.rsplit("_", 1)[1].upper()
            if connection.vendor == "postgresql":
                each = "STATEMENT" if action == "TRUNCATE" else "ROW"
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {action} ON "{table}" '
                    f"FOR EACH {each} EXECUTE FUNCTION refuse_change_of_written_once()"
                )
            else:
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {action} ON "{table}" '
                    f"BEGIN SELECT RAISE(ABORT, '{table} {MESSAGE}'); END"
                )


def missing_triggers(using: str) -> list[tuple[str, str]]:
    """Each existing table with a trigger that it lacks."""
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
        (table, name)
        for table in append_only_tables()
        if table in existing
        for name in trigger_names(table, connection.vendor)
        if name not in present
    ]

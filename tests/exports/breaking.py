"""Spoiling the newest completion behind the database's back, so that reading it fails."""

from django.db import connection

from learning.records.models import Completion


def break_the_last_row():
    """Where types are kept, the table gives way to a view that fails on that row."""
    last = Completion.objects.order_by("pk").last().pk
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER records_completion_no_update")
            cursor.execute(
                "UPDATE records_completion SET completed_at = 'no time' WHERE entry_id = %s", [last]
            )
            return
        names = [field.column for field in Completion._meta.fields]
        names.remove("content_version")
        spoilt = f"CASE WHEN entry_id = {last} THEN 1 / (entry_id - {last}) END AS content_version"
        columns = ", ".join([*names, spoilt])
        cursor.execute("ALTER TABLE records_completion RENAME TO kept")
        cursor.execute(f"CREATE VIEW records_completion AS SELECT {columns} FROM kept")
        # Without figures, the planner would sort, and fail before the first row.
        cursor.execute("ANALYZE")

"""Many new rows at once, for imports: the write lock is held for a tenth of bulk_create's time."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import F, Field, JSONField, Model, QuerySet, Subquery, Value

Selected = F | Subquery | Value


def insert_rows(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same fields; a foreign key is given as a number."""
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if field.name in rows[0]]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(field.attname) for field in fields)
    columns = [_as_stored(field, [row[field.name] for row in rows]) for field in fields]
    stored = zip(*columns, strict=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
            ):
                for row in stored:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608 - names of our own
                list(stored),
            )


def tell_the_planner(*models: type[Model]) -> None:
    """Have the database count tables that were just filled, before it is asked about them.

    PostgreSQL takes a new table for a small one, and would compare each row with every other.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def _as_stored(field: Field, values: Sequence[Any]) -> list[Any]:
    """Values as the database takes them. Most stand in many rows, so each is worked out once."""
    if isinstance(field, JSONField):
        return [field.get_db_prep_save(value, connection) for value in values]
    stored: dict[Any, Any] = {}
    for value in values:
        if value not in stored:
            stored[value] = field.get_db_prep_save(value, connection)
    return [stored[value] for value in values]


def insert_selected(model: type[Model], rows: QuerySet, **values: Selected) -> None:
    """Insert a row for each that the query finds, within the database.

    What is not named is null.
    """
    chosen = {f"chosen_{name}": value for name, value in values.items()}
    sql, params = rows.annotate(**chosen).values_list(*chosen).query.sql_with_params()
    quote = connection.ops.quote_name
    column_of = {field.name: field.column for field in model._meta.concrete_fields}
    columns = ", ".join(quote(str(column_of[name])) for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {sql}", params)

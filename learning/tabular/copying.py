"""PostgreSQL's COPY, by far the cheapest way out of it."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.psycopg_any import mogrify

from learning.tabular.columns import Query

CHUNK = 64 * 1024


def copied(
    connection: BaseDatabaseWrapper, sql: str, query: Query, *, form: str, time_zone: str
) -> Generator[bytes, None, int]:
    """The rows as the server writes them, in its csv or its text form; returns how many."""
    connection.ensure_connection()
    # The parameters are merged here, because the server takes none in a COPY.
    sql = mogrify(sql, query.params, connection)
    statement = f"COPY ({sql}) TO STDOUT (FORMAT {form}, NULL '', ENCODING 'UTF8')"
    with (
        _local_clock(connection, time_zone),
        connection.cursor() as cursor,
        # Django turns the driver's errors into its own in every method but this one.
        connection.wrap_database_errors,
    ):
        with cursor.copy(statement) as copy:
            # Row by row, and then nothing. The loop is in C, for there are millions.
            yield from joined(iter(copy.read, b""))
        return cursor.rowcount


def joined(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """The same bytes in fewer, larger pieces, none of which divides one of those."""
    waiting: list[bytes | memoryview] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


@contextmanager
def _local_clock(connection: BaseDatabaseWrapper, time_zone: str) -> Iterator[None]:
    """While it lasts, the session writes times and dates as we promise them.

    The session's own clock is twice as fast as asking for a zone by name in every cell.
    """
    settings = connection.connection.info.parameter_status
    ours, theirs = (time_zone, "ISO, YMD"), (settings("TimeZone"), settings("DateStyle"))
    set_both = "SELECT set_config('TimeZone', %s, false), set_config('DateStyle', %s, false)"
    # Should anything go wrong, the transaction takes the settings back with it.
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute(set_both, ours)
        yield
        with connection.cursor() as cursor:
            cursor.execute(set_both, theirs)

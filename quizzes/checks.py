"""What would make a quiz start from something that was never frozen."""

from collections.abc import Iterator, Sequence

from django.core import checks
from django.db import connections

from quizzes.models import Question, QuestionVersion, Quiz, QuizVersion


def live_content_is_frozen(
    *, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """Every live question and quiz has a version. One that lacks it gets it at the next attempt."""
    return [message for database in databases or () for message in _missing_in(database)]


def _missing_in(database: str) -> Iterator[checks.CheckMessage]:
    kinds = (
        (Question, QuestionVersion, "question_key", "quizzes.W001"),
        (Quiz, QuizVersion, "quiz_key", "quizzes.W002"),
    )
    # Checks also run before the very first migration.
    tables = set(connections[database].introspection.table_names())
    if not tables.issuperset(version._meta.db_table for _kind, version, *_rest in kinds):
        return
    for kind, version, key, code in kinds:
        frozen = version.objects.using(database).values(key)
        live = kind.objects.using(database).filter(live=True).exclude(key__in=frozen)
        for title in live.values_list("title", flat=True):
            yield checks.Warning(
                f"The {kind._meta.verbose_name} “{title}” is live but was never frozen.",
                hint="Publish it again. Starting an attempt also puts it right.",
                id=code,
            )

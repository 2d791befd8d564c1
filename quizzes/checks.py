"""What would make a quiz start from something that was never frozen."""

from collections.abc import Iterator, Sequence

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections

from quizzes.models import Question, QuestionBank, QuestionVersion, Quiz, QuizVersion


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


def live_draws_can_be_kept(
    *, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """Every live quiz has enough to draw from. If not, it asks what there is."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    tables = set(connections[DEFAULT_DB_ALIAS].introspection.table_names())
    if not tables.issuperset(model._meta.db_table for model in (Quiz, Question, QuestionBank)):
        return []
    return [
        checks.Warning(
            f"The quiz “{quiz.title}” cannot draw what it promises. {fault}",
            hint="Until then it draws as much as there is, and as nearly as it can.",
            id="quizzes.W003",
        )
        for quiz in Quiz.objects.filter(live=True)
        for fault in quiz.drawing().faults()
    ]

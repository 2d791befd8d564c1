"""What trainers see of attempts: answers and marks, and never a name."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from learning.people.models import StaffMember, User
from quizzes.models import Attempt, AwaitedMark, Mark, Question, Quiz
from quizzes.rules.interactions import Answered
from quizzes.rules.ledger import in_force
from quizzes.rules.paper import PaperQuestion


@dataclass(frozen=True, slots=True)
class AnswerWithMarks:
    """A question of a submitted attempt, its answer, and every mark that it was ever given."""

    number: int
    question: PaperQuestion
    answered: tuple[Answered, ...]
    in_force: Mark | None
    marks: tuple[Mark, ...]


def answers_to_mark(user: User) -> QuerySet[AwaitedMark]:
    """What waits for a trainer, the oldest first, but for what they wrote themselves."""
    own = StaffMember.objects.filter(user=user).values("key")
    return (
        AwaitedMark.objects.filter(is_for_a_trainer=True)
        .exclude(attempt__staff_key__in=own)
        .select_related("attempt")
        .defer("attempt__paper")
        .annotate(
            quiz_title=_title(Quiz, "attempt__quiz_key"),
            question_title=_title(Question, "question_key"),
        )
        .order_by("attempt__submitted_at", "pk")
    )


def submitted_attempts() -> QuerySet[Attempt]:
    """Every submitted attempt, the newest first."""
    return (
        Attempt.objects.submitted()
        .defer("paper")
        .annotate(quiz_title=_title(Quiz, "quiz_key"))
        .order_by("-submitted_at", "-pk")
    )


def answers_with_marks(attempt: Attempt) -> list[AnswerWithMarks]:
    """Every question of a submitted attempt, in the order in which it was asked."""
    marks: dict[UUID, list[Mark]] = defaultdict(list)
    for mark in attempt.marks.select_related("note").order_by("pk"):
        marks[mark.question_key].append(mark)
    current = in_force(mark for each in marks.values() for mark in each)
    responses = attempt.responses()
    return [
        AnswerWithMarks(
            number=number,
            question=question,
            answered=(
                question.interaction.answered(responses[question.key])
                if responses.get(question.key)
                else ()
            ),
            in_force=current.get(question.key),
            marks=tuple(marks[question.key]),
        )
        for number, question in enumerate(attempt.drawn.questions, start=1)
    ]


def quizzes_sat(kind: type[Attempt] | type[AwaitedMark]) -> QuerySet[Quiz]:
    """The quizzes that a list can be narrowed to."""
    path = "attempt__quiz_key" if kind is AwaitedMark else "quiz_key"
    return Quiz.objects.filter(key__in=kind._default_manager.values(path)).order_by("title")


def _title(model: type[Quiz] | type[Question], path: str) -> Subquery:
    """The title in the CMS now. Something deleted since has none."""
    return Subquery(model._default_manager.filter(key=OuterRef(path)).values("title")[:1])

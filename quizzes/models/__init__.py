from .attempt import Attempt, AttemptEvent, AttemptQuerySet
from .mark import AwaitedMark, Mark, MarkNote
from .question import Question, QuestionTag, QuestionVersion, TaggedQuestion
from .quiz import Quiz, QuizVersion

__all__ = [
    "Attempt",
    "AttemptEvent",
    "AttemptQuerySet",
    "AwaitedMark",
    "Mark",
    "MarkNote",
    "Question",
    "QuestionTag",
    "QuestionVersion",
    "Quiz",
    "QuizVersion",
    "TaggedQuestion",
]

from .attempt import Attempt, AttemptEvent, AttemptQuerySet, Mark
from .question import Question, QuestionTag, QuestionVersion, TaggedQuestion
from .quiz import Quiz, QuizVersion
from .scenario import Scenario

__all__ = [
    "Attempt",
    "AttemptEvent",
    "AttemptQuerySet",
    "Mark",
    "Question",
    "QuestionTag",
    "QuestionVersion",
    "Quiz",
    "QuizVersion",
    "Scenario",
    "TaggedQuestion",
]

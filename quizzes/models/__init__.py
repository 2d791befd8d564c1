from .attempt import Attempt, AttemptEvent, AttemptQuerySet
from .bank import QuestionBank
from .drawing import published_candidates
from .mark import AwaitedMark, Mark, MarkNote
from .question import Question, QuestionTag, QuestionVersion, TaggedQuestion
from .quiz import Quiz, QuizVersion
from .scenario import Scenario
from .unclaimed import UnclaimedSave

__all__ = [
    "Attempt",
    "AttemptEvent",
    "AttemptQuerySet",
    "AwaitedMark",
    "Mark",
    "MarkNote",
    "Question",
    "QuestionBank",
    "QuestionTag",
    "QuestionVersion",
    "Quiz",
    "QuizVersion",
    "Scenario",
    "TaggedQuestion",
    "UnclaimedSave",
    "published_candidates",
]

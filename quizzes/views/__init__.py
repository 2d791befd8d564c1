"""Taking a quiz: one question to a page, a last check, and the result."""

from .answering import attempt, attempt_check, attempt_question, attempt_questions
from .results import attempt_mark, attempt_result, attempt_submit
from .saving import attempt_save

__all__ = [
    "attempt",
    "attempt_check",
    "attempt_mark",
    "attempt_question",
    "attempt_questions",
    "attempt_result",
    "attempt_save",
    "attempt_submit",
]

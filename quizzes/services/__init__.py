from .attempts import (
    AnsweredSince,
    AnswerRefused,
    AttemptIsSubmitted,
    PaperChanged,
    RepeatedKey,
    save_answer,
    start_attempt,
    submit_attempt,
)
from .drawing import NothingToAsk
from .freezing import NotPublished, freeze_question, freeze_questions_of, freeze_quiz

__all__ = [
    "AnswerRefused",
    "AnsweredSince",
    "AttemptIsSubmitted",
    "NotPublished",
    "NothingToAsk",
    "PaperChanged",
    "RepeatedKey",
    "freeze_question",
    "freeze_questions_of",
    "freeze_quiz",
    "save_answer",
    "start_attempt",
    "submit_attempt",
]

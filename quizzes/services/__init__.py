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
from .freezing import NotPublished, freeze_question, freeze_quiz
from .unclaimed import ForgedToken, attempt_of_token, claim_saves, keep_unclaimed, save_token
from .unsent import keys_to_unsent, owner_of_unsent

__all__ = [
    "AnswerRefused",
    "AnsweredSince",
    "AttemptIsSubmitted",
    "ForgedToken",
    "NotPublished",
    "NothingToAsk",
    "PaperChanged",
    "RepeatedKey",
    "attempt_of_token",
    "claim_saves",
    "freeze_question",
    "freeze_quiz",
    "keep_unclaimed",
    "keys_to_unsent",
    "owner_of_unsent",
    "save_answer",
    "save_token",
    "start_attempt",
    "submit_attempt",
]

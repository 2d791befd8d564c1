from .attempts import (
    AnsweredSince,
    AnswerIsFinal,
    AnswerRefused,
    AttemptIsSubmitted,
    NotYet,
    PaperChanged,
    RepeatedKey,
    TimeIsUp,
    make_answer_final,
    save_answer,
    start_attempt,
    submit_attempt,
    submit_what_is_out_of_time,
)
from .drawing import NothingToAsk
from .freezing import NotPublished, freeze_question, freeze_quiz
from .unclaimed import ForgedToken, attempt_of_token, claim_saves, keep_unclaimed, save_token
from .unsent import keys_to_unsent, owner_of_unsent

__all__ = [
    "AnswerIsFinal",
    "AnswerRefused",
    "AnsweredSince",
    "AttemptIsSubmitted",
    "ForgedToken",
    "NotPublished",
    "NotYet",
    "NothingToAsk",
    "PaperChanged",
    "RepeatedKey",
    "TimeIsUp",
    "attempt_of_token",
    "claim_saves",
    "freeze_question",
    "freeze_quiz",
    "keep_unclaimed",
    "keys_to_unsent",
    "make_answer_final",
    "owner_of_unsent",
    "save_answer",
    "save_token",
    "start_attempt",
    "submit_attempt",
    "submit_what_is_out_of_time",
]

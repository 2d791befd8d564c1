from .attempts import (
    AnsweredSince,
    AnswerIsFinal,
    AnswerRefused,
    AttemptIsSubmitted,
    NotYet,
    RepeatedKey,
    TimeIsUp,
    make_answer_final,
    save_answer,
    save_sent_answer,
    start_attempt,
    submit_attempt,
)
from .deadlines import submit_if_out_of_time, submit_what_is_out_of_time
from .drawing import NothingToAsk
from .freezing import NotPublished, freeze_question, freeze_questions_of, freeze_quiz
from .ledger import PaperChanged
from .marking import (
    AlreadyMarked,
    MarkRefused,
    OwnAnswer,
    ReasonMissing,
    mark_answer,
    mark_own_answer,
    override_mark,
)
from .merging import move_attempts, unsettled_twice
from .regrading import RegradeChanged, RegradePlan, apply_regrade, plan_regrade
from .unclaimed import ForgedToken, attempt_of_token, claim_saves, keep_unclaimed, save_token
from .unsent import keys_to_unsent, owner_of_unsent

__all__ = [
    "AlreadyMarked",
    "AnswerIsFinal",
    "AnswerRefused",
    "AnsweredSince",
    "AttemptIsSubmitted",
    "ForgedToken",
    "MarkRefused",
    "NotPublished",
    "NotYet",
    "NothingToAsk",
    "OwnAnswer",
    "PaperChanged",
    "ReasonMissing",
    "RegradeChanged",
    "RegradePlan",
    "RepeatedKey",
    "TimeIsUp",
    "apply_regrade",
    "attempt_of_token",
    "claim_saves",
    "freeze_question",
    "freeze_questions_of",
    "freeze_quiz",
    "keep_unclaimed",
    "keys_to_unsent",
    "make_answer_final",
    "mark_answer",
    "mark_own_answer",
    "move_attempts",
    "override_mark",
    "owner_of_unsent",
    "plan_regrade",
    "save_answer",
    "save_sent_answer",
    "save_token",
    "start_attempt",
    "submit_attempt",
    "submit_if_out_of_time",
    "submit_what_is_out_of_time",
    "unsettled_twice",
]

from .attempts import (
    AnsweredSince,
    AnswerRefused,
    AttemptIsSubmitted,
    RepeatedKey,
    save_answer,
    start_attempt,
    submit_attempt,
)
from .drawing import NothingToAsk
from .freezing import NotPublished, freeze_question, freeze_quiz
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
from .regrading import RegradeChanged, RegradePlan, apply_regrade, plan_regrade

__all__ = [
    "AlreadyMarked",
    "AnswerRefused",
    "AnsweredSince",
    "AttemptIsSubmitted",
    "MarkRefused",
    "NotPublished",
    "NothingToAsk",
    "OwnAnswer",
    "PaperChanged",
    "ReasonMissing",
    "RegradeChanged",
    "RegradePlan",
    "RepeatedKey",
    "apply_regrade",
    "freeze_question",
    "freeze_quiz",
    "mark_answer",
    "mark_own_answer",
    "override_mark",
    "plan_regrade",
    "save_answer",
    "start_attempt",
    "submit_attempt",
]

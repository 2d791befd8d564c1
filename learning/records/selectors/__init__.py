from .changes import Ask, Change, plan_assignment, plan_revision, plan_steps
from .effects import Effect, effect_of
from .learning import Assigned, because_of, latest_completions, learning_of
from .verification import Problem, Verification, latest_seal, verify_records

__all__ = [
    "Ask",
    "Assigned",
    "Change",
    "Effect",
    "Problem",
    "Verification",
    "because_of",
    "effect_of",
    "latest_completions",
    "latest_seal",
    "learning_of",
    "plan_assignment",
    "plan_revision",
    "plan_steps",
    "verify_records",
]

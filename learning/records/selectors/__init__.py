from .learning import Assigned, latest_completions, learning_of
from .verification import Problem, Verification, latest_seal, verify_records

__all__ = [
    "Assigned",
    "Problem",
    "Verification",
    "latest_completions",
    "latest_seal",
    "learning_of",
    "verify_records",
]

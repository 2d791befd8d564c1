from .learning import Assigned, because_of, latest_completions, learning_of
from .verification import Problem, Verification, latest_seal, verify_records

__all__ = [
    "Assigned",
    "Problem",
    "Verification",
    "because_of",
    "latest_completions",
    "latest_seal",
    "learning_of",
    "verify_records",
]

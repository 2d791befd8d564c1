from .append_only import AppendOnly, AppendOnlyError
from .assignment import Assignment, Waiver
from .completion import Completion, CompletionQuerySet, Void, VoidReason
from .ledger import LedgerEntry, Seal

__all__ = [
    "AppendOnly",
    "AppendOnlyError",
    "Assignment",
    "Completion",
    "CompletionQuerySet",
    "LedgerEntry",
    "Seal",
    "Void",
    "VoidReason",
    "Waiver",
]

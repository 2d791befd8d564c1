from .append_only import AppendOnly, AppendOnlyError
from .assignment import Assignment, Extension, ExtensionRequest, Start, Waiver
from .completion import Completion, CompletionQuerySet, Void, VoidReason
from .ledger import LedgerEntry, Seal
from .programme import Programme, Step
from .stretch import LastRefresh, Stale, Stretch

__all__ = [
    "AppendOnly",
    "AppendOnlyError",
    "Assignment",
    "Completion",
    "CompletionQuerySet",
    "Extension",
    "ExtensionRequest",
    "LastRefresh",
    "LedgerEntry",
    "Programme",
    "Seal",
    "Stale",
    "Start",
    "Step",
    "Stretch",
    "Void",
    "VoidReason",
    "Waiver",
]

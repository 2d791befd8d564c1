from .append_only import AppendOnly, AppendOnlyError
from .assignment import Assignment, Extension, ExtensionRequest, Start, Waiver
from .completion import Completion, CompletionQuerySet, Void, VoidReason
from .ledger import LedgerEntry, Seal
from .programme import Programme, Step

__all__ = [
    "AppendOnly",
    "AppendOnlyError",
    "Assignment",
    "Completion",
    "CompletionQuerySet",
    "Extension",
    "ExtensionRequest",
    "LedgerEntry",
    "Programme",
    "Seal",
    "Start",
    "Step",
    "Void",
    "VoidReason",
    "Waiver",
]

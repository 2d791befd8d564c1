from .append_only import AppendOnly, AppendOnlyError
from .assignment import Assignment, Extension, ExtensionRequest, Start, Waiver
from .completion import Completion, CompletionQuerySet, CorrectionReason, Void
from .correction import Correction
from .history import HistoryImport, HistoryRow
from .ledger import LedgerEntry, Seal
from .look_ahead import LookAhead
from .past_day import PastDay, PastStanding
from .prior_learning import PriorLearning
from .programme import Programme, Step
from .stretch import LastRefresh, Stale, Stretch, WorkedOutStanding

__all__ = [
    "AppendOnly",
    "AppendOnlyError",
    "Assignment",
    "Completion",
    "CompletionQuerySet",
    "Correction",
    "CorrectionReason",
    "Extension",
    "ExtensionRequest",
    "HistoryImport",
    "HistoryRow",
    "LastRefresh",
    "LedgerEntry",
    "LookAhead",
    "PastDay",
    "PastStanding",
    "PriorLearning",
    "Programme",
    "Seal",
    "Stale",
    "Start",
    "Step",
    "Stretch",
    "Void",
    "Waiver",
    "WorkedOutStanding",
]

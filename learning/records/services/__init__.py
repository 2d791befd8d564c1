from learning.records.selectors.changes import Ask

from .assignments import assign
from .changes import ChangedMeanwhile, apply_change
from .completions import reason_digest, record_completion, void_completion
from .excusing import end_waiver, waive
from .extensions import ask_for_more_time, extend, grant_request, refuse_request
from .ledger import code_of, new_entry, seal_entries, seal_statement, write_entry
from .programmes import save_programme
from .starts import note_start
from .stretches import MOST_WHILE_WAITING, refresh_stretches

__all__ = [
    "MOST_WHILE_WAITING",
    "Ask",
    "ChangedMeanwhile",
    "apply_change",
    "ask_for_more_time",
    "assign",
    "code_of",
    "end_waiver",
    "extend",
    "grant_request",
    "new_entry",
    "note_start",
    "reason_digest",
    "record_completion",
    "refresh_stretches",
    "refuse_request",
    "save_programme",
    "seal_entries",
    "seal_statement",
    "void_completion",
    "waive",
    "write_entry",
]

from .assignments import Ask, assign, end_assignment, waive
from .completions import reason_digest, record_completion, void_completion
from .ledger import code_of, new_entry, seal_entries, seal_statement, write_entry
from .starts import note_start
from .stretches import MOST_WHILE_WAITING, refresh_stretches

__all__ = [
    "MOST_WHILE_WAITING",
    "Ask",
    "assign",
    "code_of",
    "end_assignment",
    "new_entry",
    "note_start",
    "reason_digest",
    "record_completion",
    "refresh_stretches",
    "seal_entries",
    "seal_statement",
    "void_completion",
    "waive",
    "write_entry",
]

from .assignments import assign_activity, end_assignment, waive
from .completions import reason_digest, record_completion, void_completion
from .ledger import code_of, new_entry, seal_entries, seal_statement, write_entry

__all__ = [
    "assign_activity",
    "code_of",
    "end_assignment",
    "new_entry",
    "reason_digest",
    "record_completion",
    "seal_entries",
    "seal_statement",
    "void_completion",
    "waive",
    "write_entry",
]

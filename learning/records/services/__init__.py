from .assignments import Ask, assign, end_assignment, waive
from .completions import reason_digest, record_completion, void_completion
from .corrections import (
    add_completion,
    approve_correction,
    redate_completions,
    refuse_correction,
    void_completions,
)
from .history import MOST_BYTES as MOST_HISTORY_BYTES
from .history import forget_history_files, start_applying_history, upload_history
from .history_checking import start_history_check
from .ledger import code_of, new_entry, seal_entries, seal_statement, write_entry
from .prior_learning import (
    accept_prior_learning,
    erase_certificate,
    refuse_prior_learning,
    send_prior_learning,
)
from .starts import note_start

__all__ = [
    "MOST_HISTORY_BYTES",
    "Ask",
    "accept_prior_learning",
    "add_completion",
    "approve_correction",
    "assign",
    "code_of",
    "end_assignment",
    "erase_certificate",
    "forget_history_files",
    "new_entry",
    "note_start",
    "reason_digest",
    "record_completion",
    "redate_completions",
    "refuse_correction",
    "refuse_prior_learning",
    "seal_entries",
    "seal_statement",
    "send_prior_learning",
    "start_applying_history",
    "start_history_check",
    "upload_history",
    "void_completion",
    "void_completions",
    "waive",
    "write_entry",
]

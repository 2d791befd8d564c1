from .assignments import Ask, assign, end_assignment, waive
from .completions import reason_digest, record_completion, void_completion
from .corrections import (
    add_completion,
    approve_correction,
    redate_completions,
    refuse_correction,
    void_completions,
)
from .ledger import code_of, new_entry, seal_entries, seal_statement, write_entry
from .prior_learning import (
    accept_prior_learning,
    erase_certificate,
    refuse_prior_learning,
    send_prior_learning,
)
from .starts import note_start

__all__ = [
    "Ask",
    "accept_prior_learning",
    "add_completion",
    "approve_correction",
    "assign",
    "code_of",
    "end_assignment",
    "erase_certificate",
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
    "void_completion",
    "void_completions",
    "waive",
    "write_entry",
]

from learning.records.selectors.changes import Ask

from .assignments import assign
from .changes import ChangedMeanwhile, apply_change
from .completions import reason_digest, record_completion, void_completion
from .corrections import (
    add_completion,
    approve_correction,
    merge_records,
    redate_completions,
    refuse_correction,
    void_completions,
)
from .excusing import end_waiver, waive
from .extensions import (
    ask_for_more_time,
    extend,
    grant_request,
    refuse_request,
    take_back_extension,
)
from .history import MOST_BYTES as MOST_HISTORY_BYTES
from .history import forget_history_files, start_applying_history, upload_history
from .history_checking import give_history_columns, start_history_check
from .history_checking import most_rows as most_history_rows
from .ledger import code_of, new_entry, seal_entries, seal_statement, write_entry
from .looking_ahead import (
    forget_look_aheads,
    keep_change_to_look_at,
    start_making,
    start_working_out,
)
from .merging import refuse_impossible_merge
from .past_days import forget_past_days, start_looking_back
from .prior_learning import (
    accept_prior_learning,
    erase_certificate,
    refuse_prior_learning,
    send_prior_learning,
)
from .programmes import save_programme
from .starts import note_start
from .stretches import MOST_WHILE_WAITING, refresh_stretches

__all__ = [
    "MOST_HISTORY_BYTES",
    "MOST_WHILE_WAITING",
    "Ask",
    "ChangedMeanwhile",
    "accept_prior_learning",
    "add_completion",
    "apply_change",
    "approve_correction",
    "ask_for_more_time",
    "assign",
    "code_of",
    "end_waiver",
    "erase_certificate",
    "extend",
    "forget_history_files",
    "forget_look_aheads",
    "forget_past_days",
    "give_history_columns",
    "grant_request",
    "keep_change_to_look_at",
    "merge_records",
    "most_history_rows",
    "new_entry",
    "note_start",
    "reason_digest",
    "record_completion",
    "redate_completions",
    "refresh_stretches",
    "refuse_correction",
    "refuse_impossible_merge",
    "refuse_prior_learning",
    "refuse_request",
    "save_programme",
    "seal_entries",
    "seal_statement",
    "send_prior_learning",
    "start_applying_history",
    "start_history_check",
    "start_looking_back",
    "start_making",
    "start_working_out",
    "take_back_extension",
    "upload_history",
    "void_completion",
    "void_completions",
    "waive",
    "write_entry",
]

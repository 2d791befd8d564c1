from .completions import completions_xlsx, completions_zip
from .departures import finish_export, start_completions_export
from .files import write_completions_csv, write_completions_xlsx

__all__ = [
    "completions_xlsx",
    "completions_zip",
    "finish_export",
    "start_completions_export",
    "write_completions_csv",
    "write_completions_xlsx",
]

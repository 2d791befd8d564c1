"""What HR is really asked, as lists that answer it."""

from .completion import CompletionReport
from .expiring import ExpiringReport
from .overdue import OverdueReport
from .standings import StandingsReport

REPORTS = (OverdueReport, CompletionReport, StandingsReport, ExpiringReport)

__all__ = [
    "REPORTS",
    "CompletionReport",
    "ExpiringReport",
    "OverdueReport",
    "StandingsReport",
]

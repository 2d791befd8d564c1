"""What HR is really asked, as lists that answer it."""

from .expiring import ExpiringReport
from .overdue import OverdueReport

REPORTS = (OverdueReport, ExpiringReport)

__all__ = ["REPORTS", "ExpiringReport", "OverdueReport"]

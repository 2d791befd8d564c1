"""What HR is really asked, as lists that answer it."""

from .expiring import ExpiringReport
from .grid import GridReport
from .overdue import OverdueReport

REPORTS = (OverdueReport, ExpiringReport, GridReport)

__all__ = ["REPORTS", "ExpiringReport", "GridReport", "OverdueReport"]

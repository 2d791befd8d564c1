"""What HR is really asked, as lists that answer it."""

from .changes import ChangesReport
from .completion import CompletionReport
from .excused import ExcusedReport
from .expiring import ExpiringReport
from .grid import GridReport
from .induction import InductionReport
from .overdue import OverdueReport
from .sources import SourcesReport
from .standings import StandingsReport
from .versions import VersionsReport

REPORTS = (
    OverdueReport,
    CompletionReport,
    StandingsReport,
    GridReport,
    ExpiringReport,
    InductionReport,
    ExcusedReport,
    VersionsReport,
    SourcesReport,
    ChangesReport,
)

__all__ = [
    "REPORTS",
    "ChangesReport",
    "CompletionReport",
    "ExcusedReport",
    "ExpiringReport",
    "GridReport",
    "InductionReport",
    "OverdueReport",
    "SourcesReport",
    "StandingsReport",
    "VersionsReport",
]

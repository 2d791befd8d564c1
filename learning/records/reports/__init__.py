"""What HR is really asked, as lists that answer it."""

from .changes import ChangesReport
from .completion import CompletionReport
from .excused import ExcusedReport
from .expiring import ExpiringReport
from .induction import InductionReport
from .overdue import OverdueReport
from .sources import SourcesReport
from .standings import StandingsReport
from .versions import VersionsReport

REPORTS = (
    OverdueReport,
    CompletionReport,
    StandingsReport,
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
    "InductionReport",
    "OverdueReport",
    "SourcesReport",
    "StandingsReport",
    "VersionsReport",
]

"""What HR is really asked about the staff list, as lists that answer it."""

from .imports import ImportsReport
from .never_signed_in import NeverSignedInReport

REPORTS = (NeverSignedInReport, ImportsReport)

__all__ = ["REPORTS", "ImportsReport", "NeverSignedInReport"]

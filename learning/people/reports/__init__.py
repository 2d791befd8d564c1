"""What HR is really asked about the staff list, as lists that answer it."""

from .never_signed_in import NeverSignedInReport

REPORTS = (NeverSignedInReport,)

__all__ = ["REPORTS", "NeverSignedInReport"]

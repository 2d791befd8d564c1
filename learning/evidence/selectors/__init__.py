"""Reads of what training proves."""

from .coverage import (
    ElementCoverage,
    GroupCoverage,
    changed_since,
    coverage_of,
    coverage_of_element,
)
from .named import Named, named_coverage
from .serving import Serving, activities_serving

__all__ = [
    "ElementCoverage",
    "GroupCoverage",
    "Named",
    "Serving",
    "activities_serving",
    "changed_since",
    "coverage_of",
    "coverage_of_element",
    "named_coverage",
]

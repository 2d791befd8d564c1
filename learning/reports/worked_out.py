"""Reports whose rows are worked out rather than found."""

from collections.abc import Sequence
from typing import Any

from wagtail.coreutils import multigetattr

from .views import Report


class WorkedOut(Report):
    """A report that heeds its filters while it works out its rows: a list, or a union.

    `chosen` is what the filters say, by name.
    """

    @property
    def chosen(self) -> dict[str, Any]:
        return self.filters.form.cleaned_data if self.filters and self.is_sensible else {}

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset

    def order_queryset(self, queryset: Any) -> Any:
        if not isinstance(queryset, list):
            return super().order_queryset(queryset)
        ordering = self.ordering or ()
        return in_order(queryset, [ordering] if isinstance(ordering, str) else ordering)


def in_order(rows: list[Any], ordering: Sequence[str]) -> list[Any]:
    """Sorted as a queryset would be. What has no value goes before what has one."""
    for name in reversed(ordering):
        path = name.removeprefix("-").replace("__", ".")
        rows = sorted(rows, key=lambda row: _place(row, path), reverse=name.startswith("-"))
    return rows


def _place(row: Any, path: str) -> tuple[bool, Any]:
    try:
        value = multigetattr(row, path)
    except AttributeError:
        value = None
    if isinstance(value, str):
        value = value.casefold()
    return (value is not None, value)

"""The lists that Wagtail lets people download leave as ours do: formulas defused, written down."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from learning.tabular.defusing import defuse

from .services import note_download, plain_query

wagtails_download = SpreadsheetExportMixin.as_spreadsheet


def download(view: Any, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
    """Wagtail's own file, once it is noted who takes it."""
    note_download(
        report=view.request.resolver_match.view_name.replace(":", "-"),
        query=plain_query(view.request.GET),
        file_format=spreadsheet_format,
        by=view.request.user,
        at=timezone.now(),
    )
    return wagtails_download(view, queryset, spreadsheet_format)


def write_csv_row(view: Any, writer: Any, row: Mapping[str, Any]) -> Any:
    """One row, as Wagtail has it. In XLSX it sees to formulas by itself; in CSV it does not."""
    cells = {
        field: view.preprocess_field_value(field, value, view.FORMAT_CSV)
        for field, value in row.items()
    }
    return writer.writerow({field: _plain(cell) for field, cell in cells.items()})


def _plain(cell: Any) -> Any:
    return defuse(cell) if isinstance(cell, str) else cell


def take_over() -> None:
    """`Report` has a download of its own; every other list takes what stands here."""
    SpreadsheetExportMixin.as_spreadsheet = download
    SpreadsheetExportMixin.write_csv_row = write_csv_row

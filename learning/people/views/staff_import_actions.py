"""What HR does with a staff list that was checked: apply it, undo it, take its lists away."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.log_actions import log

from learning.people import services
from learning.people.selectors.staff_import import (
    changes_as_table,
    has_rows_to_correct,
    rows_to_correct,
)
from learning.tabular.columns import Column
from learning.tabular.csv_writing import csv_of_rows

from .staff_import import AboutAnImport


class StaffImportApplyView(AboutAnImport, View):
    """Do what HR saw."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            services.apply_staff_import(
                staff_import=self.staff_import,
                by=request.user,
                at=timezone.now(),
                check_key=request.POST.get("check_key", ""),
                confirms_departures="confirms_departures" in request.POST,
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The staff list is up to date with this file."))
        return redirect("staff_import:inspect", pk)


class StaffImportUndoView(AboutAnImport, View):
    """Put the staff list back as it was."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "is_sure" not in request.POST:
            messages.error(
                request, _("Nothing was undone. Tick that you are sure, then press it again.")
            )
            return redirect("staff_import:inspect", pk)
        try:
            services.undo_staff_import(
                staff_import=self.staff_import, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The staff list is as it was before this file."))
        return redirect("staff_import:inspect", pk)


class CorrectionsView(AboutAnImport, View):
    """The rows that could not be used, as a file to correct, with what is wrong in each."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not has_rows_to_correct(self.staff_import):
            messages.error(request, _("There are no rows to correct, or they have been deleted."))
            return redirect("staff_import:inspect", pk)
        columns, rows = rows_to_correct(self.staff_import)
        return self.as_file(_("to correct"), columns, rows)

    def as_file(
        self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]
    ) -> HttpResponse:
        log(
            self.staff_import,
            "people.staff_import.download",
            user=self.request.user,
            data={"what": name},
        )
        file_name = f"{self.staff_import.file_name.rsplit('.', 1)[0]}-{name}.csv"
        return StreamingHttpResponse(
            csv_of_rows(columns, rows, mark=True),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(True, file_name)},
        )


class ChangesView(CorrectionsView):
    """Everybody whom the file changes, as a file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        columns, rows = changes_as_table(self.staff_import)
        return self.as_file(_("changes"), columns, rows)

"""Taking in completions from before: upload, look, and have somebody else apply it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from learning.jobs.models import Job
from learning.records import permissions, services
from learning.records.choices import RowOutcome
from learning.records.forms import HistoryFileForm
from learning.records.models import HistoryImport
from learning.records.selectors.history_rows import (
    WORDS,
    columns_taken,
    history_to_correct,
    word_for_column,
    wrong_in,
)
from learning.tabular.csv_writing import csv_of_rows
from learning.tabular.forms import ColumnsForm

from .admin_form import RecordsFormView

# What is more is read in the file to correct, and in the completions once they are recorded.
MOST_SHOWN = 100


class HistoryUploadView(RecordsFormView):
    template_name = "records/form.html"
    form_class = HistoryFileForm
    page_title = gettext_lazy("Import completions")
    header_icon = "upload"
    submit_label = gettext_lazy("Upload and look")
    list_label = gettext_lazy("Imports of completions")
    list_url_name = "history_import:index"

    may_open = permissions.may_correct_completions

    def form_valid(self, form: Form) -> HttpResponse:
        file, by, at = form.cleaned_data["file"], self.request.user, timezone.now()
        try:
            history_import = services.upload_history(
                file_name=file.name,
                content=file.read(services.MOST_HISTORY_BYTES + 1),
                reason=form.cleaned_data["reason"],
                by=by,
                at=at,
            )
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        log(instance=history_import, action="records.upload_history", user=by)
        if history_import.columns.missing:
            return redirect("history_import:inspect", history_import.pk)
        return redirect(progress_of(start_check(history_import, self.request)))


def start_check(history_import: HistoryImport, request: HttpRequest) -> Job:
    return services.start_history_check(
        history_import=history_import,
        where=reverse("history_import:inspect", args=[history_import.pk]),
        by=request.user,
        at=timezone.now(),
    )


def progress_of(job: Job) -> str:
    return reverse("jobs:job", args=[job.key])


class AboutHistory(WagtailAdminTemplateMixin):
    """A screen about the import whose number stands in the address."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not permissions.may_correct_completions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def history_import(self) -> HistoryImport:
        known = HistoryImport.objects.select_related("reason", "uploaded_by")
        return get_object_or_404(known, pk=self.kwargs["pk"])


class HistoryImportView(AboutHistory, FormView):
    """What was found in a file, and what it would record; once applied, what it did."""

    form_class = ColumnsForm
    template_name = "records/history_import.html"
    page_title = gettext_lazy("Import of completions")
    header_icon = "upload"

    def get_page_subtitle(self) -> str:
        return self.history_import.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("history_import:index"), "label": _("Imports of completions")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {
            "header": self.history_import.detected["header"],
            "mapping": self.history_import.mapping,
            "words": WORDS,
        }

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        try:
            history_import = services.give_history_columns(
                history_import=self.history_import, mapping=form.mapping, by=self.request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect(progress_of(start_check(history_import, self.request)))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        one = self.history_import
        rows = one.rows.select_related("staff_member", "activity")
        new = rows.filter(outcome=RowOutcome.NEW)
        bad = one.rows.filter(outcome=RowOutcome.BAD)[:MOST_SHOWN]
        is_own = one.uploaded_by == self.request.user
        return super().get_context_data(**kwargs) | {
            "history_import": one,
            "is_own": is_own,
            "may_say_columns": is_own and one.applied_at is None,
            "columns_taken": columns_taken(one),
            "missing": [word_for_column(column) for column in one.columns.missing],
            "new_rows": new[:MOST_SHOWN],
            "new_left_out": max(0, one.counts.get(RowOutcome.NEW, 0) - MOST_SHOWN),
            "broken": wrong_in(one, bad),
            "broken_rows": one.counts.get(RowOutcome.BAD, 0),
        }


class ApplyHistoryView(AboutHistory, View):
    """The second person has it recorded."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            job = services.start_applying_history(
                history_import=self.history_import,
                where=reverse("history_import:inspect", args=[pk]),
                by=request.user,
                at=timezone.now(),
                check_key=request.POST.get("check_key", ""),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("history_import:inspect", pk)
        return redirect(progress_of(job))


class CheckHistoryView(AboutHistory, View):
    """Check the file again, because the records or the staff list have changed."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            job = start_check(self.history_import, request)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("history_import:inspect", pk)
        return redirect(progress_of(job))


class HistoryToCorrectView(AboutHistory, View):
    """The rows that cannot be used, as a file to correct."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        columns, rows = history_to_correct(self.history_import)
        name = f"{self.history_import.file_name.rsplit('.', 1)[0]}-{_('to correct')}.csv"
        log(instance=self.history_import, action="records.download_history", user=request.user)
        return StreamingHttpResponse(
            csv_of_rows(columns, rows, mark=True),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )

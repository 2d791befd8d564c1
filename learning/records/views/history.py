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
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from learning.jobs.models import Job
from learning.records import permissions, services
from learning.records.choices import RowOutcome
from learning.records.forms import HistoryFileForm
from learning.records.models import HistoryImport
from learning.records.selectors.history_rows import history_to_correct, wrong_in
from learning.tabular.csv_writing import csv_of_rows

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


class HistoryImportView(AboutHistory, TemplateView):
    """What a file would record and, once applied, what it did."""

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

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        rows = self.history_import.rows.select_related("staff_member", "activity")
        new = rows.filter(outcome=RowOutcome.NEW)
        bad = self.history_import.rows.filter(outcome=RowOutcome.BAD)[:MOST_SHOWN]
        counts = self.history_import.counts
        return super().get_context_data(**kwargs) | {
            "history_import": self.history_import,
            "is_own": self.history_import.uploaded_by == self.request.user,
            "new_rows": new[:MOST_SHOWN],
            "new_left_out": max(0, counts.get(RowOutcome.NEW, 0) - MOST_SHOWN),
            "wrong": wrong_in(bad),
            "bad_left_out": max(0, counts.get(RowOutcome.BAD, 0) - MOST_SHOWN),
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
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("history_import:inspect", pk)
        return redirect(progress_of(job))


class CheckHistoryView(AboutHistory, View):
    """Check the file again, because the records or the staff list have changed."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(progress_of(start_check(self.history_import, request)))


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

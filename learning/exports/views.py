from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .choices import FileFormat
from .forms import CompletionsForm
from .models import Export
from .rules.filters import CompletionFilters
from .rules.promise import NAME
from .selectors import count_completions, in_words
from .services import completions_xlsx, completions_zip, start_completions_export

EXPORTS_ON_A_PAGE = 20
WAYS_OUT = {
    FileFormat.ZIP: (completions_zip, "application/zip"),
    FileFormat.XLSX: (
        completions_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


class ExportCompletions(WagtailAdminTemplateMixin, FormView):
    """Choose which completions, see how many match, take them; and what was taken before."""

    page_title = gettext_lazy("Export records")
    header_icon = "download"
    template_name = "exports/completions.html"
    form_class = CompletionsForm
    success_url = reverse_lazy("exports:completions")

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: CompletionsForm) -> HttpResponse:
        wanted = self.request.POST.get("file_format")
        if wanted in WAYS_OUT:
            return self._download(form.filters(), FileFormat(wanted))
        filters = form.filters()
        total, voided = count_completions(filters)
        return self.render_to_response(
            self.get_context_data(
                form=form, total=total, voided=voided, asked="; ".join(in_words(filters))
            )
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        page = Paginator(Export.objects.all(), EXPORTS_ON_A_PAGE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(**kwargs) | {
            "way_out": FileFormat,
            "exports": page,
            "exports_table": Table(_columns(), page.object_list),
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "media": kwargs.get("form", self.get_form()).media,
        }

    def _download(self, filters: CompletionFilters, file_format: FileFormat) -> HttpResponse:
        now = timezone.now()
        export = start_completions_export(
            filters=filters, file_format=file_format, by=self.request.user, at=now
        )
        stream, content_type = WAYS_OUT[file_format]
        name = f"{NAME}-{timezone.localdate(now):%Y-%m-%d}.{file_format}"
        return StreamingHttpResponse(
            stream(export=export, clock=timezone.now),
            content_type=content_type,
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )


def _columns() -> list[Column]:
    return [
        Column("started_at", label=_("When"), accessor=_started),
        Column("made_by_name", label=_("Who")),
        Column("filters", label=_("What"), accessor=_what),
        Column("file_format", label=_("Format"), accessor=_format),
        Column("row_count", label=_("Rows"), accessor=_rows),
        StatusTagColumn(
            "finished_at", label=_("Whole"), accessor=_state, primary=lambda e: bool(e.finished_at)
        ),
        Column("sha256", label=_("SHA-256 of the table"), classname="export-sha"),
    ]


def _started(export: Export) -> str:
    return date_format(timezone.localtime(export.started_at), "j F Y, H:i")


def _what(export: Export) -> str:
    said = "; ".join(in_words(CompletionFilters.from_json(export.filters)))
    return said[:1].upper() + said[1:]


def _rows(export: Export) -> str:
    return "" if export.row_count is None else intcomma(export.row_count)


def _state(export: Export) -> str:
    return _("Whole") if export.finished_at else _("Not whole")


def _format(export: Export) -> str:
    return str(FileFormat(export.file_format).label)

"""What every report does: answer a question, filter, sort, keep, download."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.defaults import permission_denied
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.reports import ReportView

from learning.organisation.fields import sent_text
from learning.tabular.columns import Column as FileColumn
from learning.tabular.csv_writing import csv_of_rows
from learning.tabular.xlsx_writing import xlsx_chunks

from .columns import Shown
from .models import SavedFilter
from .services import note_download, plain_query, save_filter

ROWS_AT_ONCE = 500
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number above the list, what it counts, and the list that makes it, if that is another."""

    number: str
    label: str
    url: str = ""


class Rows(WagtailPaginator):
    """Counts rows, whatever they were made of: a row of figures is no completion."""

    @property
    def items_count_label(self) -> str:
        count = {"count": number_format(self.count)}
        return ngettext("%(count)s row", "%(count)s rows", self.count) % count


class Report(ReportView):
    """A list that answers a question, for those who may open it.

    `slug` names it in addresses and in what people save. Its columns serve screen and file alike.
    `prepared` is given a page of rows, or a batch of a file, and adds what takes another query.
    """

    slug: ClassVar[str]
    question: ClassVar[str]
    nothing: ClassVar[str]
    columns: Sequence[Shown]
    may_open: Callable[[Any], bool]
    template_name = "reports/report.html"
    results_template_name = "reports/report_results.html"
    paginator_class = Rows
    header_icon = "list-ul"
    # What the page offers besides, where there is something: a template that takes what it takes.
    offer_template = ""
    list_export = ("csv", "xlsx")  # Wagtail offers the downloads where this is not empty

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not self.may_open(request.user):
            # Wagtail would send them to its front page; say plainly that this is refused.
            return permission_denied(request, PermissionDenied())
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def rows(self) -> Any:
        """Every row, before filters: a queryset."""
        raise NotImplementedError

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        return rows

    def figures(self) -> Sequence[Figure]:
        """The few numbers that are read first. Each opens on its names."""
        return ()

    def url_with(self, **filters: str) -> str:
        """This list, as it is filtered now but for these, for a figure to open on its names.

        An empty filter is taken away.
        """
        query = QueryDict(plain_query(self.request.GET), mutable=True)
        for name, value in filters.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"{self.get_index_url()}?{query.urlencode()}"

    def said(self) -> Sequence[str]:
        """What qualifies the list: its dates, and what it leaves out."""
        return ()

    def get_base_queryset(self) -> Any:
        # An address that makes no sense must not pass for the whole list.
        return self.rows() if self.is_sensible else []

    @cached_property
    def is_sensible(self) -> bool:
        return not self.filters or self.filters.is_valid()

    def order_queryset(self, queryset: Any) -> Any:
        return super().order_queryset(queryset) if self.is_sensible else queryset

    @property
    def file_columns(self) -> Sequence[Shown]:
        """What a file has: the columns of the screen, and perhaps the dates that this one says."""
        return self.columns

    @property
    def file_stem(self) -> str:
        """What a file is called, apart from its kind: which report, and of which day."""
        return f"{self.slug}-{self.today:%Y-%m-%d}"

    def get_filtered_queryset(self) -> Any:
        # Wagtail's own filters twice: in `get_queryset` too.
        return self.get_queryset()

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> Sequence[Any]:
        return object_list if self.is_export else self.prepared(list(object_list))

    def get_index_url(self) -> str:
        return reverse(f"report_{self.slug}")

    def get_index_results_url(self) -> str:
        return reverse(f"report_{self.slug}_results")

    @property
    def why_no_list(self) -> str:
        """Why there is no list at all, where that is not because nothing matches."""
        if not self.is_sensible:
            return _("A filter makes no sense. Open the filters to put it right.")
        return ""

    @property
    def no_results_message(self) -> str:
        if self.why_no_list:
            return self.why_no_list
        if self.is_filtering:
            return _("Nothing matches these filters. Take one away to see more.")
        return self.nothing

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        prepared = self.decorate_paginated_queryset(context["object_list"])
        query = plain_query(self.request.GET)
        saved = SavedFilter.objects.filter(owner=self.request.user, report=self.slug)
        return context | {
            "table": self.get_table(prepared),
            "report": self,
            "figures": self.figures() if self.is_sensible else (),
            "said": self.said() if self.is_sensible else (),
            "query": query,
            "saved": [(each, each.query == query) for each in saved],
        }

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.is_export and self.why_no_list:
            # A file without rows would pass for "nobody".
            messages.warning(request, self.why_no_list)
            return redirect(self.url_with())
        self.object_list = self.get_filtered_queryset()
        return self.render_to_response(self.get_context_data())

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> StreamingHttpResponse:
        now = timezone.now()
        note_download(
            report=self.slug,
            query=plain_query(self.request.GET),
            file_format=spreadsheet_format,
            by=self.request.user,
            at=now,
        )
        columns = [FileColumn(str(column.label), column.kind) for column in self.file_columns]
        rows = self._in_file(queryset)
        chunks = (
            csv_of_rows(columns, rows, mark=True)
            if spreadsheet_format == "csv"
            else xlsx_chunks(columns, rows, sheet_name=str(self.page_title)[:31])
        )
        name = f"{self.file_stem}.{spreadsheet_format}"
        return StreamingHttpResponse(
            chunks,
            content_type=CONTENT_TYPES[spreadsheet_format],
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )

    def _in_file(self, rows: Iterable[Any]) -> Iterator[tuple[object, ...]]:
        if isinstance(rows, QuerySet):
            rows = rows.iterator(chunk_size=ROWS_AT_ONCE)
        batch: list[Any] = []
        for row in rows:
            batch.append(row)
            if len(batch) == ROWS_AT_ONCE:
                yield from self._cells(batch)
                batch = []
        yield from self._cells(batch)

    def _cells(self, batch: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        for row in self.prepared(batch):
            yield tuple(column.in_file(row) for column in self.file_columns)


@require_POST
def save_filter_view(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the filters of a report, and go back to it."""
    try:
        place = reverse(f"report_{slug}")
    except NoReverseMatch:
        raise Http404 from None
    query, name = sent_text(request.POST, "query"), sent_text(request.POST, "name")
    try:
        saved = save_filter(owner=request.user, report=slug, name=name, query=query)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(f"{place}?{query}")
    messages.success(request, _("“%(name)s” is saved. Only you see it.") % {"name": saved.name})
    return redirect(saved.url)


@require_POST
def forget_filter_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw one's own saved filters away."""
    saved = get_object_or_404(SavedFilter, pk=pk, owner=request.user)
    place = saved.url.partition("?")[0] or reverse("wagtailadmin_home")
    saved.delete()
    messages.success(request, _("“%(name)s” is no longer saved.") % {"name": saved.name})
    return redirect(place)

"""Coverage in the CMS admin: a criterion, one element, and the names behind a figure."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.defaults import permission_denied
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from learning.organisation.models import OrganisationSettings
from learning.people.permissions import AnyUser
from learning.people.rules.known import end_of
from learning.standards.models import Element
from learning.standards.selectors import first_criterion
from learning.tabular.csv_writing import csv_of_rows

from .choices import STATUS_LABELS
from .forms import CriterionForm, DatesForm, GroupForm
from .permissions import may_see_coverage, may_see_named_coverage
from .reports import (
    COVERAGE_COLUMNS,
    NAMED_COLUMNS,
    Dates,
    Viewer,
    address,
    coverage_lines,
    named_lines,
    named_url,
    row_for,
    sections_for,
)
from .rules.coverage import Coverage, Status
from .selectors import (
    activities_serving,
    changed_since,
    coverage_of,
    coverage_of_element,
    named_coverage,
)

COVERAGE_DOWNLOADED = "evidence.download_coverage"
NAMES_SEEN = "evidence.view_named_coverage"
NAMES_DOWNLOADED = "evidence.download_named_coverage"
NAMES_ON_A_PAGE = 100


class CoverageView(WagtailAdminTemplateMixin, TemplateView):
    """What the screens of coverage share: who may open them, their dates and their way up."""

    may_open: Callable[[AnyUser], bool] = staticmethod(may_see_coverage)
    form_class: type[DatesForm] = DatesForm
    header_icon = "view"
    now: datetime
    form: DatesForm

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not self.may_open(request.user):
            # Wagtail would send them to its front page; say plainly that this is refused.
            return permission_denied(request, PermissionDenied())
        self.now = timezone.now()
        self.form = self.make_form()
        return super().dispatch(request, *args, **kwargs)

    def make_form(self) -> DatesForm:
        return self.form_class(self.request.GET, today=timezone.localdate(self.now))

    @property
    def dates(self) -> Dates:
        said = self.form.cleaned_data
        return Dates(said["as_at"], said["known_on"], self.form.query)

    @property
    def viewer(self) -> Viewer:
        organisation = OrganisationSettings.load(request_or_site=self.request)
        return Viewer(may_see_named_coverage(self.request.user), organisation.small_group_size)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        report = {"url": reverse("evidence:coverage"), "label": _("Coverage")}
        return [*self.breadcrumbs_items, report, *self.further_breadcrumbs()]

    def further_breadcrumbs(self) -> list[dict[str, object]]:
        return []

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs) | {"form": self.form, "now": self.now}
        if self.form.is_valid():
            context |= {"dates": self.dates, "viewer": self.viewer, **self.figures()}
        return context

    def figures(self) -> dict[str, object]:
        """What the template shows once the form is valid."""
        return {}

    def download_button(self) -> list[HeaderButton]:
        if not self.form.is_valid():
            return []
        query = self.request.GET.copy()
        query["export"] = "csv"
        query.pop("p", None)
        url = f"{self.request.path}?{query.urlencode()}"
        return [HeaderButton(_("Download CSV"), url=url, icon_name="download")]

    def wants_csv(self) -> bool:
        return self.request.GET.get("export") == "csv" and self.form.is_valid()


class CoverageReport(CoverageView):
    """Every element of a criterion by staff group."""

    page_title = gettext_lazy("Coverage")
    template_name = "evidence/coverage.html"
    form_class = CriterionForm

    def make_form(self) -> CriterionForm:
        today = timezone.localdate(self.now)
        return CriterionForm(self.request.GET, today=today, default=first_criterion())

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not self.wants_csv() or not self.form.cleaned_data["criterion"]:
            return super().get(request, *args, **kwargs)
        shown = self.figures()
        criterion = shown["criterion"]
        log(criterion, COVERAGE_DOWNLOADED, data=self.dates.query)
        lines = coverage_lines(shown["sections"], self.dates)
        return csv_response(
            csv_of_rows(COVERAGE_COLUMNS, lines, mark=True),
            f"coverage-{criterion.number}-{self.dates.as_at}.csv",
        )

    def get_header_buttons(self) -> list[HeaderButton]:
        return self.download_button()

    def figures(self) -> dict[str, object]:
        criterion = self.form.cleaned_data["criterion"]
        if criterion is None:
            return {}
        day = self.dates.as_at
        rows = coverage_of(criterion, on=day, known_at=self.form.known_at)
        return {
            "criterion": criterion,
            "sections": sections_for(rows, self.viewer, self.dates),
            "groups": [cell.staff_group for cell in rows[0].groups] if rows else [],
            **self.corrections(criterion, rows),
        }

    def corrections(self, criterion: object, rows: list) -> dict[str, object]:
        """Whether figures of the past are other than they were known to be on their own day."""
        day = self.dates.as_at
        if self.dates.known_on or day >= timezone.localdate(self.now):
            return {}
        known_at = end_of(day, timezone.get_default_timezone())
        changed = changed_since(criterion, rows, on=day, known_at=known_at)
        query = self.dates.query | {"criterion": str(criterion.pk), "known_on": day.isoformat()}
        return {
            "changed": [row.element for row in changed],
            "as_known_then_url": f"{self.request.path}?{urlencode(query)}",
        }


class ElementReport(CoverageView):
    """One element: its figures, and the activities that serve it."""

    template_name = "evidence/element.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.element = get_object_or_404(
            Element.objects.select_related("sub_criterion__criterion"), pk=kwargs["pk"]
        )

    def get_page_title(self) -> str:
        return str(self.element)

    def further_breadcrumbs(self) -> list[dict[str, object]]:
        return [{"url": "", "label": str(self.element)}]

    def figures(self) -> dict[str, object]:
        asked = {"on": self.dates.as_at, "known_at": self.form.known_at}
        row = coverage_of_element(self.element, **asked)
        return {
            "row": row_for(row, self.viewer, self.dates),
            "serving": activities_serving(self.element, **asked),
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {"element": self.element}


class NamedReport(ElementReport):
    """The names behind one figure, each with its reason. Every look and every copy is logged."""

    may_open = staticmethod(may_see_named_coverage)
    template_name = "evidence/named.html"
    form_class = GroupForm

    def get_page_title(self) -> str:
        return _("Names for %(element)s") % {"element": self.element}

    def further_breadcrumbs(self) -> list[dict[str, object]]:
        query = self.form.query if self.form.is_valid() else {}
        url = address("evidence:element", self.element, query)
        return [{"url": url, "label": str(self.element)}, {"url": "", "label": _("Names")}]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not self.form.is_valid():
            return super().get(request, *args, **kwargs)
        group = self.form.cleaned_data["group"]
        self.named = named_coverage(
            self.element, group, on=self.dates.as_at, known_at=self.form.known_at
        )
        said = {
            "group": group.name if group else "",
            "people": len(self.named),
            **self.dates.query,
        }
        if not self.wants_csv():
            log(self.element, NAMES_SEEN, data=said)
            return super().get(request, *args, **kwargs)
        log(self.element, NAMES_DOWNLOADED, data=said)
        lines = named_lines(self.named, self.element, group, self.dates)
        return csv_response(
            csv_of_rows(NAMED_COLUMNS, lines, mark=True),
            f"names-{self.element.number}-{self.dates.as_at}.csv",
        )

    def get_header_buttons(self) -> list[HeaderButton]:
        return self.download_button()

    def figures(self) -> dict[str, object]:
        statuses = [each.status for each in self.named]
        page = Paginator(self.named, NAMES_ON_A_PAGE).get_page(self.request.GET.get("p"))
        return {
            "group": self.form.cleaned_data["group"],
            "coverage": Coverage(
                len(statuses), statuses.count(Status.EXCUSED), statuses.count(Status.CURRENT)
            ),
            "people": [(each, STATUS_LABELS[each.status]) for each in page.object_list],
            "page": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "everyone_url": named_url(self.element, None, self.dates),
        }


def csv_response(chunks: object, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        chunks,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )

"""A report in the Reports menu, for those who may open it."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from .views import Report


class ReportMenuItem(MenuItem):
    def __init__(self, report: type[Report], *, order: int) -> None:
        self.report = report
        super().__init__(
            report.page_title,
            reverse_lazy(f"report_{report.slug}"),
            name=report.slug,
            icon_name=report.header_icon,
            order=order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return self.report.may_open(request.user)

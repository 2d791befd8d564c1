from collections.abc import Iterable

from django.urls import URLPattern, path

from .views import Report, forget_filter_view, save_filter_view

urlpatterns = [
    path("reports/saved/<slug:slug>/", save_filter_view, name="save_filter"),
    path("reports/saved/<int:pk>/forget/", forget_filter_view, name="forget_filter"),
]


def report_urls(reports: Iterable[type[Report]]) -> list[URLPattern]:
    """The two addresses of each report: the page, and the list alone, as filters change it."""
    return [
        pattern
        for report in reports
        for pattern in (
            path(f"reports/{report.slug}/", report.as_view(), name=f"report_{report.slug}"),
            path(
                f"reports/{report.slug}/results/",
                report.as_view(results_only=True),
                name=f"report_{report.slug}_results",
            ),
        )
    ]

"""The room's corner of the CMS admin."""

from django.urls import path

from .views import CoverageReport, ElementReport, NamedReport

app_name = "evidence"
urlpatterns = [
    path("coverage/", CoverageReport.as_view(), name="coverage"),
    path("coverage/elements/<int:pk>/", ElementReport.as_view(), name="element"),
    path("coverage/elements/<int:pk>/names/", NamedReport.as_view(), name="named"),
]

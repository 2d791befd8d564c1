"""The room's corner of the CMS admin."""

from django.urls import path
from wagtail.admin.auth import user_passes_test

from .permissions import may_export_completions
from .views import ExportCompletions

app_name = "exports"
urlpatterns = [
    path(
        "export-records/",
        user_passes_test(may_export_completions)(ExportCompletions.as_view()),
        name="completions",
    ),
]

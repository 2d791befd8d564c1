"""Staff lists that were uploaded, and what became of them."""

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from learning.people.models import StaffImport
from learning.people.permissions import ImportsForHr
from learning.people.services.imports import name_of
from learning.people.views import (
    ChangesView,
    CorrectionsView,
    StaffImportApplyView,
    StaffImportUndoView,
    StaffImportUploadView,
    StaffImportView,
)

from .people import PeopleViewSet


def stands(staff_import: StaffImport) -> str:
    """In a word or two, what became of the file."""
    if staff_import.is_undone:
        return _("Undone")
    if staff_import.is_applied:
        return _("Applied")
    if staff_import.is_checked:
        return _("Checked")
    return _("Being checked") if staff_import.check_key else _("Not checked")


def uploader(staff_import: StaffImport) -> str:
    """The name of whoever uploaded the file; nobody did, where it came by the command line."""
    return name_of(staff_import.uploaded_by) if staff_import.uploaded_by else "–"


class StaffImportIndexView(IndexView):
    page_title = gettext_lazy("Staff list imports")
    no_results_message = gettext_lazy("No staff list was uploaded yet. Upload the first above.")

    def get_base_queryset(self) -> QuerySet:
        return StaffImport.objects.select_related("uploaded_by").defer("detected")

    @cached_property
    def header_buttons(self) -> list[Button]:
        url = reverse("staff_import:upload")
        return [HeaderButton(_("Upload a staff list"), url=url, icon_name="upload")]

    def get_list_more_buttons(self, instance: StaffImport) -> list[Button]:
        return []


class StaffImportViewSet(PeopleViewSet):
    model = StaffImport
    name = "staff_import"
    icon = "upload"
    menu_label = gettext_lazy("Staff list imports")
    menu_order = 55
    index_view_class = StaffImportIndexView
    inspect_view_class = StaffImportView
    inspect_view_enabled = True
    list_display = (
        TitleColumn("file_name", label=gettext_lazy("File"), url_name="staff_import:inspect"),
        DateColumn("uploaded_at", label=gettext_lazy("Uploaded"), sort_key="uploaded_at"),
        Column("by", label=gettext_lazy("By"), accessor=uploader),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=stands,
            primary=lambda one: one.is_applied and not one.is_undone,
        ),
        DateColumn("applied_at", label=gettext_lazy("Applied"), sort_key="applied_at"),
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ImportsForHr(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("upload/", StaffImportUploadView.as_view(), name="upload"),
            path("<int:pk>/apply/", StaffImportApplyView.as_view(), name="apply"),
            path("<int:pk>/undo/", StaffImportUndoView.as_view(), name="undo"),
            path("<int:pk>/changes/", ChangesView.as_view(), name="changes"),
            path("<int:pk>/corrections/", CorrectionsView.as_view(), name="corrections"),
        ]

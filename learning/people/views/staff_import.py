"""Taking a staff list in, on screen: upload, choose, check, look, and what was done."""

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.people import services
from learning.people.forms import ImportChoicesForm, StaffFileForm
from learning.people.models import StaffGroup, StaffImport
from learning.people.permissions import may_import_staff
from learning.people.selectors.staff_import import SHOWN, problems_of, sections_of

from .admin_form import HrFormView, HrView


def imports_list() -> tuple[str, str]:
    return reverse("staff_import:index"), _("Staff list imports")


class StaffImportUploadView(HrFormView):
    form_class = StaffFileForm
    page_title = gettext_lazy("Upload a staff list")
    header_icon = "upload"
    submit_label = gettext_lazy("Upload and look")
    may_open = may_import_staff

    def get_way_back(self) -> list[tuple[str, str]]:
        return [imports_list()]

    def form_valid(self, form: Form) -> HttpResponse:
        file = form.cleaned_data["file"]
        at = timezone.now()
        try:
            staff_import = services.upload_staff_import(
                file_name=file.name,
                content=file.read(),
                by=self.request.user,
                at=at,
                # Ticked for HR the first time, when there is no group that the file could mean.
                creates_groups=not StaffGroup.objects.exists(),
                takes_effect_on=timezone.localdate(at),
            )
        except services.StaffFileRefused as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        return redirect("staff_import:inspect", staff_import.pk)


class AboutAnImport(HrView):
    """A screen about the import whose number stands in the address."""

    may_open = may_import_staff

    @cached_property
    def staff_import(self) -> StaffImport:
        return get_object_or_404(StaffImport, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.staff_import.file_name

    def get_way_back(self) -> list[tuple[str, str]]:
        return [imports_list()]


class StaffImportView(AboutAnImport, HrFormView):
    """What was found in a file, HR's choices, and what it would do; once applied, what it did."""

    form_class = ImportChoicesForm
    page_title = gettext_lazy("Staff list")
    header_icon = "upload"

    @cached_property
    def file_is_kept(self) -> bool:
        return StaffImport.objects.filter(pk=self.staff_import.pk).exclude(content=None).exists()

    def get_template_names(self) -> list[str]:
        if self.staff_import.is_applied:
            return ["people/staff_import_applied.html"]
        return ["people/staff_import_preview.html"]

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"staff_import": self.staff_import}

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            staff_import = services.revise_staff_import(
                staff_import=self.staff_import, mapping=form.mapping, **form.choices
            )
            job = services.start_check(
                staff_import=staff_import,
                where=reverse("staff_import:inspect", args=[staff_import.pk]),
                by=self.request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect("jobs:job", job.key)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        one = self.staff_import
        context = super().get_context_data(**kwargs)
        context |= {"staff_import": one, "file_is_kept": self.file_is_kept}
        if not one.is_checked:
            return context
        sections = sections_of(one)
        broken = one.counts.get("broken", 0)
        return context | {
            "totals": sections,
            "sections": [section for section in sections if section.count],
            "broken": problems_of(one, at_most=SHOWN),
            "broken_rows": broken,
            "changes_anything": any(
                section.count for section in sections if section.kind not in ("absent", "unchanged")
            ),
            "departures": services.departures_of(one),
            "hindrances": services.hindrances_of(
                one, by=self.request.user, on=timezone.localdate()
            ),
            "may_undo": services.may_still_be_undone(one, at=timezone.now()),
            "undo_until": one.applied_at and one.applied_at + services.TIME_TO_UNDO,
        }

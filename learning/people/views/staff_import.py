"""Taking a staff list in, on screen: upload, look, choose, look again, apply, and what was done."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.log_actions import log

from learning.people import services
from learning.people.forms import ImportChoicesForm, StaffFileForm
from learning.people.models import StaffGroup, StaffImport
from learning.people.permissions import may_import_staff
from learning.people.rules.staff_import import Kind, Plan
from learning.people.selectors.import_words import KINDS, changes_of, explain
from learning.people.selectors.staff_import import rows_to_correct
from learning.tabular.csv_writing import csv_of_rows

from .admin_form import HrFormView, HrView

# A list longer than this is read in the file rather than on the screen.
PEOPLE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One person in a list: who, from which day, and what changes."""

    payroll_number: str
    name: str
    on: date | None
    changes: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """The people of one kind, as many as fit on a screen."""

    kind: str
    label: str
    count: int
    lines: list[Line]
    is_open: bool

    @property
    def left_out(self) -> int:
        return self.count - len(self.lines)


def sections_of(plan: Plan) -> list[Section]:
    """A list for each kind of thing that happens to people, what happens first and nothing last."""
    sections = []
    for kind, label in KINDS.items():
        entries = plan.of(kind)
        sections.append(
            Section(
                kind=kind.value,
                label=str(label),
                count=len(entries),
                lines=[
                    Line(entry.payroll_number, entry.name, entry.on, changes_of(entry))
                    for entry in entries[:PEOPLE_SHOWN]
                ],
                is_open=kind != Kind.UNCHANGED and len(entries) <= 20,
            )
        )
    return sections


def sections_done(staff_import: StaffImport) -> list[Section]:
    """The same lists of an import that was applied, from what was kept with it."""
    sections = []
    for kind, label in KINDS.items():
        changes = [change for change in staff_import.changes if change["kind"] == kind.value]
        sections.append(
            Section(
                kind=kind.value,
                label=str(label),
                count=staff_import.counts[kind.value],
                lines=[
                    Line(
                        change["payroll_number"],
                        change["name"],
                        date.fromisoformat(change["on"]) if change["on"] else None,
                        change["changes"],
                    )
                    for change in changes[:PEOPLE_SHOWN]
                ],
                is_open=kind != Kind.UNCHANGED and len(changes) <= 20,
            )
        )
    return sections


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

    @cached_property
    def plan(self) -> Plan | None:
        """What the file would do now; nothing once the file itself has been deleted."""
        try:
            return services.plan_staff_import(self.staff_import)
        except services.StaffFileRefused:
            return None


class StaffImportView(AboutAnImport, HrFormView):
    """What a file would do, with the choices that HR has; once applied, what it did."""

    form_class = ImportChoicesForm
    page_title = gettext_lazy("Staff list")
    header_icon = "upload"

    def get_template_names(self) -> list[str]:
        if self.staff_import.is_applied:
            return ["people/staff_import_applied.html"]
        return ["people/staff_import_preview.html"]

    def get_page_subtitle(self) -> str:
        return self.staff_import.file_name

    def get_way_back(self) -> list[tuple[str, str]]:
        return [imports_list()]

    def get_initial(self) -> dict[str, object]:
        return {name: getattr(self.staff_import, name) for name in ImportChoicesForm.base_fields}

    def save(self, form: Form) -> str:
        services.revise_staff_import(staff_import=self.staff_import, **form.cleaned_data)
        return _("This is what the file does with your choices. Nothing has changed yet.")

    def get_success_url(self) -> str:
        return reverse("staff_import:inspect", args=[self.staff_import.pk])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        context |= {"staff_import": self.staff_import, "plan": self.plan}
        if self.staff_import.is_applied:
            sections = sections_done(self.staff_import)
        else:
            sections = sections_of(self.plan) if self.plan else []
        context["sections"] = [section for section in sections if section.count]
        context["totals"] = sections
        if self.plan:
            context["broken"] = [explain(problem) for problem in self.plan.problems]
            context["broken_rows"] = len(self.plan.broken_rows)
            context["waiting_rows"] = sum(self.plan.unknown_groups.values())
        return context


class StaffImportApplyView(AboutAnImport, View):
    """Do what HR saw."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            services.apply_staff_import(
                staff_import=self.staff_import,
                by=request.user,
                at=timezone.now(),
                plan_digest=request.POST.get("plan_digest", ""),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The staff list is up to date with this file."))
        return redirect("staff_import:inspect", pk)


class CorrectionsView(AboutAnImport, View):
    """The rows that could not be used, as a file to correct, with what is wrong in each."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.plan is None:
            messages.error(request, _("The file has been deleted, as every file is after 30 days."))
            return redirect("staff_import:inspect", pk)
        columns, rows = rows_to_correct(self.staff_import, self.plan)
        name = f"{self.staff_import.file_name.rsplit('.', 1)[0]}-{_('to correct')}.csv"
        log(
            self.staff_import,
            "people.staff_import.download",
            user=request.user,
            data={"rows": len(rows)},
        )
        return StreamingHttpResponse(
            csv_of_rows(columns, rows, mark=True),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )

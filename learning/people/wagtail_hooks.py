from functools import partial

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from learning.reports.menu import ReportMenuItem
from learning.reports.urls import report_urls

from .reports import REPORTS
from .viewsets import (
    AbsenceViewSet,
    AdjustmentViewSet,
    StaffGroupViewSet,
    StaffImportViewSet,
    StaffViewSet,
)

staff, staff_groups = StaffViewSet(), StaffGroupViewSet()
absences, adjustments, imports = AbsenceViewSet(), AdjustmentViewSet(), StaffImportViewSet()

LOGGED = (
    ("people.staff_group.add", _("Add a staff group"), _("Added a staff group")),
    ("people.staff_group.change", _("Change a staff group"), _("Changed a staff group")),
    ("people.staff_import.upload", _("Upload staff list"), _("Uploaded a staff list")),
    (
        "people.staff_import.download",
        _("Download from staff list import"),
        _("Downloaded what an import says"),
    ),
    ("people.staff_import.apply", _("Apply staff list"), _("Applied a staff list")),
    ("people.staff_import.undo", _("Undo staff list"), _("Undid a staff list")),
    (
        "people.staff_member.renumber",
        _("Change payroll number"),
        _("Was given another payroll number"),
    ),
    ("people.staff_member.merge", _("Merge records"), _("Two records of one person were merged")),
    ("people.membership.begin", _("Add to staff group"), _("Added to a staff group")),
    ("people.membership.end", _("Take out of staff group"), _("Taken out of a staff group")),
    ("people.group_rule.set", _("Set rule of staff group"), _("Set the rule of a staff group")),
    ("people.group_rule.end", _("End rule of staff group"), _("Ended the rule of a staff group")),
    ("people.absence.begin", _("Record absence"), _("Recorded an absence")),
    ("people.absence.end", _("End absence"), _("Ended an absence")),
    ("people.adjustment.begin", _("Record adjustment"), _("Recorded an adjustment")),
    ("people.adjustment.end", _("End adjustment"), _("Ended an adjustment")),
    ("people.first_log_in.issue", _("Give first log-in"), _("Was given a first log-in")),
    ("people.first_log_in.redeem", _("Use first log-in"), _("Chose a first password")),
)


@hooks.register("register_admin_viewset")
def people_viewsets() -> list[ViewSet]:
    return [staff, staff_groups, absences, adjustments, imports]


@hooks.register("register_training_menu_item")
def staff_menu_item() -> MenuItem:
    return staff.get_menu_item()


@hooks.register("register_training_menu_item")
def staff_groups_menu_item() -> MenuItem:
    return staff_groups.get_menu_item()


@hooks.register("register_training_menu_item")
def absences_menu_item() -> MenuItem:
    return absences.get_menu_item()


@hooks.register("register_training_menu_item")
def adjustments_menu_item() -> MenuItem:
    return adjustments.get_menu_item()


@hooks.register("register_training_menu_item")
def imports_menu_item() -> MenuItem:
    return imports.get_menu_item()


@hooks.register("register_account_menu_item")
def password_and_second_step(request: HttpRequest) -> dict[str, object]:
    return {
        "url": reverse("account_change_password"),
        "label": _("Change your password"),
        "help_text": _("Or ask for a second step when you sign in."),
    }


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    return report_urls(REPORTS)


for order, report in enumerate(REPORTS, start=200):
    hooks.register("register_reports_menu_item", partial(ReportMenuItem, report, order=order))


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for action, label, message in LOGGED:
        actions.register_action(action, label, message)

from functools import partial

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from learning.reports.menu import ReportMenuItem
from learning.reports.urls import report_urls

from .panels import add_staff_member_panels
from .reports import REPORTS
from .viewsets import (
    AssignmentViewSet,
    CompletionViewSet,
    ExtensionViewSet,
    ProgrammeViewSet,
    RequestViewSet,
    WaiverViewSet,
)

assignments, programmes, waivers = AssignmentViewSet(), ProgrammeViewSet(), WaiverViewSet()
extensions, requests, completions = ExtensionViewSet(), RequestViewSet(), CompletionViewSet()

LOGGED = (
    ("records.void", _("Void"), _("Voided a completion")),
    ("records.revise", _("Change the terms"), _("Changed the terms of an assignment")),
    ("records.end", _("End"), _("Ended an assignment")),
    ("records.end_waiver", _("End a waiver"), _("Ended a waiver early")),
    ("records.grant_request", _("Grant more time"), _("Granted a request for more time")),
    ("records.refuse_request", _("Refuse more time"), _("Refused a request for more time")),
)

hooks.register("construct_staff_member_panels", add_staff_member_panels)


@hooks.register("register_admin_viewset")
def records_viewsets() -> list[ViewSet]:
    return [assignments, programmes, waivers, extensions, requests, completions]


@hooks.register("register_training_menu_item")
def assignments_menu_item() -> MenuItem:
    return assignments.get_menu_item()


@hooks.register("register_training_menu_item")
def programmes_menu_item() -> MenuItem:
    return programmes.get_menu_item()


@hooks.register("register_training_menu_item")
def waivers_menu_item() -> MenuItem:
    return waivers.get_menu_item()


@hooks.register("register_training_menu_item")
def extensions_menu_item() -> MenuItem:
    return extensions.get_menu_item()


@hooks.register("register_training_menu_item")
def requests_menu_item() -> MenuItem:
    return requests.get_menu_item()


@hooks.register("register_training_menu_item")
def completions_menu_item() -> MenuItem:
    return completions.get_menu_item()


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    return report_urls(REPORTS)


for order, report in enumerate(REPORTS, start=100):
    hooks.register("register_reports_menu_item", partial(ReportMenuItem, report, order=order))


@hooks.register("register_log_actions")
def records_log_actions(actions: LogActionRegistry) -> None:
    for action, label, message in LOGGED:
        actions.register_action(action, label, message)

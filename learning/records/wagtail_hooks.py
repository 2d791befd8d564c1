from functools import partial

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from learning.reports.menu import ReportMenuItem
from learning.reports.urls import report_urls

from .reports import REPORTS
from .viewsets import AssignmentViewSet, CompletionViewSet, WaiverViewSet

assignments, waivers, completions = AssignmentViewSet(), WaiverViewSet(), CompletionViewSet()


@hooks.register("register_admin_viewset")
def records_viewsets() -> list[ViewSet]:
    return [assignments, waivers, completions]


@hooks.register("register_training_menu_item")
def assignments_menu_item() -> MenuItem:
    return assignments.get_menu_item()


@hooks.register("register_training_menu_item")
def waivers_menu_item() -> MenuItem:
    return waivers.get_menu_item()


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
    actions.register_action("records.void", _("Void"), _("Voided a completion"))
    actions.register_action("records.end", _("End"), _("Ended an assignment"))

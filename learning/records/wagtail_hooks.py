from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

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


@hooks.register("register_log_actions")
def records_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("records.void", _("Void"), _("Voided a completion"))
    actions.register_action("records.end", _("End"), _("Ended an assignment"))

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from .viewsets import (
    AssignmentViewSet,
    CompletionViewSet,
    CorrectionViewSet,
    HistoryImportViewSet,
    PriorLearningViewSet,
    RedateTogether,
    VoidTogether,
    WaiverViewSet,
)

assignments, waivers, completions = AssignmentViewSet(), WaiverViewSet(), CompletionViewSet()
corrections, prior_learning = CorrectionViewSet(), PriorLearningViewSet()
history_imports = HistoryImportViewSet()

hooks.register("register_bulk_action", RedateTogether)
hooks.register("register_bulk_action", VoidTogether)


@hooks.register("register_admin_viewset")
def records_viewsets() -> list[ViewSet]:
    return [assignments, waivers, completions, corrections, history_imports, prior_learning]


@hooks.register("register_training_menu_item")
def assignments_menu_item() -> MenuItem:
    return assignments.get_menu_item()


@hooks.register("register_training_menu_item")
def waivers_menu_item() -> MenuItem:
    return waivers.get_menu_item()


@hooks.register("register_training_menu_item")
def completions_menu_item() -> MenuItem:
    return completions.get_menu_item()


@hooks.register("register_training_menu_item")
def corrections_menu_item() -> MenuItem:
    return corrections.get_menu_item()


@hooks.register("register_training_menu_item")
def history_imports_menu_item() -> MenuItem:
    return history_imports.get_menu_item()


@hooks.register("register_training_menu_item")
def prior_learning_menu_item() -> MenuItem:
    return prior_learning.get_menu_item()


@hooks.register("register_log_actions")
def records_log_actions(actions: LogActionRegistry) -> None:
    for name, label, told in (
        ("correct", _("Correct"), _("Corrected completions")),
        ("ask_correction", _("Ask to correct"), _("Asked a second person to agree")),
        ("approve_correction", _("Agree"), _("Agreed to a correction, as the second person")),
        ("refuse_correction", _("Not agree"), _("Left the records as they are")),
        ("send_prior_learning", _("Send in"), _("Sent in prior learning")),
        ("accept_prior_learning", _("Accept"), _("Accepted prior learning")),
        ("refuse_prior_learning", _("Not accept"), _("Did not accept prior learning")),
        ("upload_history", _("Upload"), _("Uploaded completions from before")),
        ("apply_history", _("Apply"), _("Recorded imported completions, as the second person")),
        ("download_history", _("Download"), _("Downloaded rows to correct")),
        ("open_certificate", _("Open"), _("Opened somebody's certificate")),
        ("erase_certificate", _("Erase"), _("Erased a certificate")),
    ):
        actions.register_action(f"records.{name}", label, told)
    actions.register_action("records.end", _("End"), _("Ended an assignment"))

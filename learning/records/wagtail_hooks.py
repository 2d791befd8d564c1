from functools import partial

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry

from learning.reports.menu import ReportMenuItem
from learning.reports.urls import report_urls

from .panels import add_merge_button, add_staff_member_panels
from .reports import REPORTS
from .views import FindSurvivorView, MergeView
from .viewsets import (
    AssignmentViewSet,
    CompletionViewSet,
    CorrectionViewSet,
    ExtensionViewSet,
    HistoryImportViewSet,
    PriorLearningViewSet,
    ProgrammeViewSet,
    RedateTogether,
    RequestViewSet,
    VoidTogether,
    WaiverViewSet,
)

VIEWSETS = [
    AssignmentViewSet(),
    ProgrammeViewSet(),
    WaiverViewSet(),
    ExtensionViewSet(),
    RequestViewSet(),
    CompletionViewSet(),
    CorrectionViewSet(),
    HistoryImportViewSet(),
    PriorLearningViewSet(),
]
LOGGED = (
    ("assign", _("Assign"), _("Assigned an activity")),
    ("revise", _("Change the terms"), _("Changed the terms of an assignment")),
    ("end", _("End"), _("Ended an assignment")),
    ("add_programme", _("Add a programme"), _("Added a programme")),
    ("change_programme", _("Change a programme"), _("Changed a programme")),
    ("waive", _("Excuse somebody"), _("Excused somebody")),
    ("end_waiver", _("End a waiver"), _("Ended a waiver early")),
    ("extend", _("Give more time"), _("Gave more time")),
    ("take_back_extension", _("Take back more time"), _("Took back more time")),
    ("grant_request", _("Grant more time"), _("Granted a request for more time")),
    ("refuse_request", _("Refuse more time"), _("Refused a request for more time")),
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
)

hooks.register("construct_staff_member_panels", add_staff_member_panels)
hooks.register("construct_staff_member_buttons", add_merge_button)
hooks.register("register_bulk_action", RedateTogether)
hooks.register("register_bulk_action", VoidTogether)
for viewset in VIEWSETS:
    hooks.register("register_training_menu_item", viewset.get_menu_item)
for order, report in enumerate(REPORTS, start=100):
    hooks.register("register_reports_menu_item", partial(ReportMenuItem, report, order=order))


@hooks.register("register_admin_viewset")
def records_viewsets() -> list[ModelViewSet]:
    return VIEWSETS


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    return report_urls(REPORTS)


@hooks.register("register_admin_urls")
def merging_addresses() -> list[URLPattern]:
    """They lie below the person's page, which is another room's."""
    return [
        path("staff/<int:pk>/merge/", FindSurvivorView.as_view(), name="merge_find"),
        path("staff/<int:pk>/merge/<int:into>/", MergeView.as_view(), name="merge"),
    ]


@hooks.register("register_log_actions")
def records_log_actions(actions: LogActionRegistry) -> None:
    for name, label, told in LOGGED:
        actions.register_action(f"records.{name}", label, told)

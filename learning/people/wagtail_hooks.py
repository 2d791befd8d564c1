from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

LOGGED = (
    ("people.staff_import.upload", _("Upload staff list"), _("Uploaded a staff list")),
    ("people.staff_import.apply", _("Apply staff list"), _("Applied a staff list")),
    ("people.membership.begin", _("Add to staff group"), _("Added to a staff group")),
    ("people.membership.end", _("Take out of staff group"), _("Taken out of a staff group")),
    ("people.absence.begin", _("Record absence"), _("Recorded an absence")),
    ("people.absence.end", _("End absence"), _("Ended an absence")),
    ("people.first_log_in.issue", _("Give first log-in"), _("Was given a first log-in")),
    ("people.first_log_in.redeem", _("Use first log-in"), _("Chose a first password")),
)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for action, label, message in LOGGED:
        actions.register_action(action, label, message)

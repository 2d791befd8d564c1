from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .services import STANDARD_LOADED


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(STANDARD_LOADED, _("Load a standard"), _("Standard loaded"))

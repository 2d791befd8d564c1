from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from .permissions import may_export_completions
from .services.departures import LOG_ACTION


@hooks.register("register_admin_urls")
def export_urls() -> list[URLResolver]:
    return [path("", include("learning.exports.urls"))]


class ExportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_export_completions(request.user)


@hooks.register("register_training_menu_item")
def export_menu_item() -> MenuItem:
    return ExportMenuItem(
        _("Export records"), reverse("exports:completions"), icon_name="download", order=600
    )


@hooks.register("register_log_actions")
def export_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        LOG_ACTION, _("Export completion records"), _("Completion records exported")
    )

from django.templatetags.static import static
from django.urls import URLResolver, include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_admin_urls")
def saved_filter_urls() -> list[URLResolver]:
    return [path("", include("learning.reports.urls"))]


@hooks.register("register_log_actions")
def report_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("reports.download", _("Download a report"), _("Report downloaded"))


@hooks.register("insert_global_admin_css")
def report_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/reports_admin.css"))

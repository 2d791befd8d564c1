from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from .permissions import may_see_coverage
from .views import COVERAGE_DOWNLOADED, NAMES_DOWNLOADED, NAMES_SEEN


@hooks.register("register_admin_urls")
def coverage_urls() -> list[URLResolver]:
    return [path("", include("learning.evidence.urls"))]


class CoverageMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_coverage(request.user)


@hooks.register("register_training_menu_item")
def coverage_menu_item() -> MenuItem:
    return CoverageMenuItem(
        _("Coverage"), reverse("evidence:coverage"), icon_name="view", order=500
    )


@hooks.register("register_log_actions")
def coverage_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        COVERAGE_DOWNLOADED, _("Download coverage"), _("Coverage by staff group downloaded")
    )
    actions.register_action(
        NAMES_SEEN, _("See names behind coverage"), _("Names behind a figure seen")
    )
    actions.register_action(
        NAMES_DOWNLOADED, _("Download names behind coverage"), _("Names behind a figure downloaded")
    )

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_passes_test
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from .permissions import may_load_standard
from .services import STANDARD_LOADED
from .views import LoadStandard
from .viewsets import ElementViewSet, SubCriterionViewSet

elements, sub_criteria = ElementViewSet(), SubCriterionViewSet()


@hooks.register("register_admin_viewset")
def standard_viewsets() -> list[ViewSet]:
    return [elements, sub_criteria]


@hooks.register("register_admin_urls")
def standard_urls() -> list[URLPattern]:
    load = user_passes_test(may_load_standard)(LoadStandard.as_view())
    return [path("standard/load/", load, name="standard_load")]


@hooks.register("register_training_menu_item")
def standard_menu_item() -> MenuItem:
    return elements.get_menu_item()


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(STANDARD_LOADED, _("Load a standard"), _("Standard loaded"))

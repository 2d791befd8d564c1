from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from .panels import panels_for

# Wagtail's own news and manual, which lead outside and speak of things that staff here never meet.
LEADS_OUTSIDE = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("insert_global_admin_css")
def dress_the_admin() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_homepage_panels")
def show_each_role_its_work(request: HttpRequest, panels: list[Component]) -> None:
    panels.extend(panels_for(request))


@hooks.register("construct_help_menu")
def keep_help_inside(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if not item.name.startswith(LEADS_OUTSIDE)]

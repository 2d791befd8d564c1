from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin_menu import training_menu_item


@hooks.register("register_admin_menu_item")
def training() -> MenuItem:
    return training_menu_item()


@hooks.register("insert_editor_js")
def saving_and_sending_apart() -> str:
    return format_html('<script src="{}"></script>', static("js/editor_saving.js"))

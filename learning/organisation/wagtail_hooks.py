from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin_menu import training_menu_item


@hooks.register("register_admin_menu_item")
def training() -> MenuItem:
    return training_menu_item()

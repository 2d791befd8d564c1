"""The Training menu of the CMS admin. Rooms add to it with a hook; here it only opens."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem

training_menu = Menu(register_hook_name="register_training_menu_item")


def training_menu_item() -> SubmenuMenuItem:
    """Shown when at least one of its entries is."""
    return SubmenuMenuItem(_("Training"), training_menu, icon_name="form", order=90)

"""What somebody with a role sets about their own log-in in the CMS: how it looks to them."""

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, NameEmailSettingsPanel


class AccountInAdminView(AccountView):
    """Without name and address: records copy the name, and a new password goes to the address."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        panels = super().get_panels()
        return [panel for panel in panels if not isinstance(panel, NameEmailSettingsPanel)]


account_in_admin = require_admin_access(AccountInAdminView.as_view())

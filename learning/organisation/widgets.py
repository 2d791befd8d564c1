"""How a day is typed or picked in the CMS."""

from typing import Any

from wagtail.admin.widgets import AdminDateInput


class DayInput(AdminDateInput):
    """The CMS's calendar, which leaves what was typed as it is.

    On its own it turns 31 February into 3 March as soon as the field is left. Left alone, the form
    says that there is no such day.
    """

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}

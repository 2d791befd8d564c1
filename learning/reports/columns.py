"""The columns of a report, which know how a screen and how a file shows them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column

from learning.tabular.columns import Kind


class Shown(Column):
    """A value with the kind that a file has it in, and perhaps where on the site it leads."""

    cell_template_name = "reports/cell.html"
    empty_value_display = "–"

    def __init__(
        self,
        name: str,
        *,
        kind: Kind = Kind.TEXT,
        url: Callable[[Any], str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, **kwargs)
        self.kind = kind
        self.url = url

    def in_file(self, row: object) -> object:
        """The value as it stands in a file."""
        value = self.get_value(row)
        if self.kind is Kind.TEXT:
            return "" if value is None else str(value)
        return value

    def on_screen(self, row: object) -> object:
        """The value as people read it."""
        match value := self.get_value(row):
            case datetime():
                return date_format(timezone.localtime(value), "j F Y, H:i")
            case date():
                return date_format(value, "j F Y")
            case int() if not isinstance(value, bool):
                return number_format(value)
        return value

    def get_cell_context_data(
        self, instance: object, parent_context: Mapping[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        shown = self.on_screen(instance)
        context["value"] = self.empty_value_display if shown in (None, "") else shown
        context["url"] = self.url(instance) if self.url else ""
        return context


class Percentage(Shown):
    """A whole per cent: a number in a file, with its sign on a screen."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, kind=Kind.INTEGER, **kwargs)

    def on_screen(self, row: object) -> object:
        value = self.get_value(row)
        return None if value is None else _("%(number)s%%") % {"number": value}


class Word(Shown):
    """A word out of a few, as a tag: the accent marks what needs somebody."""

    cell_template_name = "reports/word_cell.html"

    def __init__(self, name: str, *, pressing: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.pressing = pressing

    def get_cell_context_data(
        self, instance: object, parent_context: Mapping[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        context["is_pressing"] = self.pressing(instance)
        return context

"""What each role meets first in the admin: where to go, and how things stand."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import settings_menu
from wagtail.admin.ui.components import Component

from home.selectors import (
    Figure,
    authoring_figures,
    desk_figures,
    shelf_id,
    standard_figures,
)
from learning.organisation.admin_menu import training_menu
from learning.people.permissions import may_see_staff
from learning.records.permissions import may_see_standings
from learning.records.services import MOST_WHILE_WAITING, refresh_stretches
from modules.permissions import may_write


class PlacesPanel(Component):
    """The entries of the menus that the person may open, large enough not to be missed."""

    order = 10
    template_name = "home/dashboard/places.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, object]:
        request = parent_context["request"]
        items = [
            *training_menu.menu_items_for_request(request),
            *settings_menu.menu_items_for_request(request),
        ]
        items = [item for item in items if item.url not in ("", "#")]
        return {"items": sorted(items, key=lambda item: item.order)}


class FiguresPanel(Component):
    """A heading, a few figures and what to do next."""

    template_name = "home/dashboard/figures.html"

    def __init__(
        self, *, heading: str, figures: list[Figure], order: int, shelf: int | None = None
    ) -> None:
        self.heading = heading
        self.figures = figures
        self.order = order
        self.shelf = shelf

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, object]:
        return {"heading": self.heading, "figures": self.figures, "shelf": self.shelf}


def panels_for(request: HttpRequest) -> list[Component]:
    """The panels of the roles that the person has."""
    user, today = request.user, localdate()
    panels: list[Component] = [PlacesPanel()]
    if may_write(user):
        panels.append(
            FiguresPanel(
                heading=_("Modules"), figures=authoring_figures(), order=20, shelf=shelf_id()
            )
        )
    if may_see_staff(user) and may_see_standings(user):
        # So that each figure is the one that its report shows.
        refresh_stretches(at=now(), most=MOST_WHILE_WAITING)
        panels.append(FiguresPanel(heading=_("Staff"), figures=desk_figures(on=today), order=30))
    if user.has_perm("evidence.view_coverage"):
        panels.append(
            FiguresPanel(heading=_("The standard"), figures=standard_figures(on=today), order=40)
        )
    return panels

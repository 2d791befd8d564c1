"""The few figures that each role meets first in the admin."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import WorkflowState

from learning.catalogue.models import Claim
from learning.standards.models import Element
from modules.models import ModuleIndexPage, ModulePage


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and where it opens on its names, if it does."""

    number: str
    label: str
    url: str = ""


def shelf_id() -> int | None:
    """The page under which a new module is written."""
    return ModuleIndexPage.objects.values_list("pk", flat=True).first()


def authoring_figures() -> list[Figure]:
    """How much is live, in draft and waiting for a second pair of eyes."""
    live = ModulePage.objects.live().count()
    changed = ModulePage.objects.filter(has_unpublished_changes=True).count()
    waiting = WorkflowState.objects.filter(
        base_content_type__app_label="wagtailcore", status=WorkflowState.STATUS_IN_PROGRESS
    ).count()
    return [
        Figure(str(live), ngettext("module is live", "modules are live", live)),
        Figure(
            str(changed),
            ngettext(
                "has changes that are not published",
                "have changes that are not published",
                changed,
            ),
        ),
        Figure(
            str(waiting),
            ngettext("waits for a second pair of eyes", "wait for a second pair of eyes", waiting),
        ),
    ]


def standard_figures(*, on: date) -> list[Figure]:
    """How much of the standard some module serves today."""
    elements = Element.objects.filter(is_retired=False)
    served = elements.filter(pk__in=Claim.objects.known().on(on).values("element"))
    names = {"served": served.count(), "total": elements.count()}
    return [
        Figure(
            _("%(served)s of %(total)s") % names,
            _("elements of the standard are served by training"),
        )
    ]

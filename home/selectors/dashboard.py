"""The few figures that each role meets first in the admin."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from learning.catalogue.models import Claim
from learning.people.models import StaffGroup, StaffMember
from learning.records.models import Completion
from learning.standards.models import Element
from modules.models import ModuleIndexPage, ModulePage


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    number: str
    label: str


def shelf_id() -> int | None:
    """The page under which a new module is written."""
    return ModuleIndexPage.objects.values_list("pk", flat=True).first()


def authoring_figures() -> list[Figure]:
    """How much is live, in draft and waiting for a second pair of eyes."""
    waiting = WorkflowState.objects.filter(
        base_content_type__app_label="wagtailcore", status=WorkflowState.STATUS_IN_PROGRESS
    )
    return [
        Figure(str(ModulePage.objects.live().count()), _("modules are live")),
        Figure(
            str(ModulePage.objects.filter(has_unpublished_changes=True).count()),
            _("have changes that are not published"),
        ),
        Figure(str(waiting.count()), _("wait for a second pair of eyes")),
    ]


def staff_figures(*, on: date) -> list[Figure]:
    """Who there is today, and what they completed lately."""
    lately = on - timedelta(days=29)
    completed = Completion.objects.standing().filter(completed_on__range=(lately, on))
    return [
        Figure(str(StaffMember.objects.in_post_on(on).count()), _("people are in post today")),
        Figure(str(StaffGroup.objects.filter(is_retired=False).count()), _("staff groups")),
        Figure(str(completed.count()), _("completions in the last 30 days")),
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

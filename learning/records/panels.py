"""What the records add to a person's page: what is asked of them, and what they have done."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button

from learning.people.models import StaffMember
from learning.people.rules.known import end_of

from . import permissions
from .choices import StatusChoice
from .forms import AsAtForm
from .models import Assignment
from .rules.status import HOLDING, LATE
from .selectors import Assigned, learning_of
from .selectors.history import history_of
from .selectors.terms_words import terms_in_words


class AskedPanel(Component):
    """Everything asked of somebody on a day, with why, and what HR can do about it."""

    template_name = "records/asked_panel.html"

    class Media:
        css: ClassVar = {"all": ["css/records_admin.css"]}

    def __init__(
        self, staff_member: StaffMember, form: AsAtForm, *, on: date, known_at: datetime | None
    ) -> None:
        self.staff_member, self.form = staff_member, form
        self.on, self.known_at = on, known_at

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, object]:
        is_now = self.known_at is None and self.on == localdate()
        learning = learning_of(self.staff_member, on=self.on, known_at=self.known_at)
        return {
            "form": self.form,
            "on": self.on,
            "is_now": is_now,
            "rows": [self._row(one, with_actions=is_now) for one in learning],
        }

    def _row(self, asked: Assigned, *, with_actions: bool) -> dict[str, object]:
        return {
            "asked": asked,
            "label": StatusChoice(asked.status).label,
            "terms": terms_in_words(asked.assignment),
            "is_late": asked.status in LATE,
            "is_met": asked.status in HOLDING,
            "actions": self._actions(asked) if with_actions else {},
        }

    def _actions(self, asked: Assigned) -> dict[str, str]:
        about = urlencode(
            {"payroll_number": self.staff_member.payroll_number, "activity": asked.activity.pk}
        )
        actions = {"waive": f"{reverse('waiver:waive')}?{about}"}
        if asked.request and not asked.request.is_answered:
            actions["answer"] = f"{reverse('extension_request:index')}?answered=false"
        elif asked.may_have_more_time:
            actions["extend"] = f"{reverse('extension:extend')}?{about}"
        if _is_theirs_alone(asked.assignment):
            actions["end"] = reverse("assignment:end", args=[asked.assignment.pk])
        return actions


class RecordPanel(Component):
    """What somebody has completed, voided completions too."""

    template_name = "records/record_panel.html"

    def __init__(self, staff_member: StaffMember, *, on: date, known_at: datetime | None) -> None:
        self.staff_member, self.on, self.known_at = staff_member, on, known_at

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, object]:
        theirs = urlencode({"payroll_number": self.staff_member.payroll_number})
        return {
            "history": history_of(self.staff_member, on=self.on, known_at=self.known_at),
            "all_url": f"{reverse('completion:index')}?{theirs}",
        }


def add_staff_member_panels(
    request: HttpRequest, staff_member: StaffMember, panels: list[Component]
) -> None:
    """Both panels, as at the dates in the address, for those who may see the records."""
    if not permissions.may_see_completions(request.user):
        return
    form = AsAtForm(request.GET if request.GET else None)
    answers = form.cleaned_data if form.is_valid() else {}
    on = answers.get("as_at") or localdate()
    known_on = answers.get("known_on")
    known_at = end_of(known_on, timezone.get_default_timezone()) if known_on else None
    panels.append(AskedPanel(staff_member, form, on=on, known_at=known_at))
    panels.append(RecordPanel(staff_member, on=on, known_at=known_at))


def add_merge_button(
    request: HttpRequest, staff_member: StaffMember, buttons: list[Button]
) -> None:
    """For those who may, on the page of a record that stands."""
    if permissions.may_merge(request.user):
        url = reverse("merge_find", args=[staff_member.pk])
        buttons.append(
            Button(_("Merge into another record"), url=url, icon_name="user", priority=50)
        )


def _is_theirs_alone(assignment: Assignment) -> bool:
    """Asked of this person by name, and until somebody ends it."""
    return assignment.staff_member_id is not None and assignment.to_on is None

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.catalogue.models import Activity
from learning.records.models import PastStanding
from learning.records.rules.status import EXCUSED, HOLDING, LATE, Status
from learning.records.selectors import because_of, past_standing_of

from .as_at import AsAtFilterSet, AsAtReport
from .overdue import STATUS
from .standing_report import (
    ACTIVITY,
    BECAUSE,
    DEPARTMENT,
    DUE_ON,
    PAYROLL_NUMBER,
    PERSON,
)

STANDINGS = {
    "counted": frozenset(Status) - EXCUSED,
    "current": HOLDING,
    "late": LATE,
    "to do": frozenset(Status) - EXCUSED - HOLDING - LATE,
    "excused": EXCUSED,
}


class StandingsFilterSet(AsAtFilterSet):
    activity = django_filters.ModelChoiceFilter(
        queryset=Activity.objects.all(), label=gettext_lazy("Activity")
    )
    status = django_filters.ChoiceFilter(
        choices=[
            ("counted", gettext_lazy("Counted: neither away nor waived")),
            ("current", gettext_lazy("Current")),
            ("late", gettext_lazy("Late")),
            ("to do", gettext_lazy("To do, in time")),
            ("excused", gettext_lazy("Away or waived")),
        ],
        method="filter_status",
        label=gettext_lazy("Status"),
    )

    def filter_status(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(status__in=STANDINGS[value])


class StandingsReport(AsAtReport):
    """The names behind the figures of completion."""

    slug = "standings"
    page_title = gettext_lazy("How people stand")
    header_icon = "user"
    question = gettext_lazy("How did each person stand for what was asked of them?")
    nothing = gettext_lazy("Nothing was asked of anybody.")
    filterset_class = StandingsFilterSet
    columns = (PERSON, PAYROLL_NUMBER, DEPARTMENT, ACTIVITY, STATUS, DUE_ON, BECAUSE)
    default_ordering = ("staff_member__last_name", "activity__title")

    def rows(self) -> Any:
        if self.is_of_today:
            return self.stretches_today()
        if self.past_day:
            rows = self.standings_on(self.past_day).select_related("staff_member", "activity")
            return rows.filter(status__in=self.statuses)
        return [] if self.wants_a_worker or not self.activities else self.worked_out()

    @property
    def activities(self) -> Sequence[int]:
        activity = self.chosen.get("activity")
        return [activity.pk] if activity else []

    @property
    def statuses(self) -> frozenset[Status]:
        return STANDINGS.get(self.chosen["status"], frozenset(Status))

    @property
    def why_no_list(self) -> str:
        is_found = self.is_of_today or self.past_day or self.activities
        if is_found or self.wants_a_worker or not self.is_sensible:
            return super().why_no_list
        return _("For another day than today, choose an activity.")

    def worked_out(self) -> list[PastStanding]:
        """How they stood on the one day, worked out now."""
        persons, activity = self.people(self.known_at).in_bulk(), self.chosen["activity"]
        mandatory = self.chosen["mandatory"]
        rows = []
        for stood in self.standings_known(self.known_at):
            row: Any = past_standing_of(stood)
            if row.status in self.statuses and mandatory in (None, row.is_mandatory):
                row.staff_member, row.activity = persons[stood.person], activity
                row.department = row.staff_member.department
                rows.append(row)
        return rows

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        sentences = because_of(rows, on=self.as_at, known_at=self.known_at)
        for row in rows:
            row.because = sentences.get((row.staff_member_id, row.activity_id), "")
        return rows

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.catalogue.models import Activity
from learning.records.models import Stretch
from learning.records.rules.status import EXCUSED, HOLDING, LATE, Status
from learning.records.selectors import because_of, standings_of, stretch_of

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
        return self.worked_out() if self.has_activity else []

    @property
    def has_activity(self) -> bool:
        return self.chosen.get("activity") is not None

    @property
    def no_results_message(self) -> str:
        if self.is_sensible and not self.is_of_today and not self.has_activity:
            return _("For another day than today, choose an activity.")
        return super().no_results_message

    def worked_out(self) -> list[Stretch]:
        """Stretches of the one day, as they would have been."""
        activity, day, known_at = self.chosen["activity"], self.as_at, self.known_at
        people = self.people(known_at)
        persons = people.in_bulk()
        wanted = STANDINGS.get(self.chosen["status"], frozenset(Status))
        mandatory = self.chosen["mandatory"]
        rows = []
        for stood in standings_of(people, activities=[activity.pk], on=day, known_at=known_at):
            if stood.standing.status not in wanted:
                continue
            if mandatory not in (None, stood.standing.is_mandatory):
                continue
            row: Any = stretch_of(stood.person, activity.pk, stood.standing, from_on=day, to_on=day)
            row.staff_member, row.activity = persons[stood.person], activity
            row.department = row.staff_member.department
            rows.append(row)
        return rows

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        sentences = because_of(rows, on=self.as_at, known_at=self.known_at)
        for row in rows:
            row.because = sentences.get((row.staff_member_id, row.activity_id), "")
        return rows

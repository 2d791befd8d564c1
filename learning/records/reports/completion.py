from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.catalogue.models import Activity
from learning.people.models import StaffGroup
from learning.people.rules.known import end_of
from learning.records.models import PastDay
from learning.records.rules.tally import Tally
from learning.records.selectors import Tallies, tallies_in, tallies_of
from learning.reports.columns import Percentage, Shown
from learning.tabular.columns import Kind

from .as_at import AsAtFilterSet, AsAtReport
from .standing_report import ACTIVITY


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: of a staff group (None is everyone) and an activity."""

    staff_group: StaffGroup | None
    activity: Activity
    tally: Tally
    names_url: str

    def names(self, status: str) -> str:
        return f"{self.names_url}&status={status}"


def number(name: str, label: Any, *, status: str) -> Shown:
    """A number that opens on the names that make it."""
    return Shown(
        name,
        label=label,
        kind=Kind.INTEGER,
        accessor=f"tally.{name}",
        sort_key=f"tally__{name}",
        url=_names(status),
    )


def _names(status: str) -> Callable[[Row], str]:
    return lambda row: row.names(status)


class CompletionReport(AsAtReport):
    """Of those whom an activity was asked of, how many held it, group by group."""

    slug = "completion"
    page_title = gettext_lazy("Completion by group")
    header_icon = "group"
    question = gettext_lazy("How many of those asked had completed it, in each staff group?")
    nothing = gettext_lazy("Nothing was asked of anybody that day.")
    filterset_class = AsAtFilterSet
    columns = (
        Shown(
            "staff_group",
            label=gettext_lazy("Staff group"),
            accessor=lambda row: row.staff_group or _("Everyone"),
            sort_key="staff_group__name",
        ),
        ACTIVITY,
        number("asked", gettext_lazy("Asked"), status=""),
        number("excused", gettext_lazy("Away or waived"), status="excused"),
        number("counted", gettext_lazy("Counted"), status="counted"),
        number("current", gettext_lazy("Current"), status="current"),
        Percentage(
            "percentage",
            label=gettext_lazy("Per cent current"),
            accessor="tally.percentage",
            sort_key="tally__percentage",
        ),
        number("late", gettext_lazy("Late"), status="late"),
    )
    default_ordering = ("activity__title", "staff_group__name")

    def rows(self) -> list[Row]:
        if self.wants_a_worker:
            return []
        tallies = self.tallies
        if group := self.chosen.get("group"):
            tallies = {of: tally for of, tally in tallies.items() if of[0] == group.pk}
        groups = StaffGroup.objects.in_bulk({group for group, _activity in tallies if group})
        activities = Activity.objects.in_bulk({activity for _group, activity in tallies})
        return [
            Row(
                groups[group] if group else None,
                activities[activity],
                tally,
                self.names_url(group, activity),
            )
            for (group, activity), tally in tallies.items()
        ]

    @property
    def activities(self) -> Sequence[int]:
        return [activity.pk for activity in self.chosen["activity"]]

    @cached_property
    def tallies(self) -> Tallies:
        if self.is_of_today:
            return tallies_in(self.stretches_today(), on=self.today)
        if self.past_day:
            return self.tallies_worked_out(self.past_day)
        return self.tallies_known(self.known_at)

    def tallies_worked_out(self, past_day: PastDay) -> Tallies:
        rows = self.standings_on(past_day)
        return tallies_in(rows, on=past_day.as_at, known_at=past_day.known_at)

    def tallies_known(self, known_at: datetime | None) -> Tallies:
        stood = self.standings_known(known_at)
        mandatory = self.chosen["mandatory"]
        return tallies_of(one for one in stood if mandatory in (None, one.standing.is_mandatory))

    def names_url(self, group: int | None, activity: int) -> str:
        query = {"activity": str(activity)}
        if group:
            query["group"] = str(group)
        for name in ("as_at", "known_on", "department", "mandatory"):
            if given := self.request.GET.get(name):
                query[name] = given
        return f"{reverse('report_standings')}?{urlencode(query)}"

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        return rows

    def said(self) -> Sequence[str]:
        sentences = [
            *super().said(),
            _(
                "Asked are those in post that day of whom the activity was asked; somebody in two "
                "groups is in both, and once in Everyone. Who was away or waived is not counted. "
                "Per cent is current out of counted, rounded down; a dash says that nobody counts."
            ),
        ]
        if self.was_corrected:
            query = self.request.GET.copy()
            query["known_on"] = self.as_at.isoformat()
            sentences.append(
                format_html(
                    '{} <a href="{}?{}">{}</a>',
                    _("What was recorded after %(day)s changed these figures.")
                    % {"day": date_format(self.as_at, "j F Y")},
                    self.get_index_url(),
                    query.urlencode(),
                    _("See them as they were known that day."),
                )
            )
        return sentences

    @property
    def was_corrected(self) -> bool:
        """Whether figures of the past are other than they were known to be on their own day."""
        if self.known_on is not None or self.as_at == self.today or self.wants_a_worker:
            return False
        if self.past_day is None:
            known_at = end_of(self.as_at, timezone.get_default_timezone())
            return self.tallies_known(known_at) != self.tallies
        then = PastDay.objects.whole().of(self.as_at, known_on=self.as_at).first()
        return then is not None and self.tallies_worked_out(then) != self.tallies

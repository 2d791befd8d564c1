from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget

from learning.organisation.fields import DayRangeFilter
from learning.people.models import StaffMember
from learning.records import permissions
from learning.records.rules.dates import months_later
from learning.records.rules.induction import PROMPT_DAYS, State, median_days, prompt_share
from learning.records.selectors import Starter, starters_between
from learning.records.services import MOST_WHILE_WAITING, refresh_stretches
from learning.reports.columns import Shown, Word
from learning.reports.views import Figure
from learning.reports.worked_out import WorkedOut
from learning.tabular.columns import Kind

from .people_filters import PeopleFilterSet, chosen_people, days_of
from .standing_report import PAYROLL_NUMBER, PERSON

USUAL_MONTHS = 12
# Not a state: those of whom it can be said by now whether they were done in time.
TOLD = "told"
STATES = {
    State.OPEN: gettext_lazy("Not finished"),
    State.DONE: gettext_lazy("Finished"),
    State.AWAY: gettext_lazy("Away"),
    State.NOTHING_ASKED: gettext_lazy("Nothing asked"),
}


class InductionFilterSet(PeopleFilterSet):
    began = DayRangeFilter(
        method="leave", label=gettext_lazy("Began between"), widget=DateRangePickerWidget
    )
    state = django_filters.ChoiceFilter(
        choices=[
            *((state.value, label) for state, label in STATES.items()),
            (TOLD, gettext_lazy("Began more than 30 days ago")),
        ],
        method="leave",
        label=gettext_lazy("Induction"),
    )


class InductionReport(WorkedOut):
    """Who began lately, and how long what is asked of them for joining took."""

    slug = "induction"
    page_title = gettext_lazy("Starters and their induction")
    header_icon = "login"
    question = gettext_lazy("How soon do starters finish their induction, and who has not?")
    nothing = gettext_lazy("Nobody began in this time.")
    may_open = staticmethod(permissions.may_see_standings)
    filterset_class = InductionFilterSet
    columns = (
        PERSON,
        PAYROLL_NUMBER,
        Shown(
            "department",
            label=gettext_lazy("Department"),
            accessor="staff_member.department",
            sort_key="staff_member__department",
        ),
        Shown(
            "began",
            label=gettext_lazy("Began"),
            kind=Kind.DATE,
            accessor="induction.first_day",
            sort_key="induction__first_day",
        ),
        Word(
            "state",
            label=gettext_lazy("Induction"),
            accessor=lambda row: STATES[row.induction.state],
            sort_key="induction__state",
            pressing=lambda row: row.induction.state == State.OPEN,
        ),
        Shown("done", label=gettext_lazy("Done"), kind=Kind.INTEGER, accessor="induction.done"),
        Shown(
            "asked",
            label=gettext_lazy("Asked"),
            kind=Kind.INTEGER,
            accessor=lambda row: len(row.induction.done_on),
        ),
        Shown(
            "finished_on",
            label=gettext_lazy("Finished"),
            kind=Kind.DATE,
            accessor="induction.finished_on",
            sort_key="induction__finished_on",
        ),
        Shown(
            "days",
            label=gettext_lazy("Days"),
            kind=Kind.INTEGER,
            accessor="induction.days",
            sort_key="induction__days",
        ),
        Shown(
            "still_to_do",
            label=gettext_lazy("Still to do"),
            accessor=lambda row: "; ".join(row.still_to_do),
        ),
    )
    default_ordering = ("-induction__first_day", "staff_member__last_name")

    @property
    def period(self) -> tuple[date, date]:
        first, last = days_of(self.chosen.get("began"))
        last = last or self.today
        return first or months_later(last, -USUAL_MONTHS), last

    @cached_property
    def starters(self) -> list[Starter]:
        """Everybody who began in the period, whatever their state."""
        refresh_stretches(at=timezone.now(), most=MOST_WHILE_WAITING)
        people = StaffMember.objects.in_post_on(self.today)
        people = chosen_people(people, self.chosen, on=self.today)
        return starters_between(*self.period, people=people, on=self.today)

    def rows(self) -> list[Starter]:
        state = self.chosen.get("state")
        if state == TOLD:
            return [one for one in self.starters if one.induction.is_told_by(self.today)]
        return [one for one in self.starters if state in ("", one.induction.state)]

    def figures(self) -> Sequence[Figure]:
        inductions = [one.induction for one in self.starters]
        days, share = median_days(inductions), prompt_share(inductions, self.today)
        counts = Counter(one.state for one in inductions)
        said: dict[str, Any] = {
            "part": number_format(share.part),
            "whole": number_format(share.whole),
            "percentage": share.percentage,
        }
        return [
            Figure(
                number_format(len(inductions)),
                ngettext("person began", "people began", len(inductions)),
                self.url_with(state=""),
            ),
            Figure(
                number_format(counts[State.OPEN]),
                ngettext("has not finished", "have not finished", counts[State.OPEN]),
                self.url_with(state=State.OPEN.value),
            ),
            Figure(
                number_format(counts[State.NOTHING_ASKED]),
                ngettext("is asked nothing", "are asked nothing", counts[State.NOTHING_ASKED]),
                self.url_with(state=State.NOTHING_ASKED.value),
            ),
            Figure(
                "–" if days is None else number_format(days),
                _("median days to finish, of those who have"),
                self.url_with(state=State.DONE.value),
            ),
            Figure(
                _("%(part)s of %(whole)s, %(percentage)s%%") % said if share.whole else "–",
                _("finished within %(days)s days") % {"days": PROMPT_DAYS},
                self.url_with(state=TOLD),
            ),
        ]

    def said(self) -> Sequence[str]:
        first, last = self.period
        return [
            _("Began from %(first)s to %(last)s and in post today; whoever left is not counted.")
            % {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")},
            _(
                "Induction is what is asked of them by so many days after joining the organisation,"
                " without what is waived. Days go from the first day to the day the last of it was"
                " done. The share is of those who began more than 30 days ago, have an induction"
                " and are not away before it is done."
            ),
        ]

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget

from learning.organisation.fields import DayRangeFilter
from learning.people.choices import AbsenceReason
from learning.people.models import Absence, Employment, StaffMember
from learning.records import permissions
from learning.records.models import Waiver
from learning.reports.columns import Shown
from learning.reports.views import Figure
from learning.reports.worked_out import WorkedOut
from learning.tabular.columns import Kind

from .people_filters import PeopleFilterSet, chosen_people, days_of
from .standing_report import PAYROLL_NUMBER, PERSON

WAIVER, ABSENCE = "waiver", "absence"


class ExcusedFilterSet(PeopleFilterSet):
    between = DayRangeFilter(
        method="leave", label=gettext_lazy("In force between"), widget=DateRangePickerWidget
    )
    kind = django_filters.ChoiceFilter(
        choices=[(WAIVER, gettext_lazy("Waivers")), (ABSENCE, gettext_lazy("Absences"))],
        method="leave",
        label=gettext_lazy("Kind"),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A waiver or an absence."""

    staff_member: Any  # with the department of today
    kind: str
    what: str
    reason: str
    from_on: date
    to_on: date | None

    @classmethod
    def of(cls, found: dict[str, Any], persons: dict[int, Any]) -> "Row":
        is_absence = found["kind"] == ABSENCE
        reason = found["why"]
        return cls(
            persons[found["person"]],
            _("Absence") if is_absence else _("Waiver"),
            _("Everything") if is_absence else found["what"],
            str(AbsenceReason(reason).label) if is_absence else reason,
            found["begins"],
            found["ends"],
        )


class ExcusedReport(WorkedOut):
    """Who is excused from an activity, and who is away, today or in a period."""

    slug = "excused"
    page_title = gettext_lazy("Waivers and absences")
    header_icon = "circle-check"
    question = gettext_lazy("Who is excused from what, or away, why and until when?")
    nothing = gettext_lazy("Nobody is excused or away.")
    may_open = staticmethod(permissions.may_see_standings)
    filterset_class = ExcusedFilterSet
    columns = (
        Shown(
            PERSON.name,
            label=PERSON.label,
            accessor=PERSON.accessor,
            url=PERSON.url,
            sort_key="last_name",
        ),
        Shown(
            PAYROLL_NUMBER.name,
            label=PAYROLL_NUMBER.label,
            accessor=PAYROLL_NUMBER.accessor,
        ),
        Shown(
            "department",
            label=gettext_lazy("Department today"),
            accessor="staff_member.department",
        ),
        Shown("kind", label=gettext_lazy("Kind"), sort_key="kind"),
        Shown("what", label=gettext_lazy("From what"), sort_key="what"),
        Shown("reason", label=gettext_lazy("Reason")),
        Shown("from_on", label=gettext_lazy("First day"), kind=Kind.DATE, sort_key="begins"),
        Shown("to_on", label=gettext_lazy("Last day"), kind=Kind.DATE, sort_key="ends"),
    )
    default_ordering = ("ends", "last_name", "kind", "fact")

    @property
    def period(self) -> tuple[date | None, date | None]:
        chosen = days_of(self.chosen.get("between"))
        return chosen if any(chosen) else (self.today, self.today)

    def rows(self) -> QuerySet:
        kind = self.chosen.get("kind")
        if kind == WAIVER:
            return self.waivers()
        if kind == ABSENCE:
            return self.absences()
        return self.waivers().union(self.absences(), all=True)

    def waivers(self) -> QuerySet:
        return self.in_force(Waiver.objects.known(), WAIVER, F("activity__title"))

    def absences(self) -> QuerySet:
        return self.in_force(Absence.objects.known(), ABSENCE, Value(""))

    def in_force(self, facts: Any, kind: str, what: Any) -> QuerySet:
        """Those of the people chosen that hold on some day of the period that they work here."""
        first, last = self.period
        spells = Employment.objects.known().filter(staff_member=OuterRef("staff_member"))
        spells = spells.filter(Q(to_on=None) | Q(to_on__gte=OuterRef("from_on")))
        if last:
            facts, spells = facts.filter(from_on__lte=last), spells.filter(from_on__lte=last)
        if first:
            lasts = Q(to_on=None) | Q(to_on__gte=first)
            facts, spells = facts.filter(lasts), spells.filter(lasts)
        begun = spells.filter(from_on__lte=OuterRef("to_on"))
        facts = facts.filter(Q(Exists(begun)) | Q(Exists(spells), to_on=None))
        people = chosen_people(StaffMember.objects.all(), self.chosen, on=self.today)
        if self.chosen.get("group") or self.chosen.get("department"):
            facts = facts.filter(staff_member__in=people.values("pk"))
        rows: QuerySet = facts.order_by().values(
            kind=Value(kind, output_field=CharField()),
            fact=F("pk"),
            person=F("staff_member_id"),
            last_name=F("staff_member__last_name"),
            what=Cast(what, CharField(max_length=255)),
            why=Cast(F("reason"), CharField(max_length=300)),
            begins=F("from_on"),
            ends=F("to_on"),
        )
        return rows

    def prepared(self, rows: Iterable[Any]) -> Sequence[Row]:
        """With the people, whom a union does not bring along."""
        rows = list(rows)
        people = StaffMember.objects.filter(pk__in={row["person"] for row in rows})
        persons = chosen_people(people, self.chosen, on=self.today).in_bulk()
        return [Row.of(row, persons) for row in rows]

    def figures(self) -> Sequence[Figure]:
        waivers, absences = self.waivers(), self.absences()
        kind = self.chosen.get("kind")
        figures = []
        if kind != ABSENCE:
            url = self.url_with(kind=WAIVER)
            count = waivers.count()
            label = ngettext("waiver", "waivers", count)
            figures.append(Figure(number_format(count), label, url))
        if kind != WAIVER:
            url = self.url_with(kind=ABSENCE)
            count = absences.count()
            label = ngettext("absence", "absences", count)
            figures.append(Figure(number_format(count), label, url))
        return figures

    def said(self) -> Sequence[str]:
        first, last = self.period
        if first == last and first:
            return [
                _("In force on %(day)s, as known now, of those in post that day.")
                % {"day": date_format(first, "j F Y")}
            ]
        days = {
            "first": date_format(first, "j F Y") if first else _("the beginning"),
            "last": date_format(last, "j F Y") if last else _("the end of time"),
        }
        return [
            _(
                "In force on some day from %(first)s to %(last)s, as known now, of those in post on"
                " such a day."
            )
            % days
        ]

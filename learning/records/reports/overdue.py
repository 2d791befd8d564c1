from collections.abc import Sequence

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from learning.records.choices import StatusChoice
from learning.records.models import Stretch
from learning.records.rules.status import LATE, Status
from learning.reports.columns import Word
from learning.reports.views import Figure

from .standing_report import (
    ACTIVITY,
    BECAUSE,
    DEPARTMENT,
    DUE_ON,
    PAYROLL_NUMBER,
    PERSON,
    StandingFilterSet,
    StandingReport,
    without_excused,
)

STATUS = Word(
    "status",
    label=gettext_lazy("Status"),
    accessor="get_status_display",
    sort_key="status",
    pressing=lambda row: row.status in LATE,
)


class OverdueFilterSet(StandingFilterSet):
    status = django_filters.ChoiceFilter(
        choices=[
            (StatusChoice.OVERDUE.value, StatusChoice.OVERDUE.label),
            (StatusChoice.LAPSED.value, StatusChoice.LAPSED.label),
        ],
        label=gettext_lazy("Status"),
    )


class OverdueReport(StandingReport):
    """Who is late with what, and why it is asked of them."""

    slug = "overdue"
    page_title = gettext_lazy("Overdue")
    header_icon = "warning"
    question = gettext_lazy("Who is late with what, and why is it asked of them?")
    nothing = gettext_lazy("Nobody is late with anything.")
    columns = (PERSON, PAYROLL_NUMBER, DEPARTMENT, ACTIVITY, STATUS, DUE_ON, BECAUSE)
    filterset_class = OverdueFilterSet
    default_ordering = ("due_on", "pk")

    def rows(self) -> QuerySet[Stretch]:
        return super().rows().filter(status__in=LATE)

    def said(self) -> Sequence[str]:
        return [*super().said(), without_excused()]

    def figures(self) -> Sequence[Figure]:
        counted = self.object_list.order_by().aggregate(
            people=Count("staff_member", distinct=True),
            mandatory=Count("pk", filter=Q(is_mandatory=True)),
            overdue=Count("pk", filter=Q(status=Status.OVERDUE)),
            lapsed=Count("pk", filter=Q(status=Status.LAPSED)),
        )
        figures: tuple[tuple[str, str, dict[str, str]], ...] = (
            ("people", ngettext("person is late", "people are late", counted["people"]), {}),
            (
                "mandatory",
                ngettext("mandatory thing", "mandatory things", counted["mandatory"]),
                {"mandatory": "true"},
            ),
            ("overdue", _("never done"), {"status": Status.OVERDUE.value}),
            ("lapsed", _("to be done again"), {"status": Status.LAPSED.value}),
        )
        return [
            Figure(number_format(counted[name]), label, self.url_with(**narrower))
            for name, label, narrower in figures
        ]

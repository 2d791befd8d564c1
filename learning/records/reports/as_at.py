"""What reports with two dates have in common: as at, and as known on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from learning.organisation.fields import DayFilter
from learning.people.models import StaffGroup, StaffMember
from learning.people.rules.known import end_of
from learning.records.models import Stretch
from learning.reports.columns import Shown
from learning.reports.worked_out import WorkedOut
from learning.tabular.columns import Kind

from .people_filters import chosen_people
from .standing_report import StandingFilterSet, StandingReport


class DatesForm(forms.Form):
    """Neither date is still to come."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("as_at", "known_on"):
            if said.get(name) and said[name] > timezone.localdate():
                self.add_error(
                    name, _("That day is still to come. Choose today or a day before it.")
                )
        return said


class AsAtFilterSet(StandingFilterSet):
    as_at = DayFilter(method="leave", label=gettext_lazy("As at"), widget=AdminDateInput)
    known_on = DayFilter(method="leave", label=gettext_lazy("As known on"), widget=AdminDateInput)
    # Of the past, retired groups are asked about too.
    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.all(), method="filter_group", label=gettext_lazy("Staff group")
    )

    class Meta(StandingFilterSet.Meta):
        form = DatesForm

    def leave(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """The report itself heeds this one."""
        return queryset


class AsAtReport(WorkedOut, StandingReport):
    """How people stood on a day as known on another: today's from what was worked out ahead."""

    @property
    def as_at(self) -> date:
        return self.chosen.get("as_at") or self.today

    @property
    def known_on(self) -> date | None:
        return self.chosen.get("known_on")

    @property
    def is_of_today(self) -> bool:
        return self.as_at == self.today and self.known_on in (None, self.today)

    @property
    def file_stem(self) -> str:
        if self.is_of_today:
            return super().file_stem
        known_on = f"-as-known-on-{self.known_on:%Y-%m-%d}" if self.known_on else ""
        return f"{self.slug}-as-at-{self.as_at:%Y-%m-%d}{known_on}"

    @property
    def known_at(self) -> datetime | None:
        if self.is_of_today or self.known_on is None:
            return None
        return end_of(self.known_on, timezone.get_default_timezone())

    def stretches_today(self) -> QuerySet[Stretch]:
        rows: QuerySet[Stretch] = self.filters.filter_queryset(StandingReport.rows(self))
        return rows

    def people(self, known_at: datetime | None) -> QuerySet[StaffMember]:
        """Who was in post on the day, of those the filters ask for."""
        people = StaffMember.objects.in_post_on(self.as_at, known_at=known_at)
        return chosen_people(people, self.chosen, on=self.as_at, known_at=known_at)

    @cached_property
    def file_columns(self) -> Sequence[Shown]:
        """A figure that leaves takes its dates with it."""
        dates = (
            Shown("as_at", label=_("As at"), kind=Kind.DATE, accessor=lambda row: self.as_at),
            Shown(
                "known_on",
                label=_("As known on"),
                kind=Kind.DATE,
                accessor=lambda row: self.known_on or self.today,
            ),
        )
        return (*self.columns, *dates)

    def said(self) -> Sequence[str]:
        if self.is_of_today:
            return super().said()
        days = {"day": date_format(self.as_at, "j F Y")}
        if self.known_on is None:
            return [_("As at %(day)s, as known now.") % days]
        days["known"] = date_format(self.known_on, "j F Y")
        return [_("As at %(day)s, as known at the end of %(known)s.") % days]

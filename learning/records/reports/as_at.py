"""What reports with two dates have in common: as at, and as known on."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from learning.organisation.fields import DayFilter
from learning.people.models import Post, StaffGroup, StaffMember
from learning.people.rules.known import end_of
from learning.records.models import PastDay, PastStanding, Stretch
from learning.records.selectors import Stood, standings_of
from learning.records.services import start_looking_back
from learning.reports.columns import Shown
from learning.reports.worked_out import WorkedOut
from learning.tabular.columns import Kind

from .people_filters import chosen_people
from .standing_report import (
    StandingFilterSet,
    StandingReport,
    department_on,
    departments_ever,
)

# Of more people nobody waits on the page while another day is worked out: a worker does it.
MOST_PEOPLE = 200


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
    # Of the past, retired groups and departments that are no more are asked about too.
    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.all(), method="filter_group", label=gettext_lazy("Staff group")
    )
    department = django_filters.ChoiceFilter(
        choices=departments_ever, method="filter_department", label=gettext_lazy("Department")
    )

    class Meta(StandingFilterSet.Meta):
        form = DatesForm

    def leave(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """The report itself heeds this one."""
        return queryset


class AsAtReport(WorkedOut, StandingReport):
    """How people stood on a day as known on another.

    Today's is read from what was worked out ahead. Another day is worked out while the page waits
    or, where it is about many people, read from what a worker has worked out of it.
    """

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Have a worker work out the day that the filters name."""
        if not (self.wants_a_worker or self.past_day):
            return redirect(self.url_with())
        job = start_looking_back(
            as_at=self.as_at,
            known_on=self.known_before_today,
            where=self.url_with(),
            by=request.user,
            at=timezone.now(),
        )
        return redirect("jobs:job", job.key)

    # The two dates

    @property
    def as_at(self) -> date:
        return self.chosen.get("as_at") or self.today

    @property
    def known_on(self) -> date | None:
        return self.chosen.get("known_on")

    @property
    def known_before_today(self) -> date | None:
        """The day it is asked as known on. What is known today is known now."""
        return None if self.known_on == self.today else self.known_on

    @property
    def is_of_today(self) -> bool:
        return self.as_at == self.today and self.known_before_today is None

    @property
    def known_at(self) -> datetime | None:
        """The moment until which what was recorded counts. None is now."""
        if self.past_day:
            return self.past_day.known_at
        if self.known_before_today is None:
            return None
        return end_of(self.known_before_today, timezone.get_default_timezone())

    # Where the standings come from

    @cached_property
    def past_day(self) -> PastDay | None:
        """What a worker has worked out of the day, if it has."""
        if not self.is_sensible or self.is_of_today:
            return None
        return PastDay.objects.whole().of(self.as_at, known_on=self.known_before_today).first()

    @cached_property
    def wants_a_worker(self) -> bool:
        """Whether it is about more people than anybody should wait for on this page."""
        if not self.is_sensible or self.is_of_today or self.past_day:
            return False
        return self.people(self.known_at).count() > MOST_PEOPLE

    def stretches_today(self) -> QuerySet[Stretch]:
        rows: QuerySet[Stretch] = self.filters.filter_queryset(StandingReport.rows(self))
        return rows

    def standings_on(self, past_day: PastDay) -> QuerySet[PastStanding]:
        """What a worker has worked out, of those the filters ask for."""
        posts = Post.objects.known(past_day.known_at).on(past_day.as_at)
        rows: QuerySet[PastStanding] = past_day.standings.annotate(
            department=department_on(posts, person="staff_member")
        )
        if self.chosen["group"] or self.chosen["department"]:
            rows = rows.filter(staff_member__in=self.people(past_day.known_at).values("pk"))
        if department := self.chosen["department"]:
            rows = rows.annotate(department=Value(department))
        if self.activities:
            rows = rows.filter(activity__in=self.activities)
        if self.chosen["mandatory"] is not None:
            rows = rows.filter(is_mandatory=self.chosen["mandatory"])
        return rows

    @property
    def activities(self) -> Sequence[int]:
        """Those chosen in the filters; none chosen: all."""
        raise NotImplementedError

    def people(self, known_at: datetime | None) -> QuerySet[StaffMember]:
        """Who was in post on the day, of those the filters ask for."""
        people = StaffMember.objects.in_post_on(self.as_at, known_at=known_at)
        return chosen_people(people, self.chosen, on=self.as_at, known_at=known_at)

    def standings_known(self, known_at: datetime | None) -> Iterator[Stood]:
        """How those stood whom the filters ask for, worked out now: two queries for all of them."""
        return standings_of(
            self.people(known_at),
            activities=self.activities,
            on=self.as_at,
            known_at=known_at,
            at_once=MOST_PEOPLE,
        )

    # What the page and the file say

    @property
    def file_stem(self) -> str:
        if self.is_of_today:
            return super().file_stem
        known_on = f"-as-known-on-{self.known_on:%Y-%m-%d}" if self.known_on else ""
        return f"{self.slug}-as-at-{self.as_at:%Y-%m-%d}{known_on}"

    @cached_property
    def file_columns(self) -> Sequence[Shown]:
        """A figure that leaves takes its dates with it."""
        worked_out_on = timezone.localdate(self.past_day.known_at) if self.past_day else self.today
        known_on = self.known_on or worked_out_on
        dates = ("as_at", _("As at"), self.as_at), ("known_on", _("As known on"), known_on)
        columns = (
            Shown(name, label=label, kind=Kind.DATE, accessor=lambda row, day=day: day)
            for name, label, day in dates
        )
        return (*self.columns, *columns)

    @property
    def why_no_list(self) -> str:
        if self.wants_a_worker:
            return _(
                "For another day than today, and more than %(most)s people, this is worked out in "
                "the background. It may take a few minutes; you can do something else meanwhile. "
                "For fewer people, choose a staff group or a department."
            ) % {"most": number_format(MOST_PEOPLE, force_grouping=True)}
        return super().why_no_list

    def said(self) -> Sequence[str]:
        if self.is_of_today:
            return super().said()
        days = {"day": date_format(self.as_at, "j F Y")}
        if self.known_before_today is not None:
            days["known"] = date_format(self.known_before_today, "j F Y")
            return [_("As at %(day)s, as known at the end of %(known)s.") % days]
        if self.past_day is None:
            return [_("As at %(day)s, as known now.") % days]
        known_at = timezone.localtime(self.past_day.known_at)
        days |= {"time": time_format(known_at, "H:i"), "known": date_format(known_at, "j F Y")}
        return [_("As at %(day)s, as known at %(time)s on %(known)s.") % days]

    @property
    def offer_template(self) -> str:
        """What offers to have a worker do it, or do it again as known now."""
        was_known_then = self.past_day is not None and self.past_day.known_on is None
        return "records/look_back_offer.html" if self.wants_a_worker or was_known_then else ""

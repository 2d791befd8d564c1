"""People by activity: who stands how, at a glance and by name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet

from learning.catalogue.models import Activity
from learning.organisation.fields import ManyFilter
from learning.people.models import Membership, Post, StaffGroup, StaffMember
from learning.records.choices import StatusChoice
from learning.records.models import Stretch
from learning.records.permissions import may_see_standings
from learning.records.rules.status import LATE, MOST_PRESSING_FIRST
from learning.records.services import MOST_WHILE_WAITING, refresh_stretches
from learning.reports.columns import Shown
from learning.reports.views import Report

from .standing_report import departments, freshness

PEOPLE_ON_A_PAGE = 500
ACTIVITIES_ON_A_PAGE = 30
NOT_ASKED = gettext_lazy("not asked")

PERSON = Shown(
    "person",
    label=gettext_lazy("Staff member"),
    accessor="full_name",
    url=lambda person: reverse("staff:inspect", args=[person.pk]),
    sort_key="last_name",
)
PAYROLL_NUMBER = Shown(
    "payroll_number", label=gettext_lazy("Payroll number"), sort_key="payroll_number"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """How one person stands for one activity: the word, the look of it, and the day."""

    word: str
    tone: str
    day: str = ""


class GridFilterSet(WagtailFilterSet):
    activity = ManyFilter(
        queryset=Activity.objects.all(),
        method="leave_people_alone",
        label=gettext_lazy("Activities"),
    )
    group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.filter(is_retired=False),
        method="filter_group",
        label=gettext_lazy("Staff group"),
    )
    department = django_filters.ChoiceFilter(
        choices=departments, method="filter_department", label=gettext_lazy("Department")
    )
    late = django_filters.BooleanFilter(
        method="filter_late", label=gettext_lazy("Late with something")
    )

    class Meta:
        model = StaffMember
        fields: Sequence[str] = ()

    def leave_people_alone(self, people: QuerySet, name: str, value: object) -> QuerySet:
        """Which activities are shown says nothing of whom."""
        return people

    def filter_group(self, people: QuerySet, name: str, value: StaffGroup) -> QuerySet:
        members = Membership.objects.known().on(timezone.localdate()).filter(staff_group=value)
        return people.filter(pk__in=members.values("staff_member"))

    def filter_department(self, people: QuerySet, name: str, value: str) -> QuerySet:
        posts = Post.objects.known().on(timezone.localdate()).filter(department=value)
        return people.filter(pk__in=posts.values("staff_member"))

    def filter_late(self, people: QuerySet, name: str, value: bool) -> QuerySet:
        late = Stretch.objects.on(timezone.localdate()).filter(status__in=LATE)
        found = {"pk__in": late.values("staff_member")}
        return people.filter(**found) if value else people.exclude(**found)


class GridReport(Report):
    """People in post down the side, activities along the top, a word in each cell.

    On screen as many activities as fit; in a file every one that is asked of anybody.
    """

    slug = "grid"
    page_title = gettext_lazy("Grid")
    header_icon = "table"
    question = gettext_lazy("How does everybody stand, activity by activity?")
    nothing = gettext_lazy("Nobody is in post today.")
    may_open = staticmethod(may_see_standings)
    filterset_class = GridFilterSet
    results_template_name = "records/grid_results.html"
    default_ordering = ("last_name", "first_name", "payroll_number")
    paginate_by = PEOPLE_ON_A_PAGE
    is_whole = True
    on_page: Sequence[StaffMember] = ()

    def rows(self) -> QuerySet[StaffMember]:
        self.is_whole = refresh_stretches(at=timezone.now(), most=MOST_WHILE_WAITING)
        return StaffMember.objects.in_post_on(self.today)

    @cached_property
    def activities(self) -> list[Activity]:
        """Those chosen, or those that are asked of somebody on the page; in a file, of anybody."""
        if self.filters and self.filters.is_valid():
            chosen = list(self.filters.form.cleaned_data["activity"])
            if chosen:
                return chosen
        asked = Stretch.objects.on(self.today)
        if not self.is_export:
            asked = asked.filter(staff_member__in=[person.pk for person in self.on_page])
        return list(Activity.objects.filter(pk__in=asked.values("activity")).order_by("title"))

    @property
    def shown(self) -> list[Activity]:
        return self.activities if self.is_export else self.activities[:ACTIVITIES_ON_A_PAGE]

    @property
    def columns(self) -> list[Shown]:
        own = [PERSON, PAYROLL_NUMBER]
        if not self.is_export:
            return own
        return own + [
            Shown(
                f"activity_{activity.pk}",
                label=activity.title,
                accessor=partial(_word, activity=activity.pk),
            )
            for activity in self.shown
        ]

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        self.on_page = rows
        cells: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
        stretches = Stretch.objects.on(self.today).filter(
            staff_member__in=[person.pk for person in rows], activity__in=self.shown
        )
        words = dict(StatusChoice.choices)
        for person, activity, status, due_on in stretches.order_by().values_list(
            "staff_member_id", "activity_id", "status", "due_on"
        ):
            day = date_format(due_on, "j M Y") if due_on else ""
            cells[person][activity] = Cell(str(words[status]), status.replace(" ", "-"), day)
        nothing = Cell(str(NOT_ASKED), "none")
        for person in rows:
            person.words = cells[person.pk]
            person.cells = [cells[person.pk].get(each.pk, nothing) for each in self.shown]
        return rows

    def said(self) -> Sequence[str]:
        sentences = freshness(self.today, is_whole=self.is_whole)
        if (left_out := len(self.activities) - len(self.shown)) > 0:
            sentences.append(
                ngettext(
                    "%(count)d more activity is asked of them. Choose which to see in the filters.",
                    "%(count)d more activities are asked of them. "
                    "Choose which to see in the filters.",
                    left_out,
                )
                % {"count": left_out}
            )
        return sentences

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        words = dict(StatusChoice.choices)
        return context | {
            "people": context["table"].data,
            "activities": self.shown,
            "key": [
                Cell(str(words[status]), status.replace(" ", "-")) for status in MOST_PRESSING_FIRST
            ],
            "table_label": _("How people stand, by activity"),
        }


def _word(person: StaffMember, *, activity: int) -> str:
    words: Mapping[int, Cell] = person.words
    return words[activity].word if activity in words else str(NOT_ASKED)

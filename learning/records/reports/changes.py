from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from learning.organisation.fields import DayRangeFilter
from learning.people.models import StaffMember, User
from learning.records import permissions
from learning.records.models import Correction
from learning.reports.columns import Shown
from learning.reports.views import Report
from learning.tabular.columns import Kind

# What a logged detail is, where its value alone would not say.
DETAILS = {
    "was": gettext_lazy("before: %s"),
    "becomes": gettext_lazy("now: %s"),
    "number": gettext_lazy("from: %s"),
    "into": gettext_lazy("into: %s"),
    "joining": gettext_lazy("joined: %s"),
    "leaving": gettext_lazy("left: %s"),
    "last_on": gettext_lazy("last day: %s"),
    "until": gettext_lazy("until %s"),
}


def entries() -> QuerySet[ModelLogEntry]:
    """What was done to the people and the records. Log-ins are for IT."""
    kinds = ContentType.objects.filter(app_label__in=("people", "records")).exclude(model="user")
    return ModelLogEntry.objects.filter(content_type__in=kinds)


def actions() -> list[tuple[str, str]]:
    used = set(entries().order_by().values_list("action", flat=True).distinct())
    return [(action, label) for action, label in registry.get_choices() if action in used]


class ChangesFilterSet(WagtailFilterSet):
    by = django_filters.ModelChoiceFilter(
        field_name="user",
        queryset=lambda request: User.objects.filter(
            pk__in=entries().order_by().values("user")
        ).order_by("last_name", "username"),
        label=gettext_lazy("Who did it"),
    )
    action = django_filters.ChoiceFilter(choices=actions, label=gettext_lazy("What was done"))
    day = DayRangeFilter(
        field_name="timestamp", label=gettext_lazy("Between"), widget=DateRangePickerWidget
    )

    class Meta:
        model = ModelLogEntry
        fields: Sequence[str] = ()


class ChangesReport(Report):
    """Who did what to whose record, from the audit log."""

    slug = "changes"
    page_title = gettext_lazy("Changes made by HR")
    header_icon = "edit"
    question = gettext_lazy("Who changed what in the staff list and the records, and when?")
    nothing = gettext_lazy("Nothing has been changed by hand yet.")
    may_open = staticmethod(permissions.may_see_completions)
    filterset_class = ChangesFilterSet
    columns = (
        Shown("timestamp", label=gettext_lazy("When"), kind=Kind.DATETIME, sort_key="timestamp"),
        Shown("who", label=gettext_lazy("Who"), accessor="user_display_name", sort_key="user"),
        Shown("what", label=gettext_lazy("What"), accessor="message", sort_key="action"),
        Shown(
            "about",
            label=gettext_lazy("About"),
            accessor=lambda entry: entry.about and entry.about.full_name,
            url=lambda entry: (
                reverse("staff:inspect", args=[entry.about.pk]) if entry.about else ""
            ),
        ),
        Shown(
            "label",
            label=gettext_lazy("Concerning"),
            url=lambda entry: (
                reverse("correction:inspect", args=[entry.object_id])
                if entry.content_type.model_class() is Correction
                else ""
            ),
            sort_key="label",
        ),
        Shown("detail", label=gettext_lazy("Detail"), accessor=lambda entry: _detail(entry.data)),
    )
    default_ordering = ("-timestamp", "-pk")

    def rows(self) -> QuerySet[ModelLogEntry]:
        return entries().select_related("user", "content_type")

    def prepared(self, rows: Sequence[Any]) -> Sequence[Any]:
        """With the person whom each is about, found by one query for each kind of thing."""
        about = _people_behind(rows)
        for entry in rows:
            entry.about = about.get((entry.content_type_id, entry.object_id))
        return rows

    def said(self) -> Sequence[str]:
        return [_("From the audit log. Changes that a staff list import made are under Imports.")]


def _detail(data: dict[str, Any]) -> str:
    # PostgreSQL keeps them in an order of its own.
    said = {name: value for name, value in data.items() if isinstance(value, str | int)}
    names = [*sorted(said.keys() - DETAILS.keys()), *(name for name in DETAILS if name in said)]
    return "; ".join(str(DETAILS.get(name, "%s")) % _in_words(name, said[name]) for name in names)


def _in_words(name: str, value: str | int) -> str:
    """Days are logged as computers write them."""
    return date_format(date.fromisoformat(str(value)), "j F Y") if name == "last_on" else str(value)


def _people_behind(logged: Iterable[Any]) -> dict[tuple[int, str], StaffMember]:
    """By kind of thing and its number. Things of nobody in particular are not there."""
    numbers: defaultdict[ContentType, set[str]] = defaultdict(set)
    for entry in logged:
        numbers[entry.content_type].add(entry.object_id)
    found: dict[tuple[int, str], StaffMember] = {}
    for kind, pks in numbers.items():
        for pk, person in _people_of(kind.model_class(), pks):
            found[kind.pk, str(pk)] = person
    return found


def _people_of(model: Any, pks: Iterable[str]) -> list[tuple[object, StaffMember]]:
    names = {field.name for field in model._meta.fields} if model else set()
    people = StaffMember.objects.all()
    if model is Correction:
        return _people_corrected(pks)
    if model is StaffMember:
        return [*people.in_bulk([int(pk) for pk in pks]).items()]
    for name, by in (("staff_member", "pk"), ("staff_key", "key")):
        if name in names:
            whose = dict(model._default_manager.filter(pk__in=pks).values_list("pk", name))
            persons = people.in_bulk({key for key in whose.values() if key}, field_name=by)
            return [(pk, persons[key]) for pk, key in whose.items() if key in persons]
    return []


def _people_corrected(pks: Iterable[str]) -> list[tuple[object, StaffMember]]:
    """The person that each correction names, or the only one whose completions it is about."""
    keys: defaultdict[int, set[UUID]] = defaultdict(set)
    named = Coalesce("staff_member__key", "completions__staff_key")
    corrections = Correction.objects.order_by().filter(pk__in=pks)
    for pk, key in corrections.values_list("pk", named).distinct():
        keys[pk].add(key)
    alone = {pk: key for pk, [key, *others] in keys.items() if not others}
    people = StaffMember.objects.in_bulk(alone.values(), field_name="key")
    return [(pk, people[key]) for pk, key in alone.items() if key in people]

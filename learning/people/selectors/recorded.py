"""Everything that was ever recorded of one person, and where it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.utils.text import capfirst
from wagtail.models import ModelLogEntry

from learning.people.models import DatedFact, StaffChange, StaffMember


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing that was recorded: when, what, for which days, and by whom or from which file.

    `replaced_at` is when we ceased to hold it to be true. Without days it changed only details.
    """

    at: datetime
    kind: str
    says: str
    source: str
    from_on: date | None = None
    to_on: date | None = None
    replaced_at: datetime | None = None


def recorded_of(staff_member: StaffMember) -> list[Recorded]:
    """The latest first. One query for each kind of fact, however much there is.

    Facts of the rooms above are among them: every one with two clocks that names a person.
    """
    found = [*_facts(staff_member), *_details(staff_member), *_done_by_hand(staff_member)]
    return sorted(found, key=lambda one: (one.at, one.kind, one.says), reverse=True)


def _facts(staff_member: StaffMember) -> Iterator[Recorded]:
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.fields}
        if not issubclass(model, DatedFact) or "staff_member" not in fields:
            continue
        named = [name for name, field in fields.items() if isinstance(field, ForeignKey)]
        whose = {"staff_member": staff_member}
        for fact in model._default_manager.filter(**whose).select_related(*named):
            yield Recorded(
                at=fact.recorded_at,
                kind=_name_of(model),
                says=fact.says,
                source=fact.source,
                from_on=fact.from_on,
                to_on=fact.to_on,
                replaced_at=fact.superseded_at,
            )


def _details(staff_member: StaffMember) -> Iterator[Recorded]:
    """Names, addresses and numbers, which a staff list changes in place."""
    changes = StaffChange.objects.filter(staff_key=staff_member.key, changes_details=True)
    for words, source, applied_at, undone_at in changes.values_list(
        "words", "staff_import__source", "staff_import__applied_at", "staff_import__undone_at"
    ):
        if applied_at is not None:
            yield Recorded(
                at=applied_at,
                kind=_name_of(StaffChange),
                says="; ".join(words),
                source=source,
                replaced_at=undone_at,
            )


def _done_by_hand(staff_member: StaffMember) -> Iterator[Recorded]:
    """What was done to the person and is no fact with days, such as another payroll number."""
    for entry in ModelLogEntry.objects.for_instance(staff_member).select_related("user"):
        words = [str(value) for value in entry.data.values() if isinstance(value, str | int)]
        yield Recorded(
            at=entry.timestamp,
            kind=entry.message,
            says="; ".join(words),
            source=entry.user_display_name,
        )


def _name_of(model: type[Model]) -> str:
    return capfirst(str(model._meta.verbose_name))

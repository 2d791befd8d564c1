"""Takes an import back, within a day: what it wrote is superseded, what it ended stands again."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from learning.people.models import (
    DatedFact,
    StaffChange,
    StaffImport,
    StaffMember,
    StagedEnd,
    User,
)
from learning.people.rules.staff_import import Kind

from .group_rules import lock_groups
from .import_applying import LONGEST_SOURCE, MODELS, lock_imports
from .import_details import DETAILS, people_in, write_details
from .import_following import follow_staff_import
from .imports import TIME_TO_UNDO, name_of
from .inserting import insert_selected
from .locking import lock_people

PEOPLE_NAMED = 10
NOT_COPIED = ("id", "recorded_at", "superseded_at", "source")
ADDRESS_TAKEN = gettext_lazy(
    "This import cannot be undone: an e-mail address or payroll number that it would put back "
    "belongs to somebody else now."
)


class CannotBeUndone(ValidationError):
    """Too late, or people have been changed since; the message says which."""


def may_still_be_undone(staff_import: StaffImport, *, at: datetime) -> bool:
    return (
        staff_import.applied_at is not None
        and not staff_import.is_undone
        and at < staff_import.applied_at + TIME_TO_UNDO
    )


def undo_staff_import(*, staff_import: StaffImport, by: User | None, at: datetime) -> StaffImport:
    """Put the staff list back as it was. Joiners stay on it, as people who never worked a day.

    The same for facts as for any correction: nothing is updated in place, and what was known
    between the import and now can still be asked.
    """
    try:
        with transaction.atomic():
            staff_import = lock_imports()[staff_import.pk]
            lock_groups()
            _refuse_if_too_late(staff_import, at=at)
            changes = staff_import.changes.exclude(kind=Kind.ABSENT)
            lock_people(people_in(changes))
            _refuse_if_changed_since(staff_import, changes)
            _put_facts_back(staff_import, at=at)
            _free_addresses_of_joiners(changes)
            write_details(changes.filter(changes_details=True), prefix="was_")
            staff_import.undone_at, staff_import.undone_by_name = at, name_of(by)
            staff_import.groups_follow_at = at
            staff_import.save(update_fields=["undone_at", "undone_by_name", "groups_follow_at"])
            log(staff_import, "people.staff_import.undo", user=by)
    except IntegrityError as error:
        raise CannotBeUndone(ADDRESS_TAKEN) from error
    follow_staff_import(staff_import=staff_import)
    return staff_import


def _refuse_if_too_late(staff_import: StaffImport, *, at: datetime) -> None:
    if staff_import.applied_at is None:
        raise CannotBeUndone(_("This file has not been applied."))
    if staff_import.is_undone:
        raise CannotBeUndone(_("This import has already been undone."))
    if not may_still_be_undone(staff_import, at=at):
        raise CannotBeUndone(
            _("An import can be undone for 24 hours. Correct what is wrong with another file.")
        )


def _refuse_if_changed_since(staff_import: StaffImport, changes: QuerySet[StaffChange]) -> None:
    """Whoever was changed after the import, by hand or by a later file, would lose that."""
    staff = StaffMember.objects.filter(key__in=changes.values("staff_key"))
    since = Q(recorded_at__gt=staff_import.applied_at) | Q(
        superseded_at__gt=staff_import.applied_at
    )
    touched = Q(merged_into__isnull=False)
    for model in MODELS.values():
        touched |= Q(pk__in=model._default_manager.filter(since).values("staff_member"))
    said = changes.filter(staff_key=OuterRef("key"))
    for name in DETAILS:
        touched |= ~Q(**{name: Subquery(said.values(name))})
    changed = staff.filter(touched)
    names = [f"{one} ({one.payroll_number})" for one in changed[: PEOPLE_NAMED + 1]]
    if names:
        more = "…" if len(names) > PEOPLE_NAMED else ""
        raise CannotBeUndone(
            _(
                "This import cannot be undone, because these people have been changed since: "
                "%(names)s. Correct what is wrong with another file."
            )
            % {"names": "; ".join(names[:PEOPLE_NAMED]) + more}
        )


def _put_facts_back(staff_import: StaffImport, *, at: datetime) -> None:
    applied_at = staff_import.applied_at
    assert applied_at is not None  # noqa: S101 - refused before
    source = (_("undone: %(source)s") % {"source": staff_import.source})[:LONGEST_SOURCE]
    for sort, model in MODELS.items():
        written = model.objects.known().filter(source=staff_import.source)
        written.filter(recorded_at=applied_at).update(superseded_at=at)
        ended = StagedEnd.objects.filter(staff_import=staff_import, sort=sort)
        kept = _copied_fields(model)
        insert_selected(
            model,
            model.objects.filter(pk__in=ended.values("fact_id")).order_by("pk"),
            recorded_at=Value(at, model._meta.get_field("recorded_at")),
            source=Value(source),
            **{name: F(name) for name in kept},
        )


def _copied_fields(model: type[DatedFact]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in NOT_COPIED]


def _free_addresses_of_joiners(changes: QuerySet[StaffChange]) -> None:
    """So that they can go back, or go to whoever the right file gives them to."""
    joiners = changes.filter(is_new=True).values("staff_key")
    StaffMember.objects.filter(key__in=joiners).update(email="")

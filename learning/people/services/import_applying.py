"""Does what was staged, in one short transaction of a few statements from table to table."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Model, OuterRef, Subquery, Value
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from learning.people.models import (
    Employment,
    Membership,
    Post,
    Sort,
    StaffChange,
    StaffGroup,
    StaffImport,
    StaffMember,
    StagedEnd,
    StagedFact,
    StagedRow,
    User,
)
from learning.people.rules.staff_import import Departures
from learning.people.selectors.staff_list import staff_list_mark

from .group_rules import lock_groups
from .import_details import people_in, write_details
from .import_following import follow_staff_import
from .import_hindrances import hindrances_of
from .imports import StaffListChanged, delete_at_once, name_of, refuse_if_applied
from .inserting import Selected, insert_selected
from .locking import lock_people

MODELS: dict[Sort, type[Employment] | type[Post] | type[Membership]] = {
    Sort.EMPLOYMENT: Employment,
    Sort.POST: Post,
    Sort.MEMBERSHIP: Membership,
}
SOMEBODY_ELSE = gettext_lazy(
    "Somebody changed the staff list at the same moment. Check the file again, then apply it."
)
POST_FIELDS = (
    "job_title",
    "department",
    "site",
    "customer_contact",
    "employment_type",
    "hours_per_week",
)


LONGEST_SOURCE = 200


class DeparturesInDoubt(ValidationError):
    """So many would leave that HR must say that the file is the whole list."""


def departures_of(staff_import: StaffImport) -> Departures:
    return Departures(staff_import.counts["leaver"], staff_import.counts["in_post"])


def apply_staff_import(
    *,
    staff_import: StaffImport,
    by: User | None,
    at: datetime,
    check_key: UUID | str | None,
    confirms_departures: bool = False,
) -> StaffImport:
    """Do what HR saw, in one piece. If the list has changed since the check, do nothing.

    Groups by rule follow right after it.
    """
    try:
        with transaction.atomic():
            staff_import = lock_imports()[staff_import.pk]
            lock_groups()
            refuse_if_applied(staff_import)
            lock_people(people_in(staff_import.changes.filter(changes_details=True)))
            _refuse_if_not_as_seen(staff_import, check_key)
            if hindrances := hindrances_of(staff_import, by=by, on=localdate(at)):
                raise ValidationError(hindrances)
            _refuse_if_doubtful(staff_import, confirmed=confirms_departures)
            staff_import.source = _source(staff_import)
            write_staged(staff_import, at=at)
            staff_import.applied_at = staff_import.groups_follow_at = at
            staff_import.applied_by_name = name_of(by)
            staff_import.save(
                update_fields=["source", "applied_at", "applied_by_name", "groups_follow_at"]
            )
            counts = staff_import.counts
            log(staff_import, "people.staff_import.apply", user=by, data={"counts": counts})
    except IntegrityError as error:
        raise StaffListChanged(SOMEBODY_ELSE) from error
    follow_staff_import(staff_import=staff_import)
    _forget_what_is_done(staff_import)
    return staff_import


def lock_imports() -> dict[int, StaffImport]:
    """One import at a time: all of them are locked, and there are never many."""
    return {one.pk: one for one in StaffImport.objects.select_for_update()}


def _refuse_if_not_as_seen(staff_import: StaffImport, check_key: UUID | str | None) -> None:
    if staff_import.is_checked and staff_list_mark() != staff_import.staff_list_mark:
        raise StaffListChanged(
            _("The staff list has changed since the check. Check the file again, then apply it.")
        )
    if not staff_import.is_checked or str(staff_import.check_key) != str(check_key):
        raise StaffListChanged(
            _("This file was checked again since you looked. Look again before you apply it.")
        )


def _refuse_if_doubtful(staff_import: StaffImport, *, confirmed: bool) -> None:
    departures = departures_of(staff_import)
    if departures.are_doubtful and not confirmed:
        raise DeparturesInDoubt(
            _(
                "This file would mark %(percentage)d%% of your staff as leavers "
                "(%(leavers)d of %(in_post)d). Is it a partial file? If all of them do leave, "
                "say so and apply it again."
            )
            % {
                "percentage": departures.percentage,
                "leavers": departures.leavers,
                "in_post": departures.in_post,
            }
        )


def _source(staff_import: StaffImport) -> str:
    """What each fact says of where it comes from; no two imports say the same."""
    words = {"number": staff_import.pk, "file": staff_import.file_name}
    return (_("staff list %(number)s, %(file)s") % words)[:LONGEST_SOURCE]


def write_staged(staff_import: StaffImport, *, at: datetime) -> None:
    """Everything that was staged; people before posts, for others may report to them."""
    StaffGroup.objects.bulk_create(
        [StaffGroup(name=name, key=key) for name, key in staff_import.new_groups.items()]
    )
    changes = StaffChange.objects.filter(staff_import=staff_import)
    # Before anybody is added: they may have an address that somebody here gives up.
    write_details(changes.filter(changes_details=True))
    insert_selected(
        StaffMember,
        changes.filter(is_new=True).order_by("pk"),
        key=F("staff_key"),
        payroll_number=F("payroll_number"),
        first_name=F("first_name"),
        last_name=F("last_name"),
        preferred_name=F("preferred_name"),
        email=F("email"),
        merged_by_name=Value(""),
    )
    ends = StagedEnd.objects.filter(staff_import=staff_import)
    for sort, model in MODELS.items():
        ended = ends.filter(sort=sort)
        standing = model.objects.known().filter(pk__in=ended.values("fact_id"))
        if standing.update(superseded_at=at) != ended.count():
            raise StaffListChanged(SOMEBODY_ELSE)
    _write_facts(staff_import, at=at)


def _write_facts(staff_import: StaffImport, *, at: datetime) -> None:
    facts = StagedFact.objects.filter(staff_import=staff_import).order_by("pk")
    clocks: dict[str, Selected] = {
        "staff_member": _id_of(StaffMember, "staff_key"),
        "from_on": F("from_on"),
        "to_on": F("to_on"),
        "recorded_at": Value(at, Employment._meta.get_field("recorded_at")),
        "source": Value(staff_import.source),
    }
    insert_selected(Employment, facts.filter(sort=Sort.EMPLOYMENT), **clocks)
    insert_selected(
        Post,
        facts.filter(sort=Sort.POST),
        **clocks,
        line_manager=_id_of(StaffMember, "manager_key"),
        **{name: F(name) for name in POST_FIELDS},
    )
    insert_selected(
        Membership,
        facts.filter(sort=Sort.MEMBERSHIP),
        **clocks,
        staff_group=_id_of(StaffGroup, "group_key"),
    )


def _id_of(model: type[Model], field: str) -> Subquery:
    return Subquery(model._default_manager.filter(key=OuterRef(field)).order_by().values("pk"))


def _forget_what_is_done(staff_import: StaffImport) -> None:
    """The staged rows go. Those to correct stay, and what an undo would put back."""
    delete_at_once(StagedRow.objects.filter(staff_import=staff_import, is_sound=True))
    delete_at_once(StagedFact.objects.filter(staff_import=staff_import))

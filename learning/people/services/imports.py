"""Taking a staff list in: keep the file, say what it would change, then do all of it or nothing."""

import hashlib
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from learning.people.models import StaffImport, User
from learning.people.rules.staff_import import Columns, Options, Plan, map_columns, plan_import
from learning.people.selectors.import_words import changes_as_json, word_for
from learning.people.selectors.rule_facts import staff_changed_at
from learning.people.selectors.staff_import import staff_list_mark, staff_list_now
from learning.tabular.reading import Table, UnreadableTable, read_csv

from .group_rules import apply_group_rules_to, lock_groups
from .import_writing import write_plan

DAYS_A_FILE_IS_KEPT = 30
LONGEST_FILE_NAME = 255
SOMEBODY_ELSE = gettext_lazy(
    "Somebody changed the staff list at the same moment. Look again before you apply."
)


class StaffFileRefused(ValidationError):
    """The file cannot be used at all; the message says why and what to do."""


class StaffListChanged(ValidationError):
    """The staff list is no longer what it was when HR looked at what the file would do."""


@transaction.atomic
def upload_staff_import(
    *,
    file_name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    creates_groups: bool = False,
    takes_effect_on: date,
    leavers_last_day_on: date | None = None,
) -> StaffImport:
    """Keep the file for HR to look at. Changes nobody."""
    _read(content)
    forget_staff_files(at=at)
    staff_import = StaffImport.objects.create(
        file_name=file_name[-LONGEST_FILE_NAME:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=at,
        uploaded_by=by,
        creates_groups=creates_groups,
        takes_effect_on=takes_effect_on,
        leavers_last_day_on=leavers_last_day_on,
    )
    log(staff_import, "people.staff_import.upload", user=by)
    return staff_import


@transaction.atomic
def revise_staff_import(
    *,
    staff_import: StaffImport,
    creates_groups: bool,
    takes_effect_on: date,
    leavers_last_day_on: date | None,
) -> StaffImport:
    """Look at the same file with other choices."""
    staff_import = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    _refuse_if_applied(staff_import)
    staff_import.creates_groups = creates_groups
    staff_import.takes_effect_on = takes_effect_on
    staff_import.leavers_last_day_on = leavers_last_day_on
    staff_import.save(update_fields=["creates_groups", "takes_effect_on", "leavers_last_day_on"])
    return staff_import


def plan_staff_import(staff_import: StaffImport) -> Plan:
    """What the file would do to the staff list as it stands now."""
    if staff_import.content is None:
        raise StaffFileRefused(
            _("The file has been deleted, as every file is after 30 days. Upload it again.")
        )
    columns, table = _read(bytes(staff_import.content))
    return plan_import(
        columns,
        [(row.number, row.cells) for row in table.rows],
        staff_list_now(),
        Options(
            takes_effect_on=staff_import.takes_effect_on,
            leavers_last_day_on=staff_import.leavers_last_day_on,
            creates_groups=staff_import.creates_groups,
        ),
    )


def apply_staff_import(
    *, staff_import: StaffImport, by: User | None, at: datetime, plan_digest: str
) -> StaffImport:
    """Do what HR saw, in one piece. If the list has changed since they looked, do nothing.

    Working the plan out again takes seconds for a large list, so it is done before the lock; under
    the lock it is enough that the list still bears the mark that it bore before.
    """
    mark = staff_list_mark()
    plan = plan_staff_import(staff_import)
    if plan.digest() != plan_digest:
        _refuse_if_applied(staff_import)
        raise StaffListChanged(
            _("The staff list has changed since you looked. Look again before you apply the file.")
        )
    counts = plan.counts | {"new_groups": len(plan.new_groups)}
    changes = changes_as_json(plan)
    source = _("staff list %(file)s") % {"file": staff_import.file_name}
    try:
        with transaction.atomic():
            # One import at a time: all of them are locked, and there are never many.
            imports = StaffImport.objects.select_for_update().defer("content", "changes")
            staff_import = {one.pk: one for one in imports}[staff_import.pk]
            lock_groups()
            _refuse_if_applied(staff_import)
            if staff_list_mark() != mark or not write_plan(plan, at=at, source=source[:200]):
                raise StaffListChanged(SOMEBODY_ELSE)
            apply_group_rules_to(staff_member_ids=staff_changed_at(at), at=at)
            staff_import.applied_at = at
            staff_import.applied_by_name = _name_of(by)
            staff_import.counts, staff_import.changes = counts, changes
            staff_import.save(update_fields=["applied_at", "applied_by_name", "counts", "changes"])
            log(staff_import, "people.staff_import.apply", user=by, data={"counts": counts})
    except IntegrityError as error:
        raise StaffListChanged(SOMEBODY_ELSE) from error
    return staff_import


def _name_of(by: User | None) -> str:
    return (by.get_full_name() or by.username) if by else _("command line")


def forget_staff_files(*, at: datetime) -> int:
    """Delete the files, not the imports, that are older than 30 days; how many there were."""
    before = at - timedelta(days=DAYS_A_FILE_IS_KEPT)
    old = StaffImport.objects.filter(uploaded_at__lt=before).exclude(content=None)
    return old.update(content=None)


def _refuse_if_applied(staff_import: StaffImport) -> None:
    if staff_import.is_applied:
        raise StaffListChanged(_("This file has already been applied."))


def _read(content: bytes) -> tuple[Columns, Table]:
    try:
        table = read_csv(content)
    except UnreadableTable as error:
        raise StaffFileRefused(str(error)) from error
    columns = map_columns(table.header)
    if columns.missing:
        raise StaffFileRefused(
            _(
                "The file has no column for: %(fields)s. Its columns are: %(columns)s. "
                "Add what is missing, or rename a column, and upload the file again."
            )
            % {
                "fields": ", ".join(str(word_for(field)) for field in columns.missing),
                "columns": ", ".join(table.header),
            }
        )
    return columns, table

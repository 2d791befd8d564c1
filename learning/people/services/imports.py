"""Taking a staff list in: keep the file, and what HR decides about it. Nothing changes yet."""

import hashlib
import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.people.models import (
    StaffChange,
    StaffImport,
    StagedEnd,
    StagedFact,
    StagedProblem,
    StagedRow,
    User,
)
from learning.people.rules.staff_import import STAFF_LIST
from learning.tabular.mapping import remembered_mapping
from learning.tabular.rules.headings import key_of_header

from .staff_files import open_staff_file, staff_list_columns

DAYS_A_FILE_IS_KEPT = 30
LONGEST_FILE_NAME = 255
TIME_TO_UNDO = timedelta(hours=24)


class StaffListChanged(ValidationError):
    """The staff list is no longer what it was when HR looked at what the file would do."""


@transaction.atomic
def upload_staff_import(
    *,
    file_name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    is_full: bool = True,
    creates_groups: bool = False,
    takes_effect_on: date,
    leavers_last_day_on: date | None = None,
) -> StaffImport:
    """Keep the file for HR to look at, with what was detected in it and which column is which."""
    table = open_staff_file(io.BytesIO(content))
    forget_staff_files(at=at)
    header_key = key_of_header(table.header)
    remembered = remembered_mapping(StaffImport, header_key)
    staff_import = StaffImport.objects.create(
        file_name=file_name[-LONGEST_FILE_NAME:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=at,
        uploaded_by=by,
        detected=table.findings,
        header_key=header_key,
        mapping=STAFF_LIST.suggest(table.header, remembered),
        mapping_is_remembered=remembered is not None,
        is_full=is_full,
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
    mapping: Mapping[str, str] | None = None,
    is_full: bool,
    creates_groups: bool,
    takes_effect_on: date,
    leavers_last_day_on: date | None,
) -> StaffImport:
    """Settle which column is which, and the choices. What was checked before no longer counts."""
    staff_import = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    refuse_if_applied(staff_import)
    if leavers_last_day_on and not is_full:
        raise ValidationError(
            _("A part of the list makes nobody leave. Leave the last day empty, or say that the "
              "file is the whole list.")
        )  # fmt: skip
    if mapping is not None:
        staff_list_columns(staff_import.detected["header"], mapping)
        staff_import.mapping = dict(mapping)
    staff_import.is_full = is_full
    staff_import.creates_groups = creates_groups
    staff_import.takes_effect_on = takes_effect_on
    staff_import.leavers_last_day_on = leavers_last_day_on
    staff_import.checked_at = staff_import.check_key = None
    staff_import.save()
    forget_staging(staff_import)
    return staff_import


def refuse_if_applied(staff_import: StaffImport) -> None:
    if staff_import.is_applied:
        raise StaffListChanged(_("This file has already been applied."))


def hold_check(staff_import: StaffImport) -> None:
    """Refuse if the check was begun again meanwhile: call it first in each transaction of one.

    A worker that was presumed dead may wake, and must not write among the rows of another.
    """
    checks = StaffImport.objects.filter(pk=staff_import.pk, check_key=staff_import.check_key)
    if not checks.select_for_update().only("pk").first():
        raise StaffListChanged(_("The check of this file was begun again. Look at that one."))


def name_of(by: User | None) -> str:
    return (by.get_full_name() or by.username) if by else _("command line")


def forget_staging(*imports: StaffImport) -> None:
    """Clear away what a check had staged."""
    for model in (StaffChange, StagedRow, StagedProblem, StagedFact, StagedEnd):
        delete_at_once(model.objects.filter(staff_import__in=imports))


def delete_at_once(rows: QuerySet) -> None:
    """In one statement. Nothing leans on staged rows, and nobody listens to their going."""
    rows._raw_delete(using=rows.db)


@transaction.atomic
def forget_staff_files(*, at: datetime) -> int:
    """Delete the files, not the imports, that are older than 30 days; how many there were.

    With a file goes what was staged from it, and, if it was never applied, what it would have done.
    """
    before = at - timedelta(days=DAYS_A_FILE_IS_KEPT)
    old = StaffImport.objects.filter(uploaded_at__lt=before).exclude(content=None)
    # What was applied within a day may yet be undone.
    old = old.exclude(applied_at__gt=at - TIME_TO_UNDO)
    for model in (StagedRow, StagedProblem, StagedFact, StagedEnd):
        delete_at_once(model.objects.filter(staff_import__in=old))
    never_applied = old.filter(applied_at=None)
    delete_at_once(StaffChange.objects.filter(staff_import__in=never_applied))
    never_applied.update(checked_at=None, check_key=None)
    return old.update(content=None)

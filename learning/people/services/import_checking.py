"""Checks a staff list: what is wrong with it, and what it would do. Changes nobody."""

from datetime import datetime
from typing import Protocol
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.jobs.models import Job
from learning.jobs.services import start_job
from learning.jobs.working import Work, job
from learning.people.models import (
    StaffChange,
    StaffImport,
    StaffMember,
    StagedEnd,
    StagedFact,
    StagedProblem,
    StagedRow,
    User,
)
from learning.people.selectors.staff_list import staff_list_mark

from .import_judging import judge_rows
from .import_planning import Planning
from .import_staging import RowsOfAFile
from .imports import forget_staging, hold_check, refuse_if_applied
from .inserting import tell_the_planner
from .staff_files import columns_of_import, rows_of_import

ROWS_AT_ONCE = 500
# A file can name as many groups as it has cells; the page names these.
GROUPS_NAMED = 100


class Say(Protocol):
    """Hears how far the work is."""

    def __call__(
        self, *, done: int | None = None, total: int | None = None, told: str | None = None
    ) -> None: ...


def say_nothing(
    *, done: int | None = None, total: int | None = None, told: str | None = None
) -> None:
    """For whoever waits anyway."""


@job
def check_staff_list(work: Work, *, import_id: int) -> None:
    """Check an uploaded file, in the background."""
    staff_import = StaffImport.objects.get(pk=import_id)
    check_staff_import(staff_import=staff_import, at=timezone.now(), say=work.say)


def start_check(*, staff_import: StaffImport, where: str, by: User | None, at: datetime) -> Job:
    """Have a worker check the file; `where` is the address of what comes of it."""
    return start_job(
        task=f"{__name__}.{check_staff_list.__name__}",
        title=_("Checking %(file)s") % {"file": staff_import.file_name},
        where=where,
        by=by,
        at=at,
        import_id=staff_import.pk,
    )


def check_staff_import(
    *, staff_import: StaffImport, at: datetime, say: Say = say_nothing
) -> StaffImport:
    """Stage the file's rows, what is wrong with them, and what the sound ones would do.

    Each batch is written by itself, so others can save meanwhile. Begun again, it begins afresh;
    one that was cut short leaves nothing that could be applied.
    """
    columns = columns_of_import(staff_import)
    staff_import = _begin(staff_import)
    mark = staff_list_mark()
    rows = RowsOfAFile(staff_import, columns)
    for batch in rows_of_import(staff_import, at_once=ROWS_AT_ONCE):
        rows.stage(batch)
        say(done=rows.count, told=_("Rows read: %(rows)d") % {"rows": rows.count})
    say(told=_("Comparing the rows with each other"))
    tell_the_planner(StagedRow, StagedProblem)
    judge_rows(staff_import, columns)
    planning = Planning(staff_import, columns)
    planned = 0
    for count in planning.plan_all():
        planned += count
        told = _("Rows compared with the staff list: %(rows)d") % {"rows": planned}
        say(done=planned, total=rows.count, told=told)
    tell_the_planner(StaffChange, StagedFact, StagedEnd)
    staff_import.counts = _counts(staff_import, rows, planning, list(columns.ignored))
    staff_import.checked_at, staff_import.staff_list_mark = at, mark
    staff_import.new_groups = planning.new_groups
    with transaction.atomic():
        hold_check(staff_import)
        staff_import.save(update_fields=["counts", "checked_at", "staff_list_mark", "new_groups"])
    return staff_import


def _counts(
    staff_import: StaffImport, rows: RowsOfAFile, planning: Planning, ignored: list[str]
) -> dict[str, object]:
    broken = StagedRow.objects.filter(staff_import=staff_import, is_sound=False)
    groups = rows.unknown_groups.most_common(GROUPS_NAMED)
    return {
        **planning.counts,
        "broken": broken.count(),
        "rows": rows.count,
        "in_post": StaffMember.objects.in_post_on(staff_import.takes_effect_on).count(),
        "ignored_columns": ignored,
        "groups_by_rule": dict(sorted(rows.groups_by_rule.items())),
        "no_ends": dict(rows.no_ends),
        "unknown_groups": dict(sorted(groups, key=lambda each: each[0].casefold())),
    }


@transaction.atomic
def _begin(staff_import: StaffImport) -> StaffImport:
    staff_import = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    refuse_if_applied(staff_import)
    forget_staging(staff_import)
    staff_import.check_key, staff_import.checked_at = uuid4(), None
    staff_import.save(update_fields=["check_key", "checked_at"])
    return staff_import

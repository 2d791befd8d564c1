"""Completions from before: uploaded by one person, and applied by another who looked at them."""

import hashlib
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.jobs.choices import JobState
from learning.jobs.models import Job
from learning.jobs.services import start_job
from learning.jobs.working import Work, job
from learning.people.models import StaffMember, User
from learning.people.services import lock_people
from learning.records.choices import RowOutcome, Source
from learning.records.models import Completion, CorrectionReason, HistoryImport, HistoryRow
from learning.records.rules.dates import counts_until
from learning.records.rules.history import HISTORY
from learning.tabular.mapping import remembered_mapping
from learning.tabular.reading import UnreadableTable, open_table
from learning.tabular.rules.headings import key_of_header

from .completions import give_reason, name_of
from .history_checking import AT_ONCE, known_facts, source_key_of
from .writing import start_of, write_completions

MOST_BYTES = 10 * 1024 * 1024
KEPT = timedelta(days=30)


@transaction.atomic
def upload_history(
    *, file_name: str, content: bytes, reason: str, by: User, at: datetime
) -> HistoryImport:
    """Keep the file to be checked. Nothing is recorded. `reason` says where it comes from.

    Its columns are taken as they were the last time, or by their names.
    """
    if not content:
        raise ValidationError(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Split it."))
    try:
        table = open_table(io.BytesIO(content))
    except UnreadableTable as error:
        raise ValidationError(str(error)) from error
    header_key = key_of_header(table.header)
    remembered = remembered_mapping(HistoryImport, header_key)
    return HistoryImport.objects.create(
        file_name=file_name[-255:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        detected=table.findings,
        header_key=header_key,
        mapping=HISTORY.suggest(table.header, remembered),
        mapping_is_remembered=remembered is not None,
        reason=give_reason(text=reason, by=by),
        uploaded_by=by,
        uploaded_by_name=name_of(by),
        uploaded_at=at,
    )


def start_applying_history(
    *,
    history_import: HistoryImport,
    where: str,
    by: User,
    at: datetime,
    check_key: UUID | str | None,
) -> Job:
    """Have a worker record what they looked at, as the second person."""
    _refuse_to_apply(history_import, by=by, check_key=check_key)
    return start_job(
        task=f"{__name__}.{apply_history.__name__}",
        title=_("Recording %(file)s") % {"file": history_import.file_name},
        where=where,
        by=by,
        at=at,
        import_id=history_import.pk,
        user_id=by.pk,
        check_key=str(check_key),
    )


@job
def apply_history(work: Work, *, import_id: int, user_id: int, check_key: str) -> None:
    """Record every new row, all of them or none, in the background."""
    by = User.objects.get(pk=user_id)
    with transaction.atomic():
        work.hold()
        history_import = HistoryImport.objects.select_for_update(of=("self",)).get(pk=import_id)
        _refuse_to_apply(history_import, by=by, check_key=check_key)
        at = timezone.now()
        _record(history_import, at=at)
        history_import.applied_by_name, history_import.applied_at = name_of(by), at
        history_import.save()
        log(instance=history_import, action="records.apply_history", user=by)
        work.end(JobState.DONE)


@transaction.atomic
def forget_history_files(*, at: datetime) -> int:
    """Delete files and their rows after 30 days. What they recorded stays on record.

    One that nobody had applied waits for nobody any more.
    """
    old = HistoryImport.objects.filter(uploaded_at__lt=at - KEPT)
    HistoryRow.objects.filter(history_import__in=old).delete()
    old.filter(applied_at=None, refused="").exclude(content=None).update(
        refused=_("The file has been deleted, as every file is after 30 days. Upload it again.")
    )
    return old.exclude(content=None).update(content=None)


def _refuse_to_apply(
    history_import: HistoryImport, *, by: User, check_key: UUID | str | None
) -> None:
    if history_import.applied_at is not None:
        raise ValidationError(_("This file has been applied already."))
    if history_import.checked_at is None or not history_import.counts.get(RowOutcome.NEW):
        raise ValidationError(_("There is nothing to apply."))
    if HistoryImport.objects.filter(pk=history_import.pk, content=None).exists():
        raise ValidationError(_("The file has been deleted, as every file is after 30 days."))
    if history_import.uploaded_by is None:
        raise ValidationError(_("Whoever uploaded it has no log-in any more. Upload it anew."))
    if history_import.uploaded_by == by:
        raise ValidationError(_("You uploaded it yourself. Somebody else has to apply it."))
    if history_import.reason is None:
        raise ValidationError(_("The words of its origin were erased. Upload it anew."))
    if str(history_import.check_key) != str(check_key):
        raise ValidationError(
            _("This file was checked again since you looked. Look again before you apply it.")
        )


def _record(history_import: HistoryImport, *, at: datetime) -> None:
    recorder = StaffMember.objects.filter(user=history_import.uploaded_by).first()
    reasons = _Reasons(history_import)
    rows = history_import.rows.filter(outcome=RowOutcome.NEW)
    # Whoever merges one of the people waits, and then finds what was recorded.
    lock_people(StaffMember.objects.filter(pk__in=rows.order_by().values("staff_member")))
    numbers = list(rows.values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        batch = list(
            rows.filter(pk__in=numbers[start : start + AT_ONCE])
            .order_by("number")
            .select_related("staff_member__merged_into", "activity")
        )
        completions = [_completion(row, reasons.of(row), recorder, at=at) for row in batch]
        _refuse_known(completions)
        write_completions(completions)


class _Reasons:
    """Where rows come from: as the file's own reason says, or with the row's note besides."""

    def __init__(self, history_import: HistoryImport) -> None:
        assert history_import.reason is not None  # noqa: S101 - refused before
        assert history_import.uploaded_by is not None  # noqa: S101 - likewise
        self.whole, self.by = history_import.reason, history_import.uploaded_by
        self.noted: dict[str, CorrectionReason] = {}

    def of(self, row: HistoryRow) -> CorrectionReason:
        """The same for rows in a row with the same note, of which there may be thousands."""
        if not row.note:
            return self.whole
        if row.note not in self.noted:
            if len(self.noted) == AT_ONCE:
                self.noted.clear()
            self.noted[row.note] = give_reason(text=f"{self.whole.text}\n{row.note}", by=self.by)
        return self.noted[row.note]


def _completion(
    row: HistoryRow, reason: CorrectionReason, recorder: StaffMember | None, *, at: datetime
) -> Completion:
    named, activity, day = row.staff_member, row.activity, row.completed_on
    assert named is not None  # noqa: S101 - a row that is new has all three
    assert activity is not None  # noqa: S101
    assert day is not None  # noqa: S101
    person = named.merged_into or named  # merged since the file was checked
    return Completion(
        key=uuid4(),
        staff_key=person.key,
        activity_key=activity.key,
        activity_title=activity.title,
        marks_awarded=row.marks_awarded,
        marks_available=row.marks_available,
        source=Source.IMPORT,
        source_key=source_key_of((person.key, activity.key, day)),
        recorded_by_key=recorder.key if recorder else None,
        completed_at=start_of(day),
        completed_on=day,
        expires_on=counts_until(day, activity.refresher_months),
        reason_digest=reason.digest,
        recorded_at=at,
    )


def _refuse_known(completions: Sequence[Completion]) -> None:
    """What was looked at is what is recorded: something may have been put on record since.

    Two rows that say one thing were of two people, who have been merged since.
    """
    facts = {(each.staff_key, each.activity_key, each.completed_on) for each in completions}
    if len(facts) < len(completions) or known_facts(facts) & facts:
        raise ValidationError(
            _("Some of it was put on record since it was checked. Check it again.")
        )

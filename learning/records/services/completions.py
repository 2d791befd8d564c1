"""Recording a completion, and voiding one that was a mistake."""

import hashlib
import secrets
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember, User
from learning.records.choices import Source
from learning.records.models import Completion, CorrectionReason, Void
from learning.records.rules.dates import counts_until

from .writing import write_completions, write_voids


@transaction.atomic(savepoint=False)
def record_completion(
    *,
    staff_member: StaffMember,
    activity: Activity,
    source: Source,
    source_key: UUID,
    completed_at: datetime,
    content_version: int | None = None,
    content_sha256: str = "",
    paper_sha256: str = "",
    pass_mark: int | None = None,
    marks_awarded: Decimal | None = None,
    marks_available: Decimal | None = None,
    recorded_by: StaffMember | None = None,
    recorded_at: datetime | None = None,
    reason: CorrectionReason | None = None,
) -> Completion:
    """Write the fact and its ledger entry, once for each source: `IntegrityError` the second time.

    Groups and elements are those of the day. `recorded_by` is whoever recorded it for somebody
    else. `recorded_at` differs from `completed_at` only where the fact is older than its record.
    """
    day = localdate(completed_at)
    [completion] = write_completions(
        [
            Completion(
                key=uuid4(),
                staff_key=staff_member.key,
                activity_key=activity.key,
                activity_title=activity.title,
                content_version=content_version,
                content_sha256=content_sha256,
                paper_sha256=paper_sha256,
                pass_mark=pass_mark,
                marks_awarded=marks_awarded,
                marks_available=marks_available,
                source=source,
                source_key=source_key,
                recorded_by_key=recorded_by.key if recorded_by else None,
                completed_at=completed_at,
                completed_on=day,
                expires_on=counts_until(day, activity.refresher_months),
                reason_digest=reason.digest if reason else "",
                recorded_at=recorded_at or completed_at,
            )
        ]
    )
    return completion


@transaction.atomic
def void_completion(*, completion: Completion, reason: str, by: User, at: datetime) -> Void:
    """Say that a completion was recorded by mistake. It stays, and so does the reason."""
    given = give_reason(text=reason, by=by)
    # The parent row is locked so that two people cannot void it at once.
    completion = Completion.objects.select_for_update().get(pk=completion.pk)
    if Void.objects.filter(completion=completion).exists():
        raise ValidationError(_("This completion has already been voided."))
    [void] = write_voids([completion], reason=given, by=by, at=at)
    return void


def give_reason(*, text: str, by: User) -> CorrectionReason:
    """Keep the words, where they can be erased, with the digest that stands in the ledger."""
    text = text.strip()
    if not text:
        raise ValidationError(_("Say why. The reason stays on record."))
    salt = secrets.token_hex(16)
    return CorrectionReason.objects.create(
        digest=reason_digest(salt=salt, text=text), salt=salt, text=text, by_name=name_of(by)
    )


def reason_digest(*, salt: str, text: str) -> str:
    """The salted SHA-256 that stands for a reason in the ledger; the words can be erased."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()

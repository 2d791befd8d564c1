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

from learning.catalogue.models import Activity, Claim
from learning.people.models import Membership, StaffMember, User
from learning.records.choices import EntryKind, Source
from learning.records.models import Completion, Void, VoidReason
from learning.records.rules.dates import counts_until
from learning.records.rules.facts import completion_fact, void_fact
from learning.records.signals import completion_recorded

from .ledger import write_entry

LIST_SEPARATOR = "; "


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
) -> Completion:
    """Write the fact and its ledger entry, once for each source: `IntegrityError` the second time.

    Groups and elements are those of the day. `recorded_by` is whoever recorded it for somebody
    else. `recorded_at` differs from `completed_at` only where the fact is older than its record.
    """
    day = localdate(completed_at)
    completion = Completion(
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
        elements=LIST_SEPARATOR.join(
            Claim.objects.known()
            .on(day)
            .filter(activity=activity)
            .order_by("element__sub_criterion__position", "element__position")
            .values_list("element__number", flat=True)
        ),
        staff_groups=LIST_SEPARATOR.join(
            Membership.objects.known()
            .on(day)
            .filter(staff_member=staff_member)
            .order_by("staff_group__name")
            .values_list("staff_group__name", flat=True)
        ),
        source=source,
        source_key=source_key,
        recorded_by_key=recorded_by.key if recorded_by else None,
        completed_at=completed_at,
        completed_on=day,
        expires_on=counts_until(day, activity.refresher_months),
        recorded_at=recorded_at or completed_at,
    )
    completion.entry = write_entry(
        key=completion.key,
        kind=EntryKind.COMPLETION,
        fact=completion_fact(completion),
        at=completion.recorded_at,
    )
    completion.save()
    transaction.on_commit(
        lambda: completion_recorded.send_robust(Completion, completion=completion)
    )
    return completion


@transaction.atomic
def void_completion(*, completion: Completion, reason: str, by: User, at: datetime) -> Void:
    """Say that a completion was recorded by mistake. It stays, and so does the reason."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why this completion is voided. The reason stays on record."))
    # The parent row is locked so that two people cannot void it at once.
    completion = Completion.objects.select_for_update().get(pk=completion.pk)
    if Void.objects.filter(completion=completion).exists():
        raise ValidationError(_("This completion has already been voided."))
    salt = secrets.token_hex(16)
    voider = StaffMember.objects.filter(user=by).first()
    void = Void(
        completion=completion,
        recorded_by_key=voider.key if voider else None,
        reason_digest=reason_digest(salt=salt, text=reason),
        recorded_at=at,
    )
    void.entry = write_entry(
        key=uuid4(),
        kind=EntryKind.VOID,
        fact=void_fact(
            completion_key=completion.key,
            recorded_by_key=void.recorded_by_key,
            reason_digest=void.reason_digest,
        ),
        at=at,
    )
    void.save()
    VoidReason.objects.create(
        void=void, salt=salt, text=reason, by_name=by.get_full_name() or by.get_username()
    )
    return void


def reason_digest(*, salt: str, text: str) -> str:
    """The salted SHA-256 that stands for a reason in the ledger; the words can be erased."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()

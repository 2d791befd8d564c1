"""Writing facts with their entries, many in one go. Every completion and void comes this way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Value
from django.utils.timezone import make_aware

from learning.catalogue.models import Claim
from learning.people.models import Membership, StaffMember, User
from learning.people.rules.spans import Span
from learning.records.choices import EntryKind
from learning.records.models import Completion, CorrectionReason, LedgerEntry, Void
from learning.records.rules.facts import completion_fact, void_fact
from learning.records.signals import completion_recorded

from .ledger import new_entry

LIST_SEPARATOR = "; "
# So many at a time: a list of keys longer than this is more than a database takes in one query.
BATCH = 500

# What a completion that replaces another says too. Groups and elements are those of its day.
COPIED = (
    "staff_key",
    "activity_key",
    "activity_title",
    "content_version",
    "content_sha256",
    "paper_sha256",
    "pass_mark",
    "marks_awarded",
    "marks_available",
    "source",
    "completed_at",
    "completed_on",
    "expires_on",
)

Dated = dict[UUID, list[tuple[Span, str]]]


def start_of(day: date) -> datetime:
    """The moment for a fact of which only the day is known. It is never still to come."""
    return make_aware(datetime.combine(day, time.min))


def replacement_of(
    completion: Completion,
    *,
    by: StaffMember | None,
    reason: CorrectionReason,
    at: datetime,
    **changes: object,
) -> Completion:
    """What was recorded, as it was but for the changes, and not yet saved. It names the old one."""
    copied: dict[str, Any] = {name: getattr(completion, name) for name in COPIED}
    return Completion(
        **copied | changes,
        key=uuid4(),
        source_key=completion.key,
        recorded_by_key=by.key if by else None,
        replaces_key=completion.key,
        reason_digest=reason.digest,
        recorded_at=at,
    )


def write_completions(completions: Sequence[Completion]) -> list[Completion]:
    """Write the facts, each with the groups and elements of its own day. In a transaction."""
    for batch in _batches(completions):
        dated = _groups_and_elements_of(batch)
        for each in batch:
            each.staff_groups = _on(dated[each.staff_key], each.completed_on)
            each.elements = _on(dated[each.activity_key], each.completed_on)
        entries = LedgerEntry.objects.bulk_create(
            new_entry(
                key=each.key,
                kind=EntryKind.COMPLETION,
                fact=completion_fact(each),
                at=each.recorded_at,
            )
            for each in batch
        )
        for each, entry in zip(batch, entries, strict=True):
            each.entry = entry
        Completion.objects.bulk_create(batch)
    _tell_after_commit(completions)
    return [*completions]


def write_voids(
    completions: Sequence[Completion], *, reason: CorrectionReason, by: User, at: datetime
) -> list[Void]:
    """Say that the completions were recorded by mistake. In a transaction that has locked them."""
    voider = StaffMember.objects.filter(user=by).first()
    written = []
    for batch in _batches(completions):
        voids = [
            Void(
                completion=completion,
                recorded_by_key=voider.key if voider else None,
                reason_digest=reason.digest,
                recorded_at=at,
            )
            for completion in batch
        ]
        entries = LedgerEntry.objects.bulk_create(
            new_entry(
                key=uuid4(),
                kind=EntryKind.VOID,
                fact=void_fact(
                    completion_key=void.completion.key,
                    recorded_by_key=void.recorded_by_key,
                    reason_digest=void.reason_digest,
                ),
                at=at,
            )
            for void in voids
        )
        for void, entry in zip(voids, entries, strict=True):
            void.entry = entry
        written += Void.objects.bulk_create(voids)
    return written


def _batches(completions: Sequence[Completion]) -> Iterable[Sequence[Completion]]:
    return (completions[start : start + BATCH] for start in range(0, len(completions), BATCH))


def _groups_and_elements_of(completions: Sequence[Completion]) -> Dated:
    """The groups of each person and the elements of each activity, in order. One query."""
    groups = (
        Membership.objects.known()
        .filter(staff_member__key__in={each.staff_key for each in completions})
        .values_list(
            "staff_member__key", "from_on", "to_on", Value(0), Value(0), "staff_group__name"
        )
    )
    elements = (
        Claim.objects.known()
        .filter(activity__key__in={each.activity_key for each in completions})
        .values_list(
            "activity__key",
            "from_on",
            "to_on",
            "element__sub_criterion__position",
            "element__position",
            "element__number",
        )
    )
    rows = groups.order_by().union(elements.order_by(), all=True)
    found: Dated = defaultdict(list)
    for key, from_on, to_on, *_place, name in sorted(rows, key=lambda row: row[3:]):
        found[key].append((Span(from_on, to_on), name))
    return found


def _on(dated: list[tuple[Span, str]], day: date) -> str:
    return LIST_SEPARATOR.join(words for span, words in dated if span.covers(day))


def _tell_after_commit(completions: Sequence[Completion]) -> None:
    """An import of thousands keeps no more of them in memory than their numbers."""
    if len(completions) == 1:
        transaction.on_commit(lambda: _tell(completions))
        return
    numbers = [each.pk for each in completions]
    transaction.on_commit(lambda: _tell(Completion.objects.filter(pk__in=numbers)))


def _tell(completions: Iterable[Completion]) -> None:
    for completion in completions:
        completion_recorded.send_robust(Completion, completion=completion)

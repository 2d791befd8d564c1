"""Listing and withdrawing what can be learnt."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from learning.people.models import DatedFact, StaffGroup
from learning.standards.models import Element

from .choices import ActivityKind
from .models import Activity, Audience, Claim, Listing


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """That completing an activity shows something about an element, before it is recorded."""

    element: Element
    statement: str


@transaction.atomic
def list_activity(
    *,
    key: UUID,
    kind: ActivityKind,
    title: str,
    summary: str,
    minutes: int,
    refresher_months: int | None,
    path: str,
    staff_groups: Iterable[StaffGroup],
    claims: Iterable[ClaimDraft],
    at: datetime,
    source: str,
) -> Activity:
    """List an activity, or bring its listing up to date. Doing so twice changes nothing.

    Groups and elements that are new count from today; those left out counted until yesterday.
    """
    today = localdate(at)
    listing = {
        "kind": kind,
        "title": title,
        "summary": summary,
        "minutes": minutes,
        "refresher_months": refresher_months,
        "path": path,
        "withdrawn_on": None,
    }
    activity, _created = Activity.objects.select_for_update().update_or_create(
        key=key, defaults=listing, create_defaults=listing | {"listed_on": today}
    )
    if not Listing.objects.known().filter(activity=activity, to_on=None).exists():
        Listing.objects.create(activity=activity, from_on=today, recorded_at=at, source=source)
    _reconcile(
        held={
            fact.staff_group_id: fact
            for fact in Audience.objects.known().filter(activity=activity, to_on=None)
        },
        wanted={group.pk: Audience(activity=activity, staff_group=group) for group in staff_groups},
        today=today,
        at=at,
        source=source,
    )
    _reconcile(
        # A reworded claim is another claim, so the sentence belongs to what is compared.
        held={
            (fact.element_id, fact.statement): fact
            for fact in Claim.objects.known().filter(activity=activity, to_on=None)
        },
        wanted={
            (draft.element.pk, draft.statement): Claim(
                activity=activity, element=draft.element, statement=draft.statement
            )
            for draft in claims
        },
        today=today,
        at=at,
        source=source,
    )
    return activity


@transaction.atomic
def withdraw_activity(*, key: UUID, at: datetime, source: str) -> None:
    """Offer an activity no longer, from today. Its records, past audience and past claims stay.

    Ending the facts is what tells figures, with both clocks; the date is for people to read.
    """
    today = localdate(at)
    Activity.objects.filter(key=key, withdrawn_on=None).update(withdrawn_on=today)
    for kind in (Listing, Audience, Claim):
        for fact in kind.objects.known().filter(activity__key=key, to_on=None):
            fact.end(last_on=today - timedelta(days=1), at=at, source=source)


def _reconcile(
    *,
    held: Mapping[Hashable, DatedFact],
    wanted: Mapping[Hashable, DatedFact],
    today: date,
    at: datetime,
    source: str,
) -> None:
    for value, fact in held.items():
        if value not in wanted:
            fact.end(last_on=today - timedelta(days=1), at=at, source=source)
    for value, fact in wanted.items():
        if value not in held:
            fact.from_on, fact.recorded_at, fact.source = today, at, source
            fact.save(force_insert=True)

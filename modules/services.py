"""What trainers and staff do with a module: publish it, withdraw it, read it, confirm it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from learning.catalogue.choices import ActivityKind
from learning.catalogue.models import Activity
from learning.catalogue.services import list_activity, withdraw_activity
from learning.people.models import StaffMember
from learning.records.choices import Source
from learning.records.models import Completion
from learning.records.rules.canonical import sha256_of
from learning.records.services import note_start, record_completion
from modules.models import ModulePage, ModuleVersion, Progress
from modules.selectors import claims_of, frozen_module, last_completion, sections_read_since


class NotPublished(ValueError):
    """Only what is live can be listed. A draft touches nothing."""


class SectionsUnread(ValueError):
    """Somebody confirms sections that they have not opened."""


@transaction.atomic
def publish_module(*, page: ModulePage, at: datetime, by_name: str = "") -> ModuleVersion:
    """List the module in the catalogue and freeze what it says. Doing so twice changes nothing."""
    if not page.live:
        raise NotPublished(f"Module {page.activity_key} is not published.")
    list_activity(
        key=page.activity_key,
        kind=ActivityKind.MODULE,
        title=page.title,
        summary=page.summary,
        minutes=page.minutes,
        refresher_months=page.refresher_months,
        path=page.path_on_site,
        staff_groups=list(page.staff_groups.all()),
        claims=claims_of(page),
        at=at,
        source="modules",
    )
    # Listing locked the activity's row, which hands out version numbers one at a time.
    newest = _newest_version(page)
    body = frozen_module(page)
    sha256 = sha256_of(body)
    if newest is not None and newest.sha256 == sha256:
        return newest
    return ModuleVersion.objects.create(
        activity_key=page.activity_key,
        number=newest.number + 1 if newest else 1,
        title=page.title,
        body=body,
        sha256=sha256,
        published_at=at,
        published_by_name=by_name,
    )


def withdraw_module(*, page: ModulePage, at: datetime) -> None:
    """Offer the module no longer. Its versions and everybody's records stay."""
    withdraw_activity(key=page.activity_key, at=at, source="modules")


def relist_modules(*, pages: Iterable[ModulePage], at: datetime) -> None:
    """Bring the listing of live modules up to date, when their address has changed."""
    for page in pages:
        publish_module(page=page, at=at, by_name="")


def version_in_force(*, page: ModulePage, at: datetime) -> tuple[Activity, ModuleVersion]:
    """The activity and the frozen version of what staff see, so that a record can name them.

    Where publishing was cut short, it is finished here.
    """
    activity = Activity.objects.filter(key=page.activity_key, withdrawn_on=None).first()
    version = _newest_version(page)
    if activity and version and version.sha256 == sha256_of(frozen_module(page)):
        return activity, version
    version = publish_module(page=page, at=at)
    return Activity.objects.get(key=page.activity_key), version


@transaction.atomic
def mark_section_read(
    *, staff_member: StaffMember, page: ModulePage, section_id: str, at: datetime
) -> None:
    """Remember that a section was read, for the convenience of whoever comes back to it."""
    Progress.objects.bulk_create(
        [
            Progress(
                staff_key=staff_member.key,
                activity_key=page.activity_key,
                section_id=section_id,
                read_at=at,
            )
        ],
        update_conflicts=True,
        unique_fields=["staff_key", "activity_key", "section_id"],
        update_fields=["read_at"],
    )
    note_start(staff_member=staff_member, activity_key=page.activity_key, at=at)


@transaction.atomic
def confirm_sections_read(
    *, staff_member: StaffMember, page: ModulePage, after: UUID | None, at: datetime
) -> Completion:
    """Record that somebody has read every section of a module that has no quiz.

    `after` is the person's last completion when they were asked, so that the same confirmation,
    sent twice, is recorded once.
    """
    if page.has_quiz:
        raise ValueError("A module with a quiz is completed by passing it.")
    # The lock makes a second press wait, and then find what the first one recorded.
    StaffMember.objects.select_for_update().get(pk=staff_member.pk)
    last = last_completion(staff_member, page.activity_key)
    if last is not None and last.key != after:
        return last
    read = sections_read_since(staff_member, page.activity_key, last)
    if any(section.id not in read for section in page.section_list):
        raise SectionsUnread(f"Module {page.activity_key} has sections that were not read.")
    activity, version = version_in_force(page=page, at=at)
    return record_completion(
        staff_member=staff_member,
        activity=activity,
        source=Source.SECTIONS_READ,
        source_key=uuid5(NAMESPACE_URL, f"{staff_member.key}/{page.activity_key}/{after or ''}"),
        completed_at=at,
        content_version=version.number,
        content_sha256=version.sha256,
    )


@transaction.atomic
def move_progress(*, duplicate: StaffMember, survivor: StaffMember) -> None:
    """What either of two records has read, the one that stays has read, as late as either did."""
    theirs = Progress.objects.filter(staff_key=survivor.key)
    already = {(each.activity_key, each.section_id): each for each in theirs}
    for progress in Progress.objects.filter(staff_key=duplicate.key):
        same = already.get((progress.activity_key, progress.section_id))
        if same is None:
            progress.staff_key = survivor.key
            progress.save(update_fields=["staff_key"])
        elif progress.read_at > same.read_at:
            same.read_at = progress.read_at
            same.save(update_fields=["read_at"])


def _newest_version(page: ModulePage) -> ModuleVersion | None:
    versions = ModuleVersion.objects.filter(activity_key=page.activity_key)
    return versions.order_by("-number").first()

"""Filling an empty database with the large organisation."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from decimal import Decimal
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from home.services import plant_site_tree
from learning.catalogue.choices import ActivityKind
from learning.catalogue.models import Activity, Audience, Claim, Listing
from learning.people.choices import CustomerContact, EmploymentType
from learning.people.models import Employment, Membership, Post, StaffGroup, StaffMember, User
from learning.records.choices import DueChoice
from learning.records.models import Assignment
from learning.records.services import refresh_stretches, seal_entries
from learning.standards.models import Element, Standard

from .completions import Known, write_completions
from .size import DEPARTMENTS, REFRESHER_MONTHS, SITES, Size

AT_ONCE = 2_000
SOURCE = "made up"
Made = TypeVar("Made", bound=Model)


class NotEmpty(ValidationError):
    """The database holds something already."""


def load_large(
    size: Size, *, at: datetime, say: Callable[[str], None], load_standard: Callable[[], object]
) -> None:
    """People, what is asked of them, what they completed, the ledger, and how they stand."""
    if User.objects.exists() or StaffMember.objects.exists() or Standard.objects.exists():
        raise NotEmpty(
            _("This database already holds something. A made-up organisation needs an empty one.")
        )
    began_at = datetime.combine(size.began_on, time(9), tzinfo=UTC)
    with transaction.atomic():
        plant_site_tree(hostname="localhost", site_name="A large council")
        load_standard()
        say(_("%(count)s people") % {"count": size.staff})
        _load_people(size, began_at)
        say(_("%(count)s activities") % {"count": size.activities})
        _load_activities(size, began_at)
    let_live(size, at=at, say=say)


def let_live(size: Size, *, already: int = 0, at: datetime, say: Callable[[str], None]) -> None:
    """Write the completions that are not there already, seal them, and say how everybody stands."""
    say(_("%(count)s completions") % {"count": size.completions - already})
    write_completions(size, _known(size), already=already, say=lambda done: say(f"  {done}"))
    say(_("Sealing the ledger"))
    seal_entries(at=at)
    _analyse()
    say(_("Working out how everybody stands"))
    refresh_stretches(at=at, say=lambda done: say(f"  {done}") if done % 5_000 == 0 else None)
    _analyse()


def _load_people(size: Size, began_at: datetime) -> None:
    dated = {"from_on": size.began_on, "recorded_at": began_at, "source": SOURCE}
    people = range(size.staff)
    _make(
        StaffMember(
            key=UUID(f"57aff000-0000-4000-8000-{person:012x}"),
            payroll_number=f"L{person:07d}",
            first_name=size.name_of(person)[0],
            last_name=size.name_of(person)[1],
        )
        for person in people
    )
    ids = list(StaffMember.objects.order_by("payroll_number").values_list("pk", flat=True))
    StaffGroup.objects.bulk_create(
        [StaffGroup(name=f"Group {group:03d}") for group in range(size.groups)]
    )
    groups = list(StaffGroup.objects.order_by("name").values_list("pk", flat=True))
    _make(Employment(staff_member_id=ids[person], **dated) for person in people)
    _make(
        Post(
            staff_member_id=ids[person],
            job_title="Adviser" if person % 12 else "Team leader",
            department=DEPARTMENTS[person % len(DEPARTMENTS)],
            site=SITES[person // 3 % len(SITES)],
            line_manager_id=ids[person - person % 12] if person % 12 else None,
            customer_contact=CustomerContact.FRONT_LINE,
            employment_type=EmploymentType.EMPLOYEE,
            hours_per_week=Decimal(37),
            **dated,
        )
        for person in people
    )
    _make(
        Membership(staff_member_id=ids[person], staff_group_id=groups[group], **dated)
        for person in people
        for group in size.groups_of(person)
    )


def _load_activities(size: Size, began_at: datetime) -> None:
    dated = {"from_on": size.began_on, "recorded_at": began_at, "source": SOURCE}
    activities = [
        Activity(
            key=UUID(f"ac700000-0000-4000-8000-{number:012x}"),
            kind=ActivityKind.SESSION,
            title=f"Session {number:03d}: serving customers well",
            minutes=10 + number % 4 * 10,
            refresher_months=REFRESHER_MONTHS,
            path=f"/training/session-{number}/",
            listed_on=size.began_on,
        )
        for number in range(size.activities)
    ]
    Activity.objects.bulk_create(activities)
    elements = list(Element.objects.order_by("pk"))
    groups = list(StaffGroup.objects.order_by("name"))
    meant = [
        (activities[number], group)
        for place, group in enumerate(groups)
        for number in size.asked_of_group(place)
    ]
    _make(Listing(activity=activity, **dated) for activity in activities)
    _make(Audience(activity=activity, staff_group=group, **dated) for activity, group in meant)
    _make(
        Claim(
            activity=activity,
            element=elements[number % len(elements)],
            statement="Knows how to serve customers well.",
            **dated,
        )
        for number, activity in enumerate(activities)
    )
    _make(
        Assignment(
            activity=activity,
            staff_group=group,
            is_mandatory=activity.minutes < 40,
            counted_from_on=size.began_on,
            due=DueChoice.AFTER_JOINING_GROUP,
            due_days=30,
            **dated,
        )
        for activity, group in meant
    )


def _make(made: Iterable[Made]) -> None:
    for batch in _batches(made):
        type(batch[0])._default_manager.bulk_create(batch)


def _batches(made: Iterable[Made]) -> Iterator[list[Made]]:
    made = iter(made)
    while batch := list(islice(made, AT_ONCE)):
        yield batch


def _known(size: Size) -> Known:
    activities = Activity.objects.order_by("key").prefetch_related("claims__element")
    return Known(
        staff_keys=[
            str(key)
            for key in StaffMember.objects.order_by("payroll_number").values_list("key", flat=True)
        ],
        activity_keys=[str(activity.key) for activity in activities],
        titles=[activity.title for activity in activities],
        elements=[
            "; ".join(claim.element.number for claim in activity.claims.all())
            for activity in activities
        ],
        groups=list(StaffGroup.objects.order_by("name").values_list("name", flat=True)),
    )


def _analyse() -> None:
    """So that the database's plans know how much there is."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

"""What the council asks of its staff: modules, a programme, and the exceptions to it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from learning.catalogue.models import Activity
from learning.people.models import StaffGroup, StaffMember, User
from learning.records.choices import DueChoice
from learning.records.models import Completion, Programme
from learning.records.selectors import learning_of
from learning.records.selectors.changes import plan_steps
from learning.records.services import (
    Ask,
    ask_for_more_time,
    assign,
    grant_request,
    save_programme,
    void_completion,
    waive,
)
from modules.models import ModulePage

from .people import at_nine

SIGNED = "Wendy Davies"
MANDATORY_FOR = {
    "putting-a-complaint-right": ["Contact centre", "Reception", "Housing", "Libraries"],
    "privacy": None,  # everyone it is meant for
    "accessible-service": ["Reception", "Libraries"],
}
MANDATORY = Ask(due=DueChoice.AFTER_JOINING_GROUP, due_days=30)
INDUCTION = Ask(due=DueChoice.AFTER_JOINING, due_days=30)
RECOMMENDED = Ask(is_mandatory=False)
PROGRAMME = ("Saying no, kindly", ("bad-news-and-delay", "putting-a-complaint-right"), "Planning")


def assign_modules(pages: Iterable[ModulePage]) -> None:
    """Ask for each module from the day it was published; privacy is part of the induction."""
    for page in pages:
        groups = list(page.staff_groups.all())
        mandatory = MANDATORY_FOR.get(page.slug, [])
        for is_mandatory in (True, False):
            chosen = [
                group
                for group in groups
                if (mandatory is None or group.name in mandatory) is is_mandatory
            ]
            ask = INDUCTION if mandatory is None else MANDATORY
            if chosen:
                assign(
                    activity=_activity_of(page),
                    staff_groups=chosen,
                    ask=ask if is_mandatory else RECOMMENDED,
                    from_on=page.first_published_at.date(),
                    at=page.first_published_at,
                    source=SIGNED,
                )


def assign_a_programme(pages: Mapping[str, ModulePage], *, today: date) -> None:
    """Two modules in an order, for one group."""
    title, slugs, group = PROGRAMME
    begins_on = today - timedelta(days=50)
    activities = [_activity_of(pages[slug]) for slug in slugs]
    programme = Programme(title=title)
    change = plan_steps(programme=programme, activities=activities, from_on=begins_on)
    at = at_nine(begins_on)
    save_programme(programme=programme, activities=activities, change=change, at=at, source=SIGNED)
    assign(
        programme=programme,
        staff_groups=[StaffGroup.objects.get(name=group)],
        ask=Ask(due=DueChoice.AFTER_JOINING_GROUP, due_days=60),
        from_on=begins_on,
        at=at,
        source=SIGNED,
    )


def make_a_few_exceptions(pages: Mapping[str, ModulePage], *, by: User, today: date) -> None:
    """Somebody excused, and two completions that were recorded by mistake."""
    waive(
        activity=_activity_of(pages["accessible-service"]),
        staff_member=StaffMember.objects.get(payroll_number="E010592"),
        reason="Teaches this for the county and is assessed there each year.",
        from_on=today - timedelta(days=120),
        to_on=today + timedelta(days=245),
        at=at_nine(today - timedelta(days=120)),
        source=SIGNED,
    )
    reasons = (
        "Taken by a colleague who was still signed in on the shared tablet.",
        "Recorded against the wrong payroll number when the old records were brought over.",
    )
    mistaken = Completion.objects.filter(completed_on__lt=today - timedelta(days=30))
    for completion, reason in zip(
        mistaken.order_by("-completed_at")[3:20:9], reasons, strict=False
    ):
        void_completion(
            completion=completion, reason=reason, by=by, at=at_nine(today - timedelta(days=12))
        )


def ask_hr_for_more_time(page: ModulePage, *, by: User, today: date) -> None:
    """Two people ask: one has her answer, the other waits for it."""
    first, second = _still_to_do(page, count=2, on=today)
    asked = ask_for_more_time(
        activity=_activity_of(page),
        staff_member=first,
        wanted_on=today + timedelta(days=14),
        why="I cover two desks until the end of the month.",
        at=at_nine(today - timedelta(days=6)),
    )
    grant_request(
        request=asked,
        due_on=today + timedelta(days=14),
        answer="Of course. Take the two weeks.",
        by=by,
        at=at_nine(today - timedelta(days=5)),
    )
    ask_for_more_time(
        activity=_activity_of(page),
        staff_member=second,
        wanted_on=today + timedelta(days=21),
        why="I am on site most days until the new flats are let.",
        at=at_nine(today - timedelta(days=1)),
    )


def _still_to_do(page: ModulePage, *, count: int, on: date) -> list[StaffMember]:
    """People whom HR could give more time for it, in the order of their payroll numbers."""
    activity = _activity_of(page)
    found: list[StaffMember] = []
    housing = StaffMember.objects.in_post_on(on).filter(
        memberships__staff_group__name="Housing", memberships__superseded_at=None
    )
    for person in housing.order_by("payroll_number").distinct():
        if any(
            asked.activity == activity and asked.may_have_more_time
            for asked in learning_of(person, on=on)
        ):
            found.append(person)
        if len(found) == count:
            break
    return found


def _activity_of(page: ModulePage) -> Activity:
    return Activity.objects.get(key=page.activity_key)

"""What the records say on a person's page."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.html import escape

from learning.records.services import void_completion
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import (
    AssignmentFactory,
    CompletionFactory,
    ExtensionRequestFactory,
    ProgrammeFactory,
    WaiverFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=UTC), tick=False):
        yield date(2026, 6, 1)


@pytest.fixture
def asha():
    return StaffMemberFactory(payroll_number="E010454")


@pytest.fixture
def complaints():
    return ActivityFactory(title="Putting a complaint right", refresher_months=12)


def page_of(client, person, **dates):
    return client.get(reverse("staff:inspect", args=[person.pk]), dates).content.decode()


def test_everything_asked_is_there_with_its_sentence(client, hr, asha, complaints):
    reception = StaffGroupFactory(name="Reception")
    joined_on = date(2026, 5, 20)
    MembershipFactory(staff_member=asha, staff_group=reception, from_on=joined_on)
    AssignmentFactory(activity=complaints, staff_group=reception, due_days=30)

    page = page_of(client, asha)

    assert "Due 19 June 2026: 30 days after joining Reception on 20 May 2026." in page
    assert "Mandatory. Due 30 days after joining the group." in page


def test_hr_can_act_on_what_is_asked(client, hr, asha, complaints):
    hers = AssignmentFactory(activity=complaints, staff_member=asha, due_on=date(2026, 7, 1))

    page = page_of(client, asha)

    about = escape(f"?payroll_number=E010454&activity={complaints.pk}")
    assert reverse("extension:extend") + about in page
    assert reverse("waiver:waive") + about in page
    assert reverse("assignment:end", args=[hers.pk]) in page


@pytest.mark.parametrize("waits", [True, False])
def test_a_request_for_more_time_that_waits_is_seen_beside_the_day(
    client, hr, asha, complaints, waits
):
    AssignmentFactory(activity=complaints, staff_member=asha, due_on=date(2026, 7, 1))
    ExtensionRequestFactory(
        activity=complaints,
        staff_member=asha,
        wanted_on=date(2026, 7, 20),
        answered_at=None if waits else datetime(2026, 5, 30, 9, tzinfo=UTC),
    )

    page = page_of(client, asha)

    assert ("They asked for time until 20 July 2026." in page) is waits
    assert (f"{reverse('extension_request:index')}?answered=false" in page) is waits
    assert (reverse("extension:extend") in page) is not waits


def test_what_is_asked_of_a_whole_group_is_not_ended_for_one(client, hr, asha, complaints):
    reception = StaffGroupFactory()
    MembershipFactory(staff_member=asha, staff_group=reception)
    asked = AssignmentFactory(activity=complaints, staff_group=reception)

    assert reverse("assignment:end", args=[asked.pk]) not in page_of(client, asha)


def test_a_link_fills_in_whom_and_what_it_is_about(client, hr, asha, complaints):
    about = {"payroll_number": "E010454", "activity": complaints.pk}

    for screen in ("extension:extend", "waiver:waive"):
        form = client.get(reverse(screen), about).context["form"]
        assert form["payroll_number"].value() == "E010454"
        assert form["activity"].value() == str(complaints.pk)


def test_the_page_can_be_seen_as_at_another_day(client, hr, asha, complaints):
    AssignmentFactory(activity=complaints, staff_member=asha, due_on=date(2026, 5, 1))
    CompletionFactory(
        staff_member=asha,
        activity=complaints,
        completed_at=datetime(2026, 5, 10, 9, tzinfo=UTC),
    )

    assert "Current" in page_of(client, asha)
    then = page_of(client, asha, as_at="2026-05-05")
    assert "How they stood on 5 May 2026." in then
    assert "Overdue" in then
    assert "Nothing was completed by that day." in then
    assert reverse("extension:extend") not in then


def test_the_page_can_be_seen_as_it_was_known_on_a_day(client, hr, asha, complaints):
    AssignmentFactory(activity=complaints, staff_member=asha, due_on=date(2026, 5, 1))
    WaiverFactory(
        activity=complaints, staff_member=asha, recorded_at=datetime(2026, 5, 20, 9, tzinfo=UTC)
    )

    assert "Waived" in page_of(client, asha)
    assert "Waived" not in page_of(client, asha, known_on="2026-05-19")
    assert "Waived" in page_of(client, asha, known_on="2026-05-20")


def test_a_day_that_is_none_says_so(client, hr, asha):
    assert "Enter a valid date" in page_of(client, asha, as_at="31 February")


def test_a_voided_completion_stays_with_its_reason_and_source(client, hr, asha, complaints):
    completion = CompletionFactory(staff_member=asha, activity=complaints)
    void_completion(
        completion=completion,
        reason="Taken by a colleague",
        by=hr,
        at=datetime(2026, 5, 20, 9, tzinfo=UTC),
    )

    page = page_of(client, asha)
    assert "Voided" in page
    assert "Taken by a colleague" in page
    assert "Quiz passed" in page
    before = page_of(client, asha, known_on="2026-05-19")
    assert "Taken by a colleague" not in before
    assert "Stands" in before


def test_nothing_asked_and_nothing_done_say_what_to_do(client, hr, asha):
    page = page_of(client, asha)

    assert "Nothing is asked of them that day." in page
    assert "Nothing was completed by that day." in page


def test_whoever_may_not_see_the_records_does_not_see_them_there(client, asha, complaints):
    AssignmentFactory(activity=complaints, staff_member=asha)
    user = UserFactory()
    names = ("view_staffmember", "access_admin")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    page = page_of(client, asha)

    assert "Staff groups" in page
    assert "What is asked" not in page


def test_a_long_record_takes_as_many_queries_as_a_short_one(
    client, hr, asha, django_assert_num_queries, django_assert_max_num_queries
):
    def ask_for_more(count):
        for _each in range(count):
            activity, programme = ActivityFactory(), ProgrammeFactory()
            AssignmentFactory(activity=activity, programme=programme, staff_member=asha)
            for days in range(3):
                void_completion(
                    completion=CompletionFactory(
                        staff_member=asha,
                        activity=activity,
                        completed_at=datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=days),
                    ),
                    reason="A mistake",
                    by=hr,
                    at=datetime(2026, 5, 20, 9, tzinfo=UTC),
                )

    ask_for_more(1)
    page_of(client, asha)
    with django_assert_max_num_queries(60) as few:
        page_of(client, asha)
    ask_for_more(6)
    with django_assert_num_queries(len(few)):
        page_of(client, asha)


def test_of_a_long_record_the_page_shows_the_latest_and_leads_to_all(client, hr, asha, complaints):
    for month in range(1, 13):
        for year in (2024, 2025):
            CompletionFactory(
                staff_member=asha,
                activity=complaints,
                completed_at=datetime(year, month, 9, 9, tzinfo=UTC),
            )
    CompletionFactory(activity=complaints)

    page = page_of(client, asha)
    everything = client.get(reverse("completion:index"), {"payroll_number": "e010454"})

    assert "9 December 2025" in page
    assert "9 May 2024" in page
    assert "9 April 2024" not in page
    assert reverse("completion:index") + "?payroll_number=E010454" in page
    assert everything.context["paginator"].count == 24


def test_an_address_with_a_day_that_nobody_can_mean_shows_today(client, hr, asha):
    assert "before the year 2200" in page_of(client, asha, known_on="9999-12-31")


def test_nobody_is_away_or_excused_for_ever(client, hr, asha, complaints):
    about = {"payroll_number": "E010454", "activity": complaints.pk, "reason": "Teaches it"}
    waive = about | {"from_on": "2026-06-01", "to_on": "9999-12-31"}
    absence = {"reason": "parental", "from_on": "2026-06-01", "to_on": "9999-12-31"}

    for address, answers in (
        (reverse("waiver:waive"), waive),
        (reverse("staff:record_absence", args=[asha.pk]), absence),
    ):
        assert "before the year 2200" in client.post(address, answers).content.decode()

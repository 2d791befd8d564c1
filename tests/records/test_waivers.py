"""Excusing somebody, and ending it early."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from learning.records.models import Waiver
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import WaiverFactory

pytestmark = pytest.mark.django_db

TODAY = localdate()
NEXT_YEAR = TODAY + timedelta(days=365)


def test_hr_excuses_somebody_until_a_day(client, hr):
    StaffMemberFactory(payroll_number="E010454")

    client.post(
        reverse("waiver:waive"),
        {
            "payroll_number": "E010454",
            "activity": ActivityFactory().pk,
            "reason": "Covered by their professional body",
            "from_on": "2026-06-01",
            "to_on": "2026-12-31",
        },
    )

    assert Waiver.objects.get().staff_member.payroll_number == "E010454"


@pytest.mark.parametrize("missing", ["reason", "to_on"])
def test_a_waiver_has_a_reason_and_an_end(client, hr, missing):
    StaffMemberFactory(payroll_number="E010454")
    answers = {
        "payroll_number": "E010454",
        "activity": ActivityFactory().pk,
        "reason": "Covered by their professional body",
        "from_on": "2026-06-01",
        "to_on": "2026-12-31",
    }

    page = client.post(reverse("waiver:waive"), answers | {missing: ""}).content.decode()

    assert "This field is required" in page
    assert not Waiver.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [(0, "is excused from it on all of these days already"), (1, "")],
    ids=["within", "longer"],
)
def test_nobody_is_excused_twice_for_the_same_days(client, hr, more, said):
    held = WaiverFactory(from_on=TODAY, to_on=NEXT_YEAR)
    answers = {
        "payroll_number": held.staff_member.payroll_number,
        "activity": held.activity.pk,
        "reason": "Covered by their professional body",
        "from_on": TODAY.isoformat(),
        "to_on": (NEXT_YEAR + timedelta(days=more)).isoformat(),
    }

    page = client.post(reverse("waiver:waive"), answers).text

    assert said in page
    assert Waiver.objects.count() == 1 + more


def test_a_waiver_ends_early_and_what_it_excused_stays(client, hr):
    waiver = WaiverFactory(to_on=NEXT_YEAR)

    client.post(reverse("waiver:end", args=[waiver.pk]), {"last_on": TODAY.isoformat()})

    known = Waiver.objects.known().get()
    assert (known.from_on, known.to_on) == (waiver.from_on, TODAY)


def test_a_waiver_is_not_made_longer_by_ending_it(client, hr):
    waiver = WaiverFactory(to_on=TODAY)

    page = client.post(
        reverse("waiver:end", args=[waiver.pk]), {"last_on": NEXT_YEAR.isoformat()}
    ).content.decode()

    assert "It ends that day already" in page
    assert Waiver.objects.known().get().to_on == TODAY


def test_one_that_has_not_begun_is_taken_back(client, hr):
    waiver = WaiverFactory(from_on=TODAY + timedelta(days=7), to_on=NEXT_YEAR)

    client.post(reverse("waiver:end", args=[waiver.pk]), {"last_on": TODAY.isoformat()})

    assert not Waiver.objects.known().exists()


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        pytest.param("today", {"Now"}, id="today"),
        pytest.param("later", {"Later"}, id="later"),
        pytest.param("ended", {"Over"}, id="ended"),
        pytest.param("", {"Now", "Later", "Over"}, id="all"),
    ],
)
def test_waivers_are_filtered_by_when_they_hold(client, hr, when, shown):
    WaiverFactory(reason="Now", to_on=NEXT_YEAR)
    WaiverFactory(reason="Later", from_on=TODAY + timedelta(days=1), to_on=NEXT_YEAR)
    WaiverFactory(reason="Over", to_on=TODAY - timedelta(days=1))

    listed = client.get(reverse("waiver:index"), {"holds": when}).context["object_list"]

    assert {waiver.reason for waiver in listed} == shown


def test_waivers_are_filtered_by_staff_group(client, hr):
    reception = StaffGroupFactory()
    hers = WaiverFactory(staff_member=StaffMemberFactory(staff_groups=[reception]))
    WaiverFactory()

    listed = client.get(reverse("waiver:index"), {"group": reception.pk}).context["object_list"]

    assert list(listed) == [hers]

"""Adjustments as HR records, finds and ends them, and whom these screens refuse."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from learning.people.models import Adjustment
from tests.factories.people import AdjustmentFactory, StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def record(client, staff_member, **answers):
    return client.post(
        reverse("staff:record_adjustment", args=[staff_member.pk]),
        {"staff_member": staff_member.payroll_number, "from_on": "2026-11-01"} | answers,
        follow=True,
    )


def test_hr_records_an_adjustment_from_the_persons_page_and_ends_it(hr):
    asha = StaffMemberFactory(first_name="Asha", last_name="Baker")
    url = reverse("staff:record_adjustment", args=[asha.pk])
    assert url in hr.get(reverse("staff:inspect", args=[asha.pk])).content.decode()
    assert asha.payroll_number in hr.get(url).content.decode()

    page = record(hr, asha, extra_time="25", has_unlimited_attempts="on").content.decode()
    assert "Recorded for Asha Baker: 25% extra time, unlimited attempts." in page
    assert "since 1 November 2026" in page

    adjustment = Adjustment.objects.known().get()
    page = hr.post(
        reverse("adjustment:end", args=[adjustment.pk]), {"last_on": "2026-11-20"}, follow=True
    ).content.decode()
    assert "The adjustment has an end." in page
    assert "1 November 2026 to 20 November 2026" in page


def test_an_empty_list_says_what_fills_it(hr):
    url = reverse("adjustment:index")

    assert "No adjustment is on record." in hr.get(url).content.decode()
    assert "No adjustment matches." in hr.get(url, {"q": "asha"}).content.decode()


def test_the_list_gives_the_days_as_days(hr):
    AdjustmentFactory(from_on=date(2026, 11, 1), to_on=date(2026, 11, 20))

    page = hr.get(reverse("adjustment:index")).content.decode()

    assert "1 November 2026" in page
    assert "20 November 2026" in page


def test_hr_takes_back_an_adjustment_that_was_a_mistake(hr):
    adjustment = AdjustmentFactory(from_on=date(2026, 11, 1))

    page = hr.post(
        reverse("adjustment:end", args=[adjustment.pk]), {"last_on": "2026-10-31"}, follow=True
    ).content.decode()

    assert "it never held" in page
    assert not Adjustment.objects.known().exists()


def test_hr_is_asked_for_the_adjustment_and_never_for_the_reason(hr):
    page = hr.get(reverse("adjustment:record"))

    assert "never the condition" in page.content.decode()
    assert set(page.context["form"].fields) == {
        "staff_member",
        "extra_time",
        "is_untimed",
        "has_unlimited_attempts",
        "from_on",
        "to_on",
    }


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        pytest.param({}, "Say what the adjustment is", id="nothing"),
        pytest.param({"extra_time": "0"}, "Say what the adjustment is", id="no extra time"),
        pytest.param({"extra_time": "25", "is_untimed": "on"}, "not both", id="both"),
        pytest.param({"extra_time": "301"}, "less than or equal to 300", id="too much"),
        pytest.param({"extra_time": "-5"}, "greater than or equal to 0", id="less time"),
        pytest.param({"extra_time": "12.5"}, "Enter a whole number", id="not whole"),
        pytest.param(
            {"is_untimed": "on", "to_on": "2026-10-31"}, "comes before the first", id="days"
        ),
    ],
)
def test_an_adjustment_that_cannot_be_is_explained(hr, answers, sentence):
    page = record(hr, StaffMemberFactory(), **answers).content.decode()

    assert sentence in page
    assert not Adjustment.objects.exists()


def test_a_second_adjustment_on_the_same_day_is_explained(hr):
    asha = AdjustmentFactory(extra_time=50).staff_member

    page = record(hr, asha, extra_time="25").content.decode()

    assert "already has an adjustment then: “50% extra time”" in page
    assert Adjustment.objects.count() == 1


def test_hr_finds_who_has_an_adjustment_today(hr):
    now = AdjustmentFactory(staff_member__last_name="Standing", from_on=localdate())
    AdjustmentFactory(staff_member__last_name="Over", to_on=date(2021, 1, 1))
    url = reverse("adjustment:index")

    assert len(hr.get(url).context["object_list"]) == 2
    assert list(hr.get(url, {"holds": "today"}).context["object_list"]) == [now]
    assert list(hr.get(url, {"q": "standing"}).context["object_list"]) == [now]


def test_an_adjustment_no_longer_known_is_not_listed_and_cannot_be_ended(hr):
    adjustment = AdjustmentFactory()
    adjustment.supersede(at=adjustment.recorded_at)

    assert not hr.get(reverse("adjustment:index")).context["object_list"]
    assert hr.get(reverse("adjustment:end", args=[adjustment.pk])).status_code == 404


def queries_of(client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_takes_as_many_queries_for_forty_people(hr, django_assert_max_num_queries):
    AdjustmentFactory()
    url = reverse("adjustment:index")
    hr.get(url)
    few = queries_of(hr, url, django_assert_max_num_queries)

    AdjustmentFactory.create_batch(39)

    assert queries_of(hr, url, django_assert_max_num_queries) == few


def test_a_persons_page_takes_as_many_queries_for_many_adjustments(
    hr, django_assert_max_num_queries
):
    asha = AdjustmentFactory().staff_member
    url = reverse("staff:inspect", args=[asha.pk])
    hr.get(url)
    few = queries_of(hr, url, django_assert_max_num_queries)

    AdjustmentFactory.create_batch(5, staff_member=asha, to_on=date(2021, 1, 1))

    assert queries_of(hr, url, django_assert_max_num_queries) == few


def test_neither_a_line_manager_nor_the_person_opens_or_uses_these_screens(client):
    manager = StaffMemberFactory()
    asha = StaffMemberFactory(line_manager=manager)
    adjustment = AdjustmentFactory(staff_member=asha)
    ending = reverse("adjustment:end", args=[adjustment.pk])

    for user in (manager.user, asha.user, UserFactory()):
        client.force_login(user)
        for url in (
            reverse("adjustment:index"),
            reverse("adjustment:record"),
            reverse("staff:record_adjustment", args=[asha.pk]),
            reverse("staff:inspect", args=[asha.pk]),
            ending,
        ):
            page = client.get(url, follow=True)
            assert "25% extra time" not in page.content.decode(), url
        record(client, manager, extra_time="25")
        client.post(ending, {"last_on": "2026-11-20"})

    assert list(Adjustment.objects.known()) == [adjustment]
    assert adjustment.to_on is None

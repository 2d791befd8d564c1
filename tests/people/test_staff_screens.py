"""The staff list, a person's page, groups and absences, as HR sees them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from learning.people.models import Absence, FirstLogIn, Membership, StaffGroup
from tests.factories.people import (
    AbsenceFactory,
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
)

pytestmark = pytest.mark.django_db


def test_the_staff_list_is_searched_by_any_words_of_a_name(hr):
    StaffMemberFactory(first_name="Asha", last_name="Baker")
    StaffMemberFactory(first_name="Asha", last_name="Cole")

    page = hr.get(reverse("staff:index"), {"q": "baker asha"}).content.decode()

    assert "Asha Baker" in page
    assert "Asha Cole" not in page


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        pytest.param({"here": "now"}, {"Here", "Elsewhere"}, id="in post"),
        pytest.param({"here": "left"}, {"Gone"}, id="left"),
        pytest.param({"department": "Housing"}, {"Elsewhere"}, id="department"),
        pytest.param({"site": "Civic Centre"}, {"Here", "Elsewhere"}, id="site"),
        pytest.param({"has_log_in": "false"}, {"Gone"}, id="no log-in"),
    ],
)
def test_the_staff_list_is_filtered(hr, filters, names):
    StaffMemberFactory(last_name="Here")
    StaffMemberFactory(last_name="Elsewhere", department="Housing")
    StaffMemberFactory(last_name="Gone", left=True, never_signed_in=True)
    never_started = StaffMemberFactory(last_name="Unstarted")
    for fact in (never_started.employments.get(), never_started.posts.get()):
        fact.supersede(at=timezone.now())

    response = hr.get(reverse("staff:index"), filters)

    assert {member.last_name for member in response.context["object_list"]} == names


def test_the_staff_list_is_filtered_by_group(hr):
    reception = StaffGroupFactory()
    inside = StaffMemberFactory(staff_groups=[reception])
    StaffMemberFactory()

    response = hr.get(reverse("staff:index"), {"staff_group": reception.pk})

    assert list(response.context["object_list"]) == [inside]


def queries_of(client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_staff_list_takes_as_many_queries_for_forty_people(hr, django_assert_max_num_queries):
    groups = [StaffGroupFactory() for _ in range(3)]
    StaffMemberFactory(staff_groups=groups)
    url = reverse("staff:index")
    hr.get(url)
    few = queries_of(hr, url, django_assert_max_num_queries)

    boss = StaffMemberFactory()
    StaffMemberFactory.create_batch(38, staff_groups=groups, line_manager=boss)

    assert queries_of(hr, url, django_assert_max_num_queries) == few


def test_a_persons_page_takes_as_many_queries_for_a_long_career(hr, django_assert_max_num_queries):
    asha = StaffMemberFactory(staff_groups=[StaffGroupFactory()], line_manager=StaffMemberFactory())
    AbsenceFactory(staff_member=asha, to_on=date(2020, 2, 1))
    url = reverse("staff:inspect", args=[asha.pk])
    hr.get(url)
    few = queries_of(hr, url, django_assert_max_num_queries)

    MembershipFactory.create_batch(5, staff_member=asha, to_on=date(2021, 1, 1))
    AbsenceFactory.create_batch(5, staff_member=asha, to_on=date(2021, 1, 1))

    assert queries_of(hr, url, django_assert_max_num_queries) == few


def test_hr_adds_somebody_to_a_group_and_takes_them_out(hr):
    asha, reception = StaffMemberFactory(), StaffGroupFactory(name="Reception")

    hr.post(
        reverse("staff:add_to_group", args=[asha.pk]),
        {"staff_group": reception.pk, "from_on": "2026-11-01"},
    )
    membership = Membership.objects.known().get(staff_member=asha)
    response = hr.post(
        reverse("staff:end_membership", args=[membership.pk]),
        {"last_on": "2026-11-20"},
        follow=True,
    )

    assert "1 November 2026 to 20 November 2026" in response.content.decode()


def test_hr_records_an_absence_from_the_persons_page_and_ends_it(hr):
    asha = StaffMemberFactory()
    url = reverse("staff:record_absence", args=[asha.pk])
    assert asha.payroll_number in hr.get(url).content.decode()

    hr.post(
        url,
        {"staff_member": asha.payroll_number, "reason": "parental", "from_on": "2026-11-01"},
    )
    absence = Absence.objects.known().get()
    hr.post(reverse("absence:end", args=[absence.pk]), {"last_on": "2026-11-20"})

    assert Absence.objects.known().get().to_on == date(2026, 11, 20)
    assert hr.get(reverse("absence:index")).status_code == 200


def test_an_absence_that_cannot_be_is_explained(hr):
    page = hr.post(
        reverse("absence:record"),
        {"staff_member": "E404", "reason": "parental", "from_on": "2026-11-01"},
    ).content.decode()

    assert "Nobody on the staff list has payroll number E404" in page


def test_hr_adds_and_retires_a_group_and_cannot_delete_it(hr):
    hr.post(reverse("staff_group:add"), {"name": "Night desk", "description": ""})
    group = StaffGroup.objects.get()
    hr.post(
        reverse("staff_group:edit", args=[group.pk]),
        {"name": "Night desk", "description": "", "is_retired": "on"},
    )

    group.refresh_from_db()
    assert group.is_retired
    refused = hr.post(reverse("staff_group:delete", args=[group.pk]))
    assert refused.status_code == 302
    assert StaffGroup.objects.exists()


def test_a_second_group_of_the_same_name_is_explained(hr):
    StaffGroupFactory(name="Reception")

    page = hr.post(reverse("staff_group:add"), {"name": "RECEPTION"}).content.decode()

    assert "There is already a staff group with this name." in page


def test_the_slip_shows_a_code_once(hr):
    deepa = StaffMemberFactory(never_signed_in=True, payroll_number="E010946")
    url = reverse("staff:give_log_in", args=[deepa.pk])
    assert hr.get(url).status_code == 200
    assert FirstLogIn.objects.count() == 0

    slip = hr.post(url)

    assert slip.context["code"] in slip.content.decode()
    assert "E010946" in slip.content.decode()
    assert "no-store" in slip["Cache-Control"]


def test_a_log_in_that_cannot_be_given_is_explained(hr):
    gone = StaffMemberFactory(left=True)

    page = hr.post(reverse("staff:give_log_in", args=[gone.pk]), follow=True).content.decode()

    assert "has left" in page


def test_rooms_above_can_add_to_a_persons_page(hr):
    asha = StaffMemberFactory()

    class Note(Component):
        def render_html(self, parent_context=None):
            return f"A note about {asha.full_name}"

    def add_note(request, staff_member, panels):
        assert staff_member == asha
        panels.append(Note())

    with hooks.register_temporarily("construct_staff_member_panels", add_note):
        page = hr.get(reverse("staff:inspect", args=[asha.pk])).content.decode()

    assert f"A note about {asha.full_name}" in page


@pytest.mark.parametrize("left", [False, True], ids=["works-here", "left"])
def test_whoever_left_is_away_from_nothing(hr, left):
    asha = StaffMemberFactory(left=left)
    AbsenceFactory(staff_member=asha)

    page = hr.get(reverse("staff:inspect", args=[asha.pk])).content.decode()

    assert ("Away today" in page) is not left

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from learning.people.permissions import Role
from learning.records.models import Assignment, Completion
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import (
    AssignmentFactory,
    CompletionFactory,
    ExtensionFactory,
    ExtensionRequestFactory,
    ProgrammeFactory,
    WaiverFactory,
)

pytestmark = pytest.mark.django_db

NOT_HR = [Role.TRAINERS, Role.CONTENT_APPROVERS, Role.CSE_LEADS, Role.IT]


def addresses():
    completion, assignment = CompletionFactory(), AssignmentFactory(staff_group=StaffGroupFactory())
    return [
        reverse("completion:index"),
        reverse("completion:inspect", args=[completion.pk]),
        reverse("completion:void", args=[completion.pk]),
        reverse("assignment:index"),
        reverse("assignment:assign"),
        reverse("assignment:revise", args=[assignment.pk]),
        reverse("assignment:end", args=[assignment.pk]),
        reverse("programme:index"),
        reverse("programme:make"),
        reverse("programme:change", args=[ProgrammeFactory().pk]),
        reverse("waiver:index"),
        reverse("waiver:waive"),
        reverse("waiver:end", args=[WaiverFactory().pk]),
        reverse("extension:index"),
        reverse("extension:extend"),
        reverse("extension:take_back", args=[ExtensionFactory().pk]),
        reverse("extension_request:index"),
        reverse("extension_request:answer", args=[ExtensionRequestFactory().pk]),
    ]


@pytest.mark.parametrize("role", NOT_HR)
def test_the_records_are_closed_to_everyone_but_hr(client, role):
    client.force_login(UserFactory(roles=[role]))

    for address in addresses():
        for response in (client.get(address), client.post(address)):
            # Wagtail sends those who may not look back to its front page.
            assert response.status_code == 302, address
            assert response.url == reverse("wagtailadmin_home")
    assert Completion.objects.standing().count() == 1


def test_a_staff_member_cannot_reach_the_records(client):
    client.force_login(StaffMemberFactory().user)

    for address in addresses():
        assert client.get(address).status_code in (302, 403)


def test_hr_can_look_at_everything(client, hr):
    for address in addresses():
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_not_even_hr_can_edit_or_delete_a_completion(client, hr, action):
    completion = CompletionFactory()

    response = client.post(reverse(f"completion:{action}", args=[completion.pk]), {"pass_mark": 1})

    assert response.status_code == 302
    assert Completion.objects.get(pk=completion.pk).pass_mark == completion.pass_mark


def test_hr_voids_a_completion_with_a_reason(client, hr):
    completion = CompletionFactory()

    client.post(reverse("completion:void", args=[completion.pk]), {"reason": "Wrong person"})

    assert completion.void.reason.text == "Wrong person"
    assert completion.void.reason.by_name == "Priya Shah"
    page = client.get(reverse("completion:inspect", args=[completion.pk]))
    assert "Wrong person" in page.content.decode()


def test_a_completion_shows_what_it_has_in_plain_figures(client, hr):
    marked = CompletionFactory(marks_awarded=Decimal("7.5"), marks_available=10, pass_mark=70)
    brought_over = CompletionFactory(marks_awarded=None, marks_available=None, pass_mark=None)

    shown = [
        {str(each["label"]): str(each["value"]) for each in client.get(address).context["fields"]}
        for address in (
            reverse("completion:inspect", args=[each.pk]) for each in (marked, brought_over)
        )
    ]

    assert shown[0]["Marks awarded"] == "7.5"
    assert shown[0]["Marks available"] == "10"
    assert shown[0]["Pass mark"] == "70%"
    assert not {"Marks awarded", "Marks available", "Pass mark", "Replaces"} & set(shown[1])


def test_voiding_without_a_reason_says_what_to_do(client, hr):
    completion = CompletionFactory()

    response = client.post(reverse("completion:void", args=[completion.pk]), {"reason": ""})

    assert "Nothing was saved" in response.content.decode()
    assert Completion.objects.standing().exists()


def test_ending_an_assignment_keeps_its_past(client, hr):
    assignment = AssignmentFactory(staff_group=StaffGroupFactory())

    client.post(reverse("assignment:end", args=[assignment.pk]), {"last_on": "2026-06-30"})

    known = Assignment.objects.known().get()
    assert known.to_on == date(2026, 6, 30)
    assert Assignment.objects.known(assignment.recorded_at).get().to_on is None


def test_the_list_of_completions_asks_the_same_few_questions_however_long_it_is(
    client, hr, django_assert_max_num_queries
):
    address = reverse("completion:index")
    CompletionFactory()
    client.get(address)

    for count in (1, 10):
        for _each in range(count):
            CompletionFactory()
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_completions_are_filtered_by_group_and_day(client, hr):
    reception = StaffGroupFactory(name="Reception")
    asha = StaffMemberFactory(last_name="Found", staff_groups=[reception])
    CompletionFactory(staff_member=asha)
    CompletionFactory(staff_member=StaffMemberFactory(last_name="Elsewhere"))

    page = client.get(reverse("completion:index"), {"group": reception.pk}).content.decode()

    assert "Found" in page
    assert "Elsewhere" not in page

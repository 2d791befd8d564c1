"""More time: somebody asks, HR answers, and the day moves."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry

from learning.people.permissions import Role
from learning.records.models import Extension, ExtensionRequest, Waiver
from learning.records.selectors import learning_of
from learning.records.services import extend, take_back_extension
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import AbsenceFactory, StaffMemberFactory, UserFactory
from tests.factories.records import (
    AssignmentFactory,
    CompletionFactory,
    ExtensionRequestFactory,
)

pytestmark = pytest.mark.django_db

TODAY = localdate()
IN_A_MONTH = TODAY + timedelta(days=30)
WHY = "I am covering the counter alone this month"


@pytest.fixture
def asha(client):
    asha = StaffMemberFactory(payroll_number="E010454")
    client.force_login(asha.user)
    return asha


@pytest.fixture
def asked(asha):
    """What is asked of Asha, due in a week."""
    return AssignmentFactory(staff_member=asha, due_on=TODAY + timedelta(days=7))


def page_for(assignment):
    return reverse("more_time", args=[assignment.activity.key])


def ask(client, assignment, **changes):
    answers = {"wanted_on": IN_A_MONTH.isoformat(), "why": WHY} | changes
    return client.post(page_for(assignment), answers, follow=True).content.decode()


def sign_in_hr(client, **kwargs):
    officer = UserFactory(roles=[Role.HR_OFFICERS], first_name="Priya", last_name="Shah", **kwargs)
    client.force_login(officer)
    return officer


def answer(client, request, button, **changes):
    answers = {"due_on": IN_A_MONTH.isoformat(), "answer": "You were alone.", button: "yes"}
    address = reverse("extension_request:answer", args=[request.pk])
    return client.post(address, answers | changes, follow=True).content.decode()


def give(client, assignment, **changes):
    answers = {
        "payroll_number": "e010454",
        "activity": assignment.activity.pk,
        "due_on": IN_A_MONTH.isoformat(),
        "reason": "The counter was short of staff",
    }
    return client.post(reverse("extension:extend"), answers | changes, follow=True).text


def test_somebody_asks_is_granted_it_and_reads_why(client, asha, asked):
    assert "HR has your request" in ask(client, asked)

    sign_in_hr(client)
    request = ExtensionRequest.objects.get()
    page = client.get(reverse("extension_request:answer", args=[request.pk])).content.decode()
    assert WHY in page
    answer(client, request, "grant")

    client.force_login(asha.user)
    page = client.get(page_for(asked)).content.decode()
    assert "You were alone." in page
    assert "You have until" in page
    [learning] = learning_of(asha, on=TODAY)
    assert learning.due_on == IN_A_MONTH
    assert "extended: You were alone." in learning.because


def test_a_refusal_moves_nothing_and_is_read_too(client, asha, asked):
    ask(client, asked)
    sign_in_hr(client)
    answer(client, ExtensionRequest.objects.get(), "refuse", answer="The audit is in a week.")

    client.force_login(asha.user)
    page = client.get(page_for(asked)).content.decode()
    assert "HR could not give more time." in page
    assert "The audit is in a week." in page
    assert not Extension.objects.exists()


def test_it_is_asked_once_while_it_waits(client, asha, asked):
    ask(client, asked)

    page = ask(client, asked)

    assert "You have asked already" in page
    assert ExtensionRequest.objects.count() == 1
    assert "Ask HR" not in client.get(page_for(asked)).content.decode()


def test_it_can_be_asked_again_once_it_was_answered(client, asha, asked):
    ask(client, asked)
    sign_in_hr(client)
    answer(client, ExtensionRequest.objects.get(), "refuse")
    client.force_login(asha.user)

    ask(client, asked)

    assert ExtensionRequest.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"wanted_on": TODAY.isoformat()}, "Give a day after today", id="today"),
        pytest.param(
            {"wanted_on": (TODAY + timedelta(days=366)).isoformat()},
            "within the next 365 days",
            id="too-far",
        ),
        pytest.param({"why": " "}, "This field is required", id="no-reason"),
    ],
)
def test_a_request_that_cannot_be_says_why(client, asha, asked, changes, said):
    assert said in ask(client, asked, **changes)
    assert not ExtensionRequest.objects.exists()


TOO_EARLY = "there is time until then already. Give a later day."


@pytest.mark.parametrize("days", [3, 7], ids=["before the day", "the day itself"])
def test_no_day_is_asked_for_that_they_have_already(client, asha, asked, days):
    wanted_on = TODAY + timedelta(days=days)

    page = ask(client, asked, wanted_on=wanted_on.isoformat())

    assert f"It is due on {date_format(asked.due_on, 'j F Y')}" in page
    assert TOO_EARLY in page
    assert not ExtensionRequest.objects.exists()


@pytest.mark.parametrize("button", ["grant", "give"])
def test_hr_gives_no_day_that_they_have_already(client, asha, asked, button):
    ask(client, asked)
    sign_in_hr(client)
    day = asked.due_on.isoformat()
    if button == "grant":
        page = answer(client, ExtensionRequest.objects.get(), "grant", due_on=day)
    else:
        page = give(client, asked, due_on=day)

    assert TOO_EARLY in page
    assert not Extension.objects.exists()
    assert ExtensionRequest.objects.get().answered_at is None


def test_the_same_time_is_given_once(client, asha, asked):
    sign_in_hr(client)

    pages = [give(client, asked) for _press in range(2)]

    assert TOO_EARLY in pages[1]
    assert Extension.objects.count() == 1


def take_back(client, extension):
    return client.post(reverse("extension:take_back", args=[extension.pk]), follow=True).text


def test_time_that_was_given_can_be_taken_back(client, asha, asked):
    ask(client, asked)
    officer = sign_in_hr(client)
    answer(client, ExtensionRequest.objects.get(), "grant")
    given_at, extension = timezone.now(), Extension.objects.get()
    assert "take-back" in client.get(reverse("extension:index")).text

    assert "The time is taken back" in take_back(client, extension)

    [learning] = learning_of(asha, on=TODAY)
    assert learning.due_on == asked.due_on
    [before] = learning_of(asha, on=TODAY, known_at=given_at)
    assert before.due_on == IN_A_MONTH
    logged = ModelLogEntry.objects.get(action="records.take_back_extension")
    assert (logged.user, logged.label) == (officer, f"{asha} – {asked.activity}")
    client.force_login(asha.user)
    assert "took it back since" in client.get(page_for(asked)).text


def test_what_was_taken_back_can_be_given_for_less(client, asha, asked):
    sign_in_hr(client)
    give(client, asked)
    take_back(client, Extension.objects.get())

    sooner = TODAY + timedelta(days=10)
    give(client, asked, due_on=sooner.isoformat())

    [learning] = learning_of(asha, on=TODAY)
    assert learning.due_on == sooner


def test_it_is_taken_back_once_and_not_after_the_day(client, asha, asked):
    sign_in_hr(client)
    give(client, asked)
    extension = Extension.objects.get()

    with pytest.raises(ValidationError, match="has passed"):
        take_back_extension(extension=extension, at=timezone.now() + timedelta(days=31))
    take_back_extension(extension=extension, at=timezone.now())
    with pytest.raises(ValidationError, match="just changed this extension"):
        take_back_extension(extension=extension, at=timezone.now())


def test_there_is_no_page_for_what_is_not_asked_of_them(client, asha):
    others = AssignmentFactory(staff_member=StaffMemberFactory(), due_on=IN_A_MONTH)

    assert client.get(page_for(others)).status_code == 404
    assert client.post(page_for(others), {"wanted_on": IN_A_MONTH, "why": WHY}).status_code == 404
    assert client.get(reverse("more_time", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("situation", ["due on no day", "away"])
def test_no_more_time_is_given_for_what_has_no_day(client, asha, situation):
    asked = AssignmentFactory(staff_member=asha, due_on=IN_A_MONTH if situation == "away" else None)
    if situation == "away":
        AbsenceFactory(staff_member=asha)

    assert "no day by which" in ask(client, asked)
    assert not ExtensionRequest.objects.exists()


def test_somebody_off_the_staff_list_has_no_such_page(client, asked):
    client.force_login(UserFactory())

    assert client.get(page_for(asked)).status_code == 404


def test_nobody_sees_what_another_asked(client, asha, asked):
    ExtensionRequestFactory(activity=asked.activity, why="Somebody else's words")

    assert "Somebody else" not in client.get(page_for(asked)).content.decode()


def test_hr_gives_more_time_unasked(client, asha, asked):
    sign_in_hr(client)

    give(client, asked)

    [learning] = learning_of(asha, on=TODAY)
    assert learning.due_on == IN_A_MONTH
    assert Extension.objects.get().source == "Priya Shah"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"due_on": TODAY.isoformat()}, "Give a day after today", id="today"),
        pytest.param(
            {"due_on": (TODAY + timedelta(days=366)).isoformat()},
            "within the next 365 days",
            id="too-far",
        ),
        pytest.param({"payroll_number": "E9"}, "payroll number E9", id="nobody"),
        pytest.param({}, "There is no day to move", id="not-asked"),
        pytest.param({"reason": ""}, "This field is required", id="no-reason"),
    ],
)
def test_an_extension_that_cannot_be_says_why(client, hr, changes, said):
    person, activity = StaffMemberFactory(), ActivityFactory()
    if changes:
        AssignmentFactory(activity=activity, staff_member=person, due_on=TODAY)
    answers = {
        "payroll_number": person.payroll_number,
        "activity": activity.pk,
        "due_on": IN_A_MONTH.isoformat(),
        "reason": "The counter was short of staff",
    }

    page = client.post(reverse("extension:extend"), answers | changes).content.decode()

    assert said in page
    assert not Extension.objects.exists()


def test_a_request_is_answered_once(client, hr):
    request = ExtensionRequestFactory()
    answer(client, request, "refuse")

    page = answer(client, request, "grant")

    assert "Somebody has answered this request already" in page
    assert not Extension.objects.exists()


def test_nobody_in_hr_answers_their_own(client):
    officer = sign_in_hr(client)
    request = ExtensionRequestFactory(staff_member=StaffMemberFactory(user=officer))

    page = answer(client, request, "grant")

    assert "This request is yours" in page
    assert ExtensionRequest.objects.get().answered_at is None


def test_nobody_in_hr_gives_themselves_what_they_may_not_grant_themselves(client, asha, asked):
    asha.user.groups.add(Group.objects.get(name=Role.HR_OFFICERS))

    assert "Somebody else in HR does it" in give(client, asked)

    excused = {
        "payroll_number": "e010454",
        "activity": asked.activity.pk,
        "reason": "I know it all",
        "from_on": TODAY.isoformat(),
        "to_on": IN_A_MONTH.isoformat(),
    }
    page = client.post(reverse("waiver:waive"), excused, follow=True)
    assert "Somebody else in HR does it" in page.text
    assert not Extension.objects.exists()
    assert not Waiver.objects.exists()


def test_an_answer_has_words(client, hr):
    request = ExtensionRequestFactory()

    assert "This field is required" in answer(client, request, "refuse", answer="")
    assert ExtensionRequest.objects.get().answered_at is None


def test_an_unanswered_request_comes_first_in_the_list(client, hr):
    waits = ExtensionRequestFactory(asked_at=timezone.now())
    answered = ExtensionRequestFactory()
    answer(client, answered, "refuse")

    listed = client.get(reverse("extension_request:index")).context["object_list"]

    assert list(listed) == [waits, answered]


def test_a_completion_that_counts_no_longer_is_said_to_be_over_after_an_extension(asha):
    activity = ActivityFactory(refresher_months=12)
    AssignmentFactory(activity=activity, staff_member=asha)
    CompletionFactory(
        staff_member=asha, activity=activity, completed_at=timezone.now() - timedelta(days=400)
    )
    extend(
        activity=activity,
        staff_member=asha,
        due_on=IN_A_MONTH,
        reason="The counter was short of staff",
        at=timezone.now(),
        source="Priya Shah",
    )

    [learning] = learning_of(asha, on=TODAY)

    assert "which counted until" in learning.because

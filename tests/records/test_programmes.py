"""Programmes: steps in order, and what changing them asks of those who have them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from learning.records.models import Assignment, Programme, Step
from learning.records.rules.status import Status
from learning.records.selectors import effect_of, learning_of, plan_steps
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import AssignmentFactory, ProgrammeFactory
from tests.records.test_assigning_screens import NOTHING_CHANGED, seen_on

pytestmark = pytest.mark.django_db

TODAY = localdate()


@pytest.fixture
def activities():
    return [ActivityFactory(title=title) for title in ("Welcome", "Privacy", "Complaints")]


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


def answers_for(steps, **changes):
    order = ",".join(str(activity.pk) for activity in steps)
    return {"title": "Your first month", "steps": order, "from_on": TODAY.isoformat()} | changes


def post(client, answers, programme=None):
    address = (
        reverse("programme:change", args=[programme.pk]) if programme else reverse("programme:make")
    )
    return client.post(address, answers)


def save(client, answers, programme=None):
    """Look at what it comes to, then save that."""
    return post(client, seen_on(post(client, answers, programme).content.decode()), programme)


def steps_of(programme):
    steps = Step.objects.known().filter(programme=programme, to_on=None)
    return [step.activity for step in steps.order_by("position")]


def assigned_to(group, programme, activities, **kwargs):
    return [
        AssignmentFactory(activity=each, programme=programme, staff_group=group, **kwargs)
        for each in activities
    ]


def test_a_programme_is_made_with_its_steps_in_order(client, hr, activities):
    save(client, answers_for(activities))

    assert steps_of(Programme.objects.get(title="Your first month")) == activities


def test_looking_makes_nothing(client, hr, activities):
    page = post(client, answers_for(activities)).content.decode()

    assert NOTHING_CHANGED in page
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("button", "order"),
    [
        pytest.param("up", ["Privacy", "Welcome", "Complaints"], id="up"),
        pytest.param("down", ["Welcome", "Complaints", "Privacy"], id="down"),
        pytest.param("out", ["Welcome", "Complaints"], id="out"),
    ],
)
def test_a_button_moves_a_step_and_saves_nothing(client, hr, activities, button, order):
    answers = answers_for(activities, do=f"{button} {activities[1].pk}")

    response = post(client, answers)

    assert [activity.title for activity in response.context["activities"]] == order
    assert not Programme.objects.exists()


def test_a_button_complains_of_nothing_and_what_was_added_is_chosen_no_longer(
    client, hr, activities
):
    form = post(client, answers_for([], title="", add=activities[0].pk, do="add")).context["form"]

    assert form.activities() == activities[:1]
    assert not form.errors
    assert form["add"].value() is None


def test_what_is_chosen_is_added_even_without_the_button(client, hr, activities):
    save(client, answers_for(activities[:2], add=activities[2].pk))

    assert steps_of(Programme.objects.get()) == activities


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"steps": ""}, "one activity at least", id="no-steps"),
        pytest.param({"title": ""}, "This field is required", id="no-title"),
        pytest.param({"title": "Taken"}, "already a programme with this title", id="taken"),
        pytest.param({"from_on": "2020-01-01"}, "Give today or a later day", id="in-the-past"),
    ],
)
def test_a_programme_that_cannot_be_says_what_to_do(client, hr, activities, changes, said):
    ProgrammeFactory(title="Taken")

    page = post(client, answers_for(activities) | changes).content.decode()

    assert said in page
    assert Programme.objects.count() == 1


def test_a_new_step_is_asked_of_everyone_who_has_the_programme(client, hr, activities, reception):
    asha = StaffMemberFactory(staff_groups=[reception])
    programme = ProgrammeFactory(activities=activities[:2])
    assigned_to(reception, programme, activities[:2], due_days=30)

    save(client, answers_for(activities), programme)

    new = next(one for one in learning_of(asha, on=TODAY) if one.activity == activities[2])
    assert (new.status, new.due_on) == (Status.DUE, TODAY + timedelta(days=30))
    assert new.assignment.counted_from_on == TODAY
    assert new.assignment.programme == programme


def test_the_effect_says_how_many_get_how_much_more(activities, reception):
    for _each in range(3):
        StaffMemberFactory(staff_groups=[reception])
    programme = ProgrammeFactory(activities=activities[:2])
    assigned_to(reception, programme, activities[:2])

    change = plan_steps(programme=programme, activities=activities, from_on=TODAY)
    effect = effect_of(change, today=TODAY)

    assert effect.people == 3
    assert list(effect.tallies) == [activities[2]]
    assert effect.cost.first_minutes == 30


NEXT_MONTH = TODAY + timedelta(days=30)
THE_DAY_BEFORE = NEXT_MONTH - timedelta(days=1)


def test_a_new_step_is_asked_for_as_long_as_the_programme_still_is(
    client, hr, activities, reception
):
    asha = StaffMemberFactory(staff_groups=[reception])
    programme = ProgrammeFactory(activities=activities[:2])
    assigned_to(reception, programme, activities[:2], due_days=30, to_on=THE_DAY_BEFORE)

    save(client, answers_for(activities), programme)

    assert {one.activity for one in learning_of(asha, on=THE_DAY_BEFORE)} == set(activities)
    assert not learning_of(asha, on=NEXT_MONTH)


def test_a_new_step_is_asked_on_the_terms_of_today_until_others_begin(
    client, hr, activities, reception
):
    asha = StaffMemberFactory(staff_groups=[reception])
    programme = ProgrammeFactory(activities=activities[:2])
    assigned_to(reception, programme, activities[:2], due_days=30, to_on=THE_DAY_BEFORE)
    begun = Assignment.objects.first().from_on
    other = {"due_days": 90, "from_on": NEXT_MONTH, "counted_from_on": begun}
    assigned_to(reception, programme, activities[:2], **other)

    save(client, answers_for(activities), programme)

    due_on = {
        day: one.due_on
        for day in (THE_DAY_BEFORE, NEXT_MONTH)
        for one in learning_of(asha, on=day)
        if one.activity == activities[2]
    }
    assert due_on == {
        THE_DAY_BEFORE: TODAY + timedelta(days=30),
        NEXT_MONTH: TODAY + timedelta(days=90),
    }


def test_a_step_taken_out_is_asked_no_longer_though_other_terms_begin_later(
    client, hr, activities, reception
):
    asha = StaffMemberFactory(staff_groups=[reception])
    programme = ProgrammeFactory(activities=activities)
    assigned_to(reception, programme, activities, to_on=THE_DAY_BEFORE)
    assigned_to(reception, programme, activities, from_on=NEXT_MONTH)

    save(client, answers_for(activities[:2]), programme)

    for day in (TODAY, THE_DAY_BEFORE, NEXT_MONTH):
        assert {one.activity for one in learning_of(asha, on=day)} == set(activities[:2])


def test_a_step_taken_out_is_asked_no_longer(client, hr, activities, reception):
    asha = StaffMemberFactory(staff_groups=[reception])
    programme = ProgrammeFactory(activities=activities)
    assigned_to(reception, programme, activities)
    page = post(client, answers_for(activities[:2]), programme).content.decode()
    assert "Asked no longer" in page
    assert page.count("Reception") == 1

    post(client, seen_on(page), programme)

    assert {one.activity for one in learning_of(asha, on=TODAY)} == set(activities[:2])
    yesterday = TODAY - timedelta(days=1)
    assert {one.activity for one in learning_of(asha, on=yesterday)} == set(activities)


def test_another_order_asks_nothing_and_keeps_each_first_day(client, hr, activities, reception):
    programme = ProgrammeFactory(activities=activities)
    assigned_to(reception, programme, activities)
    before = set(Assignment.objects.values_list("pk", flat=True))
    first_days = set(Step.objects.values_list("activity", "from_on"))

    save(client, answers_for(activities[::-1]), programme)

    assert steps_of(programme) == activities[::-1]
    assert set(Assignment.objects.known().values_list("pk", flat=True)) == before
    known = Step.objects.known()
    assert set(known.values_list("activity", "from_on")) == first_days
    assert Step.objects.count() == 3 + 2  # the middle one stayed where it was


def test_a_step_is_not_added_for_whom_the_due_date_has_passed(client, hr, activities, reception):
    programme = ProgrammeFactory(activities=activities[:2])
    last_week = TODAY - timedelta(days=7)
    assigned_to(reception, programme, activities[:2], due_on=last_week)

    page = post(client, answers_for(activities), programme).content.decode()

    assert "Change those terms first." in page
    assert steps_of(programme) == activities[:2]


def test_a_step_that_begins_later_is_asked_from_then(client, hr, activities, reception):
    next_month = TODAY + timedelta(days=30)
    programme = ProgrammeFactory(activities=activities[:1])
    save(client, answers_for(activities[:2], from_on=next_month.isoformat()), programme)
    answers = {
        "programme": programme.pk,
        "staff_groups": [reception.pk],
        "from_on": TODAY.isoformat(),
        "due": "by no day",
        "again": "never sooner",
    }
    page = client.post(reverse("assignment:assign"), answers).content.decode()
    client.post(reverse("assignment:assign"), seen_on(page))

    begin_on = dict(Assignment.objects.values_list("activity__title", "from_on"))
    assert begin_on == {"Welcome": TODAY, "Privacy": next_month}


def test_a_retired_programme_is_offered_nowhere(client, hr, activities):
    programme = ProgrammeFactory(activities=activities)
    save(client, answers_for(activities, title="Retired one", is_retired="on"), programme)

    form = client.get(reverse("assignment:assign")).context["form"]

    assert Programme.objects.get().is_retired
    assert programme not in form.fields["programme"].queryset


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_a_programme_is_not_edited_in_place_or_deleted(client, hr, action):
    programme = ProgrammeFactory()

    client.post(reverse(f"programme:{action}", args=[programme.pk]), {"title": "Else"})

    assert Programme.objects.get() == programme
    assert Programme.objects.get().title == programme.title


def test_the_list_leads_to_changing_and_assigning_each(client, hr, activities):
    programme = ProgrammeFactory(activities=activities)
    retired = ProgrammeFactory(is_retired=True)

    page = client.get(reverse("programme:index")).content.decode()

    assign = f"{reverse('assignment:assign')}?programme="
    assert reverse("programme:change", args=[programme.pk]) in page
    assert f"{assign}{programme.pk}" in page
    assert f"{assign}{retired.pk}" not in page


def test_a_programme_can_be_chosen_before_assigning(client, hr, activities):
    programme = ProgrammeFactory(activities=activities)

    form = client.get(reverse("assignment:assign"), {"programme": programme.pk}).context["form"]

    assert form["programme"].value() == str(programme.pk)

"""HR assigns: the answers, then what they come to, then the assignment."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry

from learning.records.choices import AgainChoice, DueChoice
from learning.records.models import Assignment
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import AssignmentFactory, CompletionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

NOTHING_CHANGED = "Nothing has changed yet"
TODAY = localdate()


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


def answers_for(activity=None, **changes):
    answers = {
        "activity": activity.pk if activity else "",
        "is_mandatory": "on",
        "from_on": TODAY.isoformat(),
        "due": DueChoice.AFTER_JOINING_GROUP,
        "due_days": "30",
        "again": AgainChoice.NEVER_SOONER,
    }
    return answers | changes


def look(client, answers, *, at="assignment:assign", args=()):
    return client.post(reverse(at, args=args), answers).content.decode()


def seen_on(page):
    """What the page carries to the next step: every hidden answer, and the digest."""
    form = page.split('class="records-confirm"')[1].split("</form>")[0]
    answers = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        answers.setdefault(name[1], []).append(value[1] if value else "")
    return {name: values for name, values in answers.items() if name != "csrfmiddlewaretoken"}


def test_looking_shows_the_effect_and_saves_nothing(client, hr, reception):
    activity = ActivityFactory(title="Putting a complaint right", refresher_months=12)
    StaffMemberFactory(last_name="Okafor", staff_groups=[reception])

    page = look(client, answers_for(activity, staff_groups=[reception.pk]))

    assert NOTHING_CHANGED in page
    assert "Okafor" in page
    assert "For everyone in Reception." in page
    assert "Mandatory. Due 30 days after joining the group." in page
    assert "10 minutes in all at first" in page
    assert "to do it again" in page
    assert not Assignment.objects.exists()


def test_a_group_with_nobody_in_it_can_be_asked_all_the_same(client, hr, reception):
    page = look(client, answers_for(ActivityFactory(), staff_groups=[reception.pk]))

    assert "This asks nothing new of anybody that day." in page
    assert "Whoever joins later is asked." in page
    client.post(reverse("assignment:assign"), seen_on(page))
    assert Assignment.objects.exists()


def test_what_was_seen_is_what_is_saved(client, hr, reception):
    activity = ActivityFactory()
    StaffMemberFactory(payroll_number="E010454", staff_groups=[reception])
    page = look(
        client, answers_for(activity, staff_groups=[reception.pk], payroll_numbers="E010454")
    )

    response = client.post(reverse("assignment:assign"), seen_on(page))

    assert response.url == reverse("assignment:index")
    to_group, to_person = Assignment.objects.order_by("pk")
    assert (to_group.staff_group, to_group.due_days, to_group.is_mandatory) == (reception, 30, True)
    assert to_person.staff_member.payroll_number == "E010454"
    assert to_group.source == "Priya Shah"
    actions = ModelLogEntry.objects.values_list("action", "label")
    assert set(actions) == {("records.assign", str(each)) for each in (to_group, to_person)}


def test_if_it_comes_to_something_else_by_now_that_is_shown_first(client, hr, reception):
    activity = ActivityFactory()
    asha = StaffMemberFactory(staff_groups=[reception])
    page = look(client, answers_for(activity, staff_groups=[reception.pk]))
    CompletionFactory(staff_member=asha, activity=activity)

    page = look(client, seen_on(page))

    assert "Something has changed since you looked" in page
    assert not Assignment.objects.exists()
    client.post(reverse("assignment:assign"), seen_on(page))
    assert Assignment.objects.exists()


def test_a_made_up_digest_saves_nothing(client, hr, reception):
    answers = answers_for(ActivityFactory(), staff_groups=[reception.pk], seen="0" * 64)

    assert NOTHING_CHANGED in look(client, answers)
    assert not Assignment.objects.exists()


def test_the_answers_can_be_changed_after_looking(client, hr, reception):
    page = look(client, answers_for(ActivityFactory(), staff_groups=[reception.pk]))

    form = look(client, seen_on(page) | {"again_to_form": "yes"})

    assert NOTHING_CHANGED not in form
    assert 'name="due_days" value="30"' in form


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, "Choose at least one staff group or person", id="nobody"),
        pytest.param({"activity": ""}, "Choose an activity or a programme", id="nothing"),
        pytest.param({"payroll_numbers": "E999"}, "payroll number E999", id="unknown-person"),
        pytest.param(
            {"payroll_numbers": "E1", "due": DueChoice.ON_A_DAY}, "Give the date", id="no-date"
        ),
        pytest.param(
            {"payroll_numbers": "E1", "due": DueChoice.ON_A_DAY, "due_on": "2020-01-01"},
            "The due date is before the day it is asked from",
            id="a-date-before-it-begins",
        ),
        pytest.param(
            {"payroll_numbers": "E1", "due_days": ""}, "Give the number of days", id="no-days"
        ),
        pytest.param(
            {"payroll_numbers": "E1", "again": AgainChoice.MONTHS},
            "Give the number of months",
            id="no-months",
        ),
        pytest.param(
            {"payroll_numbers": "E1", "again": AgainChoice.SEASON, "season_from_month": "11"},
            "Choose the last month of the season",
            id="half-a-season",
        ),
        pytest.param(
            {
                "payroll_numbers": "E1",
                "due": DueChoice.AFTER_COMPLETION,
                "again": AgainChoice.MONTHS,
                "again_months": "6",
            },
            "already says when it is asked again",
            id="two-ways-to-ask-again",
        ),
    ],
)
def test_an_assignment_that_cannot_be_says_what_to_do(client, hr, changes, said):
    StaffMemberFactory(payroll_number="E1")

    page = look(client, answers_for(ActivityFactory()) | changes)

    assert said in page
    assert NOTHING_CHANGED not in page


def test_an_activity_and_a_programme_are_not_asked_for_at_once(client, hr, reception):
    programme = ProgrammeFactory(activities=[ActivityFactory()])

    page = look(
        client,
        answers_for(ActivityFactory(), programme=programme.pk, staff_groups=[reception.pk]),
    )

    assert "Choose an activity or a programme, not both." in page


def test_a_programme_without_activities_says_what_to_do(client, hr, reception):
    page = look(client, answers_for(programme=ProgrammeFactory().pk, staff_groups=[reception.pk]))

    assert "has no activities yet. Add some first." in page


def test_a_programme_is_one_assignment_for_each_step(client, hr, reception):
    activities = [ActivityFactory(), ActivityFactory()]
    programme = ProgrammeFactory(activities=activities)

    page = look(client, answers_for(programme=programme.pk, staff_groups=[reception.pk]))
    client.post(reverse("assignment:assign"), seen_on(page))

    made = Assignment.objects.order_by("pk")
    assert [(one.activity, one.programme) for one in made] == [
        (activity, programme) for activity in activities
    ]


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        pytest.param(
            {"due": DueChoice.BY_NO_DAY, "due_on": "2030-01-01", "due_days": "9"},
            {"due_on": None, "due_days": 0},
            id="no date",
        ),
        pytest.param(
            {"due": DueChoice.AFTER_JOINING, "due_on": "2030-01-01", "due_days": "9"},
            {"due_on": None, "due_days": 9},
            id="days after joining",
        ),
        pytest.param(
            {"due": DueChoice.ON_A_DAY, "due_on": "2030-01-01", "due_days": "9"},
            {"due_on": date(2030, 1, 1), "due_days": 9},
            id="a date, and days for those who join later",
        ),
        pytest.param(
            {"again_months": "6", "season_from_month": "11", "season_to_month": "1"},
            {"again_months": None, "season_from_month": None},
            id="again as the activity says",
        ),
        pytest.param(
            {"again": AgainChoice.MONTHS, "again_months": "6", "season_from_month": "11"},
            {"again_months": 6, "season_from_month": None},
            id="every so many months",
        ),
        pytest.param(
            {
                "again": AgainChoice.SEASON,
                "again_months": "6",
                "season_from_month": "11",
                "season_to_month": "1",
                "window_days": "14",
            },
            {
                "again_months": None,
                "season_from_month": 11,
                "season_to_month": 1,
                "window_days": 14,
            },
            id="a season with its window",
        ),
    ],
)
def test_what_does_not_apply_is_ignored(client, hr, reception, answers, kept):
    page = look(client, answers_for(ActivityFactory(), staff_groups=[reception.pk]) | answers)
    client.post(reverse("assignment:assign"), seen_on(page))

    made = Assignment.objects.get()
    assert {name: getattr(made, name) for name in kept} == kept


def test_the_terms_are_changed_from_a_day_on(client, hr, reception):
    before = AssignmentFactory(staff_group=reception, due_days=30)
    form = client.get(reverse("assignment:revise", args=[before.pk])).content.decode()
    assert 'name="due_days" value="30"' in form

    page = look(
        client, answers_for() | {"due_days": "60"}, at="assignment:revise", args=[before.pk]
    )
    assert "Due 30 days after joining the group." in page
    assert "Due 60 days after joining the group." in page
    client.post(reverse("assignment:revise", args=[before.pk]), seen_on(page))

    ended, revised = Assignment.objects.known().order_by("from_on")
    assert (ended.due_days, ended.to_on) == (30, TODAY - timedelta(days=1))
    assert (revised.due_days, revised.counted_from_on) == (60, before.counted_from_on)


def test_terms_are_not_changed_before_they_began(client, hr, reception):
    before = AssignmentFactory(staff_group=reception, due_days=30)
    too_early = (before.from_on - timedelta(days=1)).isoformat()

    page = look(client, answers_for(from_on=too_early), at="assignment:revise", args=[before.pk])

    assert "Choose that day or a later one" in page


def test_the_steps_of_a_programme_change_and_end_together(client, hr, reception):
    programme = ProgrammeFactory()
    steps = [AssignmentFactory(programme=programme, staff_group=reception) for _ in range(2)]
    other = AssignmentFactory(programme=programme, staff_group=StaffGroupFactory())

    page = look(client, answers_for(), at="assignment:revise", args=[steps[0].pk])
    client.post(reverse("assignment:revise", args=[steps[0].pk]), seen_on(page))

    known = Assignment.objects.known().filter(to_on=None)
    assert known.filter(staff_group=reception, due_days=30).count() == 2
    address = reverse("assignment:end", args=[known.filter(staff_group=reception).first().pk])
    client.post(address, {"last_on": TODAY.isoformat()})
    assert Assignment.objects.known().get(to_on=None) == other


def test_the_list_offers_to_change_and_to_end_what_is_open(client, hr, reception):
    is_open = AssignmentFactory(staff_group=reception)
    ended = AssignmentFactory(staff_group=reception, to_on=TODAY)

    page = client.get(reverse("assignment:index")).content.decode()

    for action in ("revise", "end"):
        assert reverse(f"assignment:{action}", args=[is_open.pk]) in page
        assert reverse(f"assignment:{action}", args=[ended.pk]) not in page


def test_what_has_ended_is_neither_changed_nor_ended_again(client, hr, reception):
    ended = AssignmentFactory(staff_group=reception, to_on=TODAY)

    for action in ("revise", "end"):
        assert client.get(reverse(f"assignment:{action}", args=[ended.pk])).status_code == 404


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    client, hr, django_assert_max_num_queries
):
    for count in (1, 10):
        for _each in range(count):
            AssignmentFactory(staff_group=StaffGroupFactory(), programme=ProgrammeFactory())
        with django_assert_max_num_queries(20):
            assert client.get(reverse("assignment:index")).status_code == 200

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from learning.catalogue.models import Activity
from learning.people.permissions import Role
from learning.records.choices import Source
from tests.factories.modules import ModulePageFactory, section, site_tree
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory
from tests.factories.records import (
    AssignmentFactory,
    CompletionFactory,
    ExtensionRequestFactory,
)
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 1, 5, 9, tzinfo=UTC), tick=False) as traveller:
        site_tree()
        yield traveller


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def asha(reception):
    return StaffMemberFactory(first_name="Asha", staff_groups=[reception])


def activity_of(module):
    return Activity.objects.get(key=module.activity_key)


def look(client, today, person, on=TODAY):
    today.move_to(on)
    client.force_login(person.user)
    return client.get("/")


def titles(things):
    return [thing.title for thing in things]


def test_it_greets_by_name_and_says_what_will_fill_it(client, today, asha):
    shown = look(client, today, asha)

    assert "Hello, Asha" in shown.text
    assert "Nothing is waiting for you yet" in shown.text
    assert "What you complete is listed here" in shown.text


def test_the_next_thing_is_what_is_late_then_what_is_due_soonest(client, today, asha, reception):
    for title, due in [("Soon", (2026, 6, 10)), ("Late", (2026, 5, 1)), ("Later", (2026, 7, 1))]:
        module = ModulePageFactory(title=title, staff_groups=[reception])
        AssignmentFactory(activity=activity_of(module), staff_group=reception, due_on=date(*due))

    learning = look(client, today, asha).context["learning"]

    assert learning.next.title == "Late"
    assert titles(learning.due) == ["Soon", "Later"]


def test_each_thing_says_why_by_when_how_long_and_where_it_counts(client, today, asha, reception):
    element = ElementFactory(number="4.3.3", title="Learning from complaints")
    module = ModulePageFactory(
        title="Calm", minutes=8, staff_groups=[reception], elements=[element]
    )
    AssignmentFactory(activity=activity_of(module), staff_group=reception, due_on=date(2026, 6, 12))

    shown = look(client, today, asha).text

    assert "For everyone in Reception." in shown
    assert "8 minutes" in shown
    assert "due 12 June 2026" in shown
    assert "4.3.3 Learning from complaints" in shown


def test_what_was_begun_says_where_to_go_on_and_how_long_is_left(client, today, asha, reception):
    ModulePageFactory(
        title="Calm",
        minutes=10,
        staff_groups=[reception],
        sections=[section("One"), section("Two")],
    )
    today.move_to(TODAY)
    client.force_login(asha.user)
    client.post("/training/calm/section/1/")

    learning = client.get("/").context["learning"]

    assert learning.next.title == "Calm"
    assert learning.next.action_text == "Go on with section 2"
    assert (learning.next.done, learning.next.total, learning.next.minutes) == (1, 2, 5)


def test_an_open_attempt_is_something_to_go_on_with(client, today, asha, reception):
    quiz = QuizFactory()
    module = ModulePageFactory(title="Calm", staff_groups=[reception], quiz=quiz)
    AttemptFactory(staff_member=asha, quiz=quiz, activity=activity_of(module))

    learning = look(client, today, asha).context["learning"]

    assert learning.next.action_text == "Go on with the quiz"
    assert learning.next.action_url == "/training/calm/quiz/"


def test_nobody_is_pressed_to_take_what_is_only_on_offer(client, today, asha, reception):
    ModulePageFactory(title="Calm", staff_groups=[reception])

    learning = look(client, today, asha).context["learning"]

    assert learning.next is None
    assert titles(learning.available) == ["Calm"]


def test_a_module_for_others_is_not_on_offer(client, today, asha):
    ModulePageFactory(staff_groups=[StaffGroupFactory()])

    assert look(client, today, asha).context["learning"].available == []


def test_what_was_completed_says_when_until_when_and_where_it_counts(
    client, today, asha, reception
):
    module = ModulePageFactory(
        title="Calm",
        staff_groups=[reception],
        refresher_months=12,
        elements=[ElementFactory(number="4.3.3")],
    )
    CompletionFactory(
        staff_member=asha,
        activity=activity_of(module),
        source=Source.SECTIONS_READ,
        completed_at=datetime(2026, 3, 2, 14, tzinfo=UTC),
    )

    shown = look(client, today, asha)

    [learnt] = shown.context["learning"].done
    assert learnt.title == "Calm"
    for said in ["2 March 2026", "1 March 2027", "4.3.3", "You are up to date"]:
        assert said in shown.text


def test_what_has_lapsed_is_to_be_done_again(client, today, asha, reception):
    module = ModulePageFactory(title="Calm", staff_groups=[reception], refresher_months=12)
    AssignmentFactory(activity=activity_of(module), staff_group=reception)
    CompletionFactory(
        staff_member=asha,
        activity=activity_of(module),
        completed_at=datetime(2026, 3, 2, 14, tzinfo=UTC),
    )

    shown = look(client, today, asha, on=datetime(2027, 3, 2, 9, tzinfo=UTC))

    assert shown.context["learning"].next.title == "Calm"
    assert "Completed 2 March 2026, which counted until 1 March 2027." in shown.text


def test_a_completion_outlives_its_module(client, today, asha, reception):
    module = ModulePageFactory(title="Calm", staff_groups=[reception])
    CompletionFactory(staff_member=asha, activity=activity_of(module))
    module.delete()

    assert titles(look(client, today, asha).context["learning"].done) == ["Calm"]


def test_each_thing_stands_in_one_list_only(client, today, asha, reception):
    asked = ModulePageFactory(title="Asked", staff_groups=[reception])
    AssignmentFactory(activity=activity_of(asked), staff_group=reception)
    done = ModulePageFactory(title="Done", staff_groups=[reception])
    CompletionFactory(staff_member=asha, activity=activity_of(done))
    ModulePageFactory(title="Offered", staff_groups=[reception])

    learning = look(client, today, asha).context["learning"]

    assert learning.next.title == "Asked"
    assert learning.due == learning.in_progress == []
    assert titles(learning.available) == ["Offered"]
    assert titles(learning.done) == ["Done"]


def test_a_log_in_that_is_nobody_on_the_staff_list_is_told_so_kindly(client):
    client.force_login(UserFactory(roles=[Role.IT]))
    shown = client.get("/")

    assert shown.status_code == 200
    assert "ask HR to connect it" in shown.text
    assert "Manage training" in shown.text


def test_without_a_log_in_there_is_only_the_log_in_page(client):
    assert client.get("/").url.startswith("/account/login/")


def test_it_is_kept_by_no_cache(client, today, asha):
    kept = look(client, today, asha)["Cache-Control"]

    assert "private" in kept
    assert "no-store" in kept


def test_more_time_can_be_asked_for_what_has_a_day(client, today, asha):
    with_a_day = AssignmentFactory(staff_member=asha, due_on=date(2026, 6, 10))
    without = AssignmentFactory(staff_member=asha)

    shown = look(client, today, asha).text

    assert f"/learning/more-time/{with_a_day.activity.key}/" in shown
    assert f"/learning/more-time/{without.activity.key}/" not in shown


@pytest.mark.parametrize(
    ("answered", "wanted", "says", "does_not"),
    [
        (False, 20, "HR has not answered yet", "Ask for more time"),
        (False, -3, "HR has not answered yet", "Ask for more time"),
        (True, 20, "What HR said about more time", "HR has not answered yet"),
        (True, -3, "Ask for more time", "What HR said"),
    ],
    ids=["waiting", "waiting for a day gone by", "answered", "answered long ago"],
)
def test_what_became_of_asking_for_more_time(client, today, asha, answered, wanted, says, does_not):
    asked = AssignmentFactory(staff_member=asha, due_on=date(2026, 6, 10))
    ExtensionRequestFactory(
        staff_member=asha,
        activity=asked.activity,
        wanted_on=TODAY.date() + timedelta(days=wanted),
        answered_at=TODAY if answered else None,
        answer="We are too few." if answered else "",
    )

    shown = look(client, today, asha).text

    assert says in shown
    assert does_not not in shown

"""An assignment may ask again sooner than the module itself: every page goes by it."""

from datetime import UTC, datetime

import pytest
import time_machine

from learning.catalogue.models import Activity
from tests.factories.modules import ModulePageFactory, section
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory, right_answer
from tests.factories.records import AssignmentFactory
from tests.modules.taking import take

pytestmark = pytest.mark.django_db

AT_FIRST = datetime(2026, 10, 27, 9, tzinfo=UTC)


@pytest.fixture
def travel():
    with time_machine.travel(datetime(2026, 1, 5, 9, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def asha(travel, reception):
    return StaffMemberFactory(staff_groups=[reception])


@pytest.fixture
def assign(travel, reception):
    """A module to which the terms apply, by its refresher interval and its quiz."""

    def assign(*, refresher_months=12, quiz=None, **terms):
        sections = [section("Ask"), section("Keep"), section("Share"), section("Shred")]
        page = ModulePageFactory(
            slug="calm",
            title="Calm",
            staff_groups=[reception],
            refresher_months=refresher_months,
            sections=sections,
            quiz=quiz,
        )
        activity = Activity.objects.get(key=page.activity_key)
        AssignmentFactory(activity=activity, staff_group=reception, **terms)

    return assign


def read(client, *numbers):
    for number in numbers:
        client.post(f"/training/calm/section/{number}/")


@pytest.fixture
def come(client, travel, asha):
    """Asha signs in on a day."""

    def come(at):
        travel.move_to(at)
        client.force_login(asha.user)

    return come


@pytest.fixture
def complete(client, come):
    def complete():
        come(AT_FIRST)
        read(client, 1, 2, 3, 4)
        client.post("/training/calm/finish/", {"after": ""})

    return complete


def test_sooner_than_is_written_on_the_completion(client, assign, complete):
    assign(again_months=3)
    complete()

    for path in ["/", "/training/calm/", "/training/calm/done/"]:
        shown = client.get(path).text
        assert "It counts until 26 January 2027." in shown
        assert "26 October 2027" not in shown


def test_what_is_done_says_why_and_by_when_it_is_asked_again(client, assign, complete):
    assign(again_months=3)
    complete()

    shown = client.get("/")

    [done] = shown.context["learning"].done
    assert done.because == "For everyone in Reception."
    assert "Do it again by then" in shown.text
    assert done.because in shown.text


def test_once_it_is_over_the_module_is_to_be_done_again(client, assign, complete, come):
    assign(again_months=1)
    complete()
    come(datetime(2026, 11, 30, 9, tzinfo=UTC))

    shown = client.get("/training/calm/")

    assert "It counted until 26 November 2026, so it is time to do it again." in shown.text
    assert shown.context["next_step"].text == "Start"
    assert not any(step.is_done for step in shown.context["steps"])
    assert "Time to do it again" in client.get("/training/").text
    assert client.get("/").context["learning"].next.action_text == "Start"


def test_while_its_window_is_open_reading_it_again_goes_on(client, assign, complete, come):
    assign(again_months=2, window_days=40)
    complete()
    come(datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert "You can do it again now." in client.get("/training/calm/").text

    read(client, 1, 2)

    shown = client.get("/training/calm/")
    assert shown.context["next_step"].text == "Go on with section 3"
    assert "Sections read: 2 of 4" in shown.text
    assert client.get("/").context["learning"].next.action_text == "Go on with section 3"
    assert "Due again soon" in client.get("/training/").text


def test_before_its_window_opens_nothing_is_to_be_done(client, assign, complete):
    assign(again_months=3, window_days=10)
    complete()

    assert client.get("/training/calm/").context["next_step"].text == "Read it again"
    assert client.get("/").context["learning"].next is None


def test_the_result_of_a_quiz_says_when_the_assignment_asks_again(client, assign, come):
    assign(refresher_months=None, again_months=6, quiz=QuizFactory(questions=[QuestionFactory()]))
    come(AT_FIRST)
    attempt = take(client, right_answer)

    shown = client.get(f"/quizzes/{attempt.key}/result/").text

    assert "It counts until 26 April 2027." in shown
    assert "It does not run out." not in shown

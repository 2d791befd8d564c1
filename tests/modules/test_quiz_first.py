"""The quiz offered before the module: a pass shows it, a fail leads to what is to be read."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils.timezone import localdate, now

from home.selectors import my_learning
from learning.catalogue.models import Activity
from learning.records.choices import Source
from learning.records.models import Completion
from modules.rules.content import sections_of
from modules.rules.way import known_sections
from quizzes.models import Attempt
from tests.factories.modules import ModulePageFactory, section
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory, right_answer, wrong_answer
from tests.factories.records import AssignmentFactory
from tests.modules.taking import take


def sections(**prepares):
    return sections_of(
        [
            {"id": id_, "value": {"title": id_, "questions": [{"value": one} for one in questions]}}
            for id_, questions in prepares.items()
        ]
    )


@pytest.mark.parametrize(
    ("wrong", "known"),
    [
        pytest.param({1}, {"b", "c"}, id="one points to one"),
        pytest.param({2}, {"c"}, id="one points to two"),
        pytest.param({1, 3}, {"c"}, id="two point to two"),
        pytest.param({1, 9}, set(), id="one points nowhere, so to all"),
        pytest.param(set(), set(), id="failed with nothing wrong"),
    ],
)
def test_a_section_is_known_if_no_wrong_answer_points_to_it(wrong, known):
    parts = sections(a=[1, 2], b=[2, 3], c=[4])

    assert known_sections(parts, wrong=wrong) == known


@pytest.fixture
def questions(db):
    return [QuestionFactory(prompt="Say sorry?"), QuestionFactory(prompt="Put it right?")]


@pytest.fixture
def asha(client, db):
    asha = StaffMemberFactory(staff_groups=[StaffGroupFactory(name="Reception")])
    client.force_login(asha.user)
    return asha


@pytest.fixture
def module(asha, questions):
    """Two sections, each of which prepares for one of the two questions."""
    parts = [section("Sorry"), section("Putting right")]
    for part, question in zip(parts, questions, strict=True):
        part["value"]["questions"] = [
            {"type": "item", "id": str(uuid4()), "value": question.pk},
        ]
    return ModulePageFactory(
        slug="calm",
        sections=parts,
        staff_groups=StaffGroupFactory._meta.model.objects.all(),
        quiz=QuizFactory(questions=questions),
        tests_first=True,
    )


def overview(client):
    return " ".join(client.get("/training/calm/").text.split())


def test_the_module_offers_the_quiz_first_and_reading_as_well(client, module):
    page = overview(client)

    assert "Show what you know first" in page
    assert 'href="/training/calm/quiz/"' in page
    assert "Read the module first" in page


def test_my_learning_offers_it_too(client, asha, module):
    activity = Activity.objects.get(key=module.activity_key)
    AssignmentFactory(activity=activity, staff_member=asha)

    assert "Show what you know first" in client.get("/").text


def test_a_pass_records_that_it_was_demonstrated(client, module):
    attempt = take(client, right_answer, right_answer)

    assert attempt.has_passed
    assert Completion.objects.get().source == Source.DEMONSTRATED
    assert "Read it again" in overview(client)


def test_a_fail_leads_to_just_the_sections_that_wrong_answers_point_to(client, module):
    attempt = take(client, right_answer, wrong_answer)

    page = overview(client)

    assert not attempt.has_passed
    assert not Completion.objects.exists()
    assert "Go on with section 2" in page
    assert page.count("No need to read") == 1
    assert page.index("Sorry") < page.index("No need to read") < page.index("Putting right")


def test_reading_goes_on_to_just_those_sections(client, module):
    take(client, wrong_answer, right_answer)

    response = client.post("/training/calm/section/1/")

    assert response.url == "/training/calm/quiz/"


def test_what_need_not_be_read_does_not_count_as_read(client, asha, module):
    take(client, right_answer, wrong_answer)

    thing = my_learning(asha.user, asha, on=localdate()).next

    assert thing.minutes == client.get("/training/calm/").context["next_step"].minutes
    assert "Sections read" not in client.get("/").text


def test_a_later_fail_leads_to_what_its_wrong_answers_point_to_as_well(client, asha, module):
    take(client, right_answer, wrong_answer)
    client.post("/training/calm/section/2/")
    take(client, wrong_answer, right_answer)

    page = overview(client)

    assert "Go on with section 1" in page
    assert "No need to read" not in page
    thing = my_learning(asha.user, asha, on=localdate()).next
    assert thing.action_text == "Go on with section 1"


def test_my_learning_leads_there_as_well_with_the_minutes_that_are_left(client, asha, module):
    activity = Activity.objects.get(key=module.activity_key)
    AssignmentFactory(activity=activity, staff_member=asha)
    take(client, right_answer, wrong_answer)

    shown = my_learning(asha.user, asha, on=localdate()).next

    assert shown.action_text == "Go on with section 2"
    assert shown.action_url == "/training/calm/section/2/"
    assert shown.minutes == client.get("/training/calm/").context["next_step"].minutes
    client.post(shown.action_url)
    assert my_learning(asha.user, asha, on=localdate()).next.action_text == "Take the quiz"


def test_when_it_is_due_again_it_is_offered_first_again(client, asha, module):
    module.refresher_months = 12
    module.save_revision().publish()
    activity = Activity.objects.get(key=module.activity_key)
    AssignmentFactory(activity=activity, staff_member=asha)
    take(client, right_answer, right_answer)

    with time_machine.travel(now() + timedelta(days=400)):
        client.force_login(asha.user)
        assert "Show what you know first" in overview(client)
        assert "Show what you know first" in client.get("/").text

        take(client, right_answer, wrong_answer)
        assert "Go on with section 2" in overview(client)
        assert "Go on with section 2" in client.get("/").text


def test_the_result_leads_to_what_to_read(client, module):
    attempt = take(client, right_answer, wrong_answer)

    page = client.get(f"/quizzes/{attempt.key}/result/").text

    assert "See what to read" in page
    assert 'href="/training/calm/"' in page
    assert "Nothing has been recorded against your name." in page
    assert "module again" not in page, "It was never read."


def test_after_reading_the_pass_is_a_pass_of_the_quiz(client, module):
    take(client, right_answer, wrong_answer)
    client.post("/training/calm/section/2/")
    assert "Take the quiz" in overview(client)

    attempt = take(client, right_answer, right_answer)

    assert attempt.has_passed
    assert Completion.objects.get().source == Source.QUIZ


def test_whoever_has_begun_to_read_takes_the_quiz_at_the_end(client, module):
    client.post("/training/calm/section/1/")

    assert "Show what you know first" not in overview(client)
    take(client, right_answer, right_answer)
    assert Completion.objects.get().source == Source.QUIZ


def test_a_module_that_does_not_offer_it_starts_with_reading(client, module):
    module.tests_first = False
    module.save_revision().publish()

    assert "Show what you know first" not in overview(client)
    take(client, right_answer, right_answer)
    assert Completion.objects.get().source == Source.QUIZ


def test_nobody_claims_from_the_browser_to_take_it_first(client, module):
    client.post("/training/calm/section/1/")

    client.post("/training/calm/quiz/", {"is_test_first": "on", "purpose": "first"})

    assert not Attempt.objects.get().is_test_first

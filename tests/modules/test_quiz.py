"""From a module to its quiz, and what a pass means for the module."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from learning.people.permissions import Role
from learning.records.models import Completion
from learning.records.services import void_completion
from modules.models import ModulePage, ModuleVersion
from quizzes.models import Attempt, Quiz
from tests.factories.modules import ModulePageFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory, right_answer, wrong_answer
from tests.modules.taking import start, take
from tests.quizzes.answers import writing
from tests.quizzes.sitting import save

pytestmark = pytest.mark.django_db


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def asha(client, reception):
    asha = StaffMemberFactory(staff_groups=[reception])
    client.force_login(asha.user)
    return asha


@pytest.fixture
def quiz():
    return QuizFactory(pass_mark=80, questions=[QuestionFactory(), QuestionFactory()])


@pytest.fixture
def module(reception, quiz):
    return ModulePageFactory(slug="calm", staff_groups=[reception], quiz=quiz, refresher_months=12)


def test_the_start_says_what_to_expect(client, asha, module):
    shown = client.get("/training/calm/quiz/").text

    assert "There are 2 questions." in shown
    assert "You need 80% to pass." in shown
    assert "Start the quiz" in shown


def test_the_start_counts_what_will_be_drawn(client, asha, reception):
    QuestionFactory.create_batch(3, tagged=["complaints"])
    quiz = QuizFactory(draws=[{"count": 2, "tags": "complaints"}])
    ModulePageFactory(slug="calm", staff_groups=[reception], quiz=quiz)

    assert "There are 3 questions." in client.get("/training/calm/quiz/").text
    start(client)
    assert len(Attempt.objects.get().drawn.questions) == 3


def test_a_quiz_whose_draw_finds_nothing_any_more_says_so(client, asha, reception):
    [question] = QuestionFactory.create_batch(1, tagged=["complaints"])
    quiz = QuizFactory(questions=[], draws=[{"count": 1, "tags": "complaints"}])
    ModulePageFactory(slug="calm", staff_groups=[reception], quiz=quiz)
    question.unpublish()

    assert "The quiz is not ready yet" in client.get("/training/calm/quiz/").text
    assert start(client).status_code == 200


def test_the_start_says_that_confidence_is_asked_and_does_not_count_it(client, asha, module):
    confidence = QuestionFactory(kind="confidence", answer={})
    module.quiz = QuizFactory(questions=[QuestionFactory(), confidence])
    module.save()

    shown = client.get("/training/calm/quiz/").content.decode()

    assert "There is 1 question." in shown
    assert "Before and after, we ask how confident you feel." in shown


def test_a_quiz_with_only_confidence_left_says_so_and_cannot_be_started(client, asha, module):
    marked, confidence = QuestionFactory(), QuestionFactory(kind="confidence", answer={})
    module.quiz = QuizFactory(questions=[marked, confidence])
    module.save()
    marked.unpublish()

    assert "The quiz is not ready yet" in client.get("/training/calm/quiz/").content.decode()
    start(client)
    assert not Attempt.objects.exists()


def test_looking_at_the_start_opens_no_attempt(client, asha, module):
    client.get("/training/calm/quiz/")

    assert not Attempt.objects.exists()


def test_starting_pins_the_version_that_is_being_taken(client, asha, module, quiz):
    response = start(client)

    attempt = Attempt.objects.get()
    version = ModuleVersion.objects.get()
    assert response.url == f"/quizzes/{attempt.key}/"
    assert attempt.activity_key == module.activity_key
    assert (attempt.content_version, attempt.content_sha256) == (1, version.sha256)


def test_starting_again_goes_on_with_the_open_attempt(client, asha, module):
    start(client)
    shown = client.get("/training/calm/quiz/").text
    start(client)

    assert "Go on with your attempt" in shown
    assert Attempt.objects.count() == 1


def test_the_overview_leads_back_into_an_open_attempt(client, asha, module):
    start(client)

    assert client.get("/training/calm/").context["next_step"].text == "Go on with the quiz"


def test_an_attempt_at_a_quiz_that_the_module_had_before_is_not_what_comes_next(
    client, asha, module
):
    start(client)
    module.quiz = QuizFactory()
    module.save_revision().publish()

    shelf = client.get("/training/").context["items"]

    assert client.get("/training/calm/").context["next_step"].text == "Start"
    assert [item.next_step.text for item in shelf] == ["Start"]


def test_after_a_completion_was_voided_the_shelf_begins_anew_as_the_module_does(
    client, asha, module
):
    client.post("/training/calm/section/1/")
    take(client, right_answer, right_answer)
    hr = UserFactory(roles=[Role.HR_OFFICERS])
    void_completion(completion=Completion.objects.get(), reason="Not hers.", by=hr, at=now())

    [item] = client.get("/training/").context["items"]

    assert client.get("/training/calm/").context["next_step"].text == "Start"
    assert item.next_step.text == "Start"


def test_after_a_fail_the_start_leads_to_the_feedback_and_to_another_go(client, asha, module):
    failed = take(client, wrong_answer, wrong_answer)

    shown = client.get("/training/calm/quiz/").text
    assert "did not pass that time" in shown
    assert f"/quizzes/{failed.key}/result/" in shown
    assert "Take the quiz again" in shown

    start(client)
    assert Attempt.objects.count() == 2


def test_passing_completes_the_module(client, asha, module):
    take(client, right_answer, right_answer)

    completion = Completion.objects.get()
    assert completion.activity_key == module.activity_key
    assert completion.content_version == 1
    shown = client.get("/training/calm/")
    assert "You completed this on" in shown.text
    assert shown.context["next_step"].text == "Read it again"


def test_a_module_with_a_quiz_is_not_completed_by_confirming(client, asha, module):
    client.post("/training/calm/section/1/")
    response = client.post("/training/calm/finish/", {"after": ""})

    assert response.url == "/training/calm/quiz/"
    assert not Completion.objects.exists()


def test_a_quiz_that_was_taken_down_says_so_and_cannot_be_started(client, asha, module, quiz):
    Quiz.objects.get(pk=quiz.pk).unpublish()

    assert "The quiz is not ready yet" in client.get("/training/calm/quiz/").text
    assert start(client).status_code == 200
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("what", ["the quiz", "its questions"])
def test_an_attempt_that_was_begun_goes_on_though_its_quiz_was_taken_down(
    client, asha, module, quiz, what
):
    start(client)
    for each in [Quiz.objects.get(pk=quiz.pk)] if what == "the quiz" else quiz.chosen_questions():
        each.unpublish()

    shown = client.get("/training/calm/quiz/").text

    assert "Go on with your attempt" in shown
    assert "Your attempt stays as you began it." in shown
    assert "not ready" not in shown
    assert start(client).url == f"/quizzes/{Attempt.objects.get().key}/"


def test_an_attempt_that_waits_for_a_mark_is_seen_though_its_quiz_was_taken_down(
    client, asha, reception
):
    quiz = QuizFactory(questions=[QuestionFactory(kind="writing", answer=writing())])
    ModulePageFactory(slug="calm", staff_groups=[reception], quiz=quiz)
    take(client, lambda question: "I am sorry.")
    Quiz.objects.get(pk=quiz.pk).unpublish()

    assert "See your answers" in client.get("/training/calm/quiz/").text
    assert start(client).url == f"/quizzes/{Attempt.objects.get().key}/"


def test_a_quiz_with_nothing_left_to_ask_says_so_and_cannot_be_started(client, asha, module, quiz):
    for question in quiz.chosen_questions():
        question.unpublish()

    assert "The quiz is not ready yet" in client.get("/training/calm/quiz/").text
    assert start(client).status_code == 200
    assert not Attempt.objects.exists()


def test_a_trainer_who_is_not_staff_cannot_start_it(client, module):
    client.force_login(UserFactory(roles=["Trainers"]))

    assert start(client).status_code == 200
    assert not Attempt.objects.exists()


def test_a_live_module_that_has_no_version_gets_it_when_its_quiz_starts(client, asha, reception):
    page = ModulePageFactory(slug="calm", staff_groups=[reception], quiz=QuizFactory())
    ModulePage.objects.filter(pk=page.pk).update(summary="Changed behind the CMS's back.")

    start(client)

    assert Attempt.objects.get().content_version == 2
    assert "behind the CMS" in ModuleVersion.objects.get(number=2).body


def test_an_attempt_that_waits_for_a_mark_is_told_as_that_and_led_back_to(client, asha, reception):
    written = QuestionFactory(kind="writing", answer=writing())
    ModulePageFactory(slug="calm", staff_groups=[reception], quiz=QuizFactory(questions=[written]))
    take(client, lambda question: "I am sorry.")

    shown = client.get("/training/calm/quiz/").text

    assert "and it is waiting for a mark." in shown
    assert "did not pass that time" not in shown
    assert "Waiting for a mark" in client.get("/training/calm/").text
    assert "Waiting for a mark" in client.get("/training/").text
    my_learning = client.get("/")
    assert "Waiting for a mark" in my_learning.text
    assert "Nothing is needed from you until a trainer has marked it" in my_learning.text
    assert my_learning.context["learning"].next is None
    assert start(client).url == f"/quizzes/{Attempt.objects.get().key}/"


def test_the_start_says_that_a_trainer_marks_part_of_it(client, asha, module):
    module.quiz = QuizFactory(
        questions=[QuestionFactory(), QuestionFactory(kind="writing", answer=writing())]
    )
    module.save()

    assert "A trainer marks part of it" in client.get("/training/calm/quiz/").text


def test_an_attempt_that_was_begun_says_when_it_ends_and_not_how_long_another_lasts(
    client, asha, module
):
    module.quiz = QuizFactory(minutes=20, minutes_reason="A caller waits no longer.")
    module.save()
    start(client)

    shown = client.get("/training/calm/quiz/").text

    assert "The attempt that you began ends at" in shown
    assert "from when you start" not in shown


def test_starting_again_first_counts_what_came_in_time_when_nobody_was_signed_in(
    client, asha, reception
):
    quiz = QuizFactory(minutes=20, minutes_reason="A caller waits no longer.")
    ModulePageFactory(slug="calm", staff_groups=[reception], quiz=quiz)
    start(client)
    attempt = Attempt.objects.get()
    save(Client(), attempt, right_answer(attempt.drawn.questions[0]))

    with time_machine.travel(attempt.deadline_at + timedelta(minutes=20)):
        client.force_login(asha.user)
        page = client.post("/training/calm/quiz/", follow=True).text

    assert "You passed" in page
    assert Completion.objects.get().completed_at == attempt.deadline_at
    assert Attempt.objects.count() == 1

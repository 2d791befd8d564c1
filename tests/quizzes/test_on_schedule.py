"""Publishing on schedule: what is not sound any more is refused, and keeps nothing else waiting."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import now

from learning.people.permissions import Role
from quizzes.models import QuizVersion
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory, ScenarioFactory
from tests.quizzes.sitting import text_of

pytestmark = pytest.mark.django_db

NOT_PUBLISHED = "“Bins, counter” is not published. Publish it first, or take it out."


@pytest.fixture
def bea():
    return UserFactory(roles=[Role.TRAINERS], email="bea@example.org")


def schedule(draft, *, minutes, by=None):
    draft.go_live_at = now() + timedelta(minutes=minutes)
    draft.save_revision(user=by).publish()
    return draft


@pytest.fixture
def unsound(bea):
    """A quiz on schedule that asks a question which was unpublished since."""
    question = QuestionFactory(title="Bins, counter")
    quiz = QuizFactory(title="First", questions=[question], published=False)
    schedule(quiz, minutes=5, by=bea)
    question.unpublish()
    return quiz


def run_schedule():
    with time_machine.travel(now() + timedelta(hours=1)):
        call_command("publish_scheduled")


def test_one_that_is_not_sound_any_more_keeps_nothing_else_waiting(unsound):
    other = schedule(QuizFactory(title="Second", published=False), minutes=6)

    run_schedule()

    for quiz in (unsound, other):
        quiz.refresh_from_db()
    assert other.live
    assert not unsound.live
    assert unsound.latest_revision.approved_go_live_at is None
    assert QuizVersion.objects.get().quiz_key == other.key


def test_what_was_live_before_stays_live(bea):
    scenario = ScenarioFactory(title="Boiler")
    question = QuestionFactory(prompt="Before", published=True)
    question.prompt, question.scenario = "After", scenario
    schedule(question, minutes=5, by=bea)
    scenario.unpublish()

    run_schedule()

    question.refresh_from_db()
    assert (question.live, question.prompt) == (True, "Before")


def test_its_author_is_told_why_and_once(unsound, bea, mailoutbox):
    run_schedule()
    run_schedule()

    [mail] = mailoutbox
    assert mail.to == [bea.email]
    assert mail.subject == "“First” was not published"
    assert f"- {NOT_PUBLISHED}" in mail.body
    assert reverse("wagtailsnippets_quizzes_quiz:edit", args=[unsound.pk]) in mail.body


@pytest.mark.parametrize("author", [None, {"email": ""}, {"is_active": False}])
def test_one_whose_author_cannot_be_told_is_refused_all_the_same(unsound, author, mailoutbox):
    by = author and UserFactory(**author)
    type(unsound.latest_revision).objects.update(user=by)

    run_schedule()

    unsound.latest_revision.refresh_from_db()
    assert unsound.latest_revision.approved_go_live_at is None
    assert mailoutbox == []


def test_mail_that_does_not_work_stops_nothing(unsound, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("quizzes.scheduling.send_mail", broken)
    other = schedule(QuizFactory(title="Second", published=False), minutes=6)

    run_schedule()

    other.refresh_from_db()
    assert other.live
    assert "Nobody was told" in caplog.text


def test_its_history_says_why(unsound, trainer):
    run_schedule()

    page = text_of(trainer.get(reverse("wagtailsnippets_quizzes_quiz:history", args=[unsound.pk])))

    assert f"Not published on schedule. {NOT_PUBLISHED}" in page


def test_whoever_publishes_by_hand_is_still_told_to_their_face(unsound):
    with pytest.raises(ValidationError):
        unsound.latest_revision.publish()

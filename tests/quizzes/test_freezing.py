import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from wagtail.log_actions import LogContext

from learning.records.rules.canonical import sha256_of
from quizzes.models import Question, QuestionVersion, QuizVersion
from quizzes.services import NotPublished, freeze_question
from tests.factories.people import UserFactory
from tests.factories.quizzes import ONE_RIGHT, STARTED_AT, QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


def versions_of(question):
    return list(QuestionVersion.objects.filter(question_key=question.key).order_by("number"))


def republish(draft, **changes):
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    draft.refresh_from_db()


def test_publishing_a_question_freezes_it_with_its_digest():
    [version] = versions_of(QuestionFactory(prompt="The bins were missed again. What now?"))

    assert version.number == 1
    assert "The bins were missed again. What now?" in version.body
    assert version.sha256 == sha256_of(version.body)


def test_a_draft_freezes_nothing():
    question = QuestionFactory(published=False)

    assert versions_of(question) == []
    with pytest.raises(NotPublished):
        freeze_question(question=question, at=STARTED_AT)


def test_editing_a_live_question_freezes_nothing_until_it_is_published():
    question = QuestionFactory()
    question.prompt = "Reworded"
    question.save_revision()

    freeze_question(question=question, at=STARTED_AT)

    assert len(versions_of(question)) == 1


def test_publishing_the_same_words_again_makes_no_new_version():
    question = QuestionFactory()

    republish(question, title="Only trainers see this", difficulty="hard")

    assert len(versions_of(question)) == 1


def test_publishing_other_words_makes_the_next_version_and_keeps_the_first():
    question = QuestionFactory(prompt="Before")

    republish(question, prompt="After")

    first, second = versions_of(question)
    assert (first.number, second.number) == (1, 2)
    assert "Before" in first.body
    assert "After" in second.body


def test_going_back_to_earlier_words_is_a_version_of_its_own():
    question = QuestionFactory(prompt="Before")

    republish(question, prompt="After")
    republish(question, prompt="Before")

    assert [version.number for version in versions_of(question)] == [1, 2, 3]


def test_purging_revisions_leaves_the_versions():
    question = QuestionFactory()

    question.revisions.all().delete()

    assert len(versions_of(question)) == 1


def test_deleting_a_question_leaves_its_versions():
    question = QuestionFactory()

    Question.objects.get(pk=question.pk).delete()

    assert len(versions_of(question)) == 1


def test_the_version_names_who_published_it():
    question = QuestionFactory()

    with LogContext(user=UserFactory(first_name="Tom", last_name="Ray")):
        republish(question, prompt="Reworded by Tom")

    assert versions_of(question)[-1].published_by_name == "Tom Ray"


def test_publishing_a_quiz_freezes_its_pass_mark_and_the_order_of_its_questions():
    first, second = QuestionFactory(), QuestionFactory()
    quiz = QuizFactory(questions=[second, first], pass_mark=75)

    version = QuizVersion.objects.get(quiz_key=quiz.key)

    assert '"pass_mark":75' in version.body
    assert f'"questions":["{second.key}","{first.key}"]' in version.body


@pytest.mark.parametrize("statement", ["UPDATE {} SET number = 9", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_version(statement):
    QuestionFactory()
    table = QuestionVersion._meta.db_table

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        transaction.get_connection().cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_an_unsound_question_cannot_be_published_by_any_way():
    two_right = [(text, True, feedback) for text, _is_right, feedback in ONE_RIGHT]

    with pytest.raises(ValidationError, match="More than one choice is ticked as right"):
        QuestionFactory(kind="single", choices=two_right)


def test_a_quiz_cannot_be_published_with_a_draft_question_and_names_it():
    with pytest.raises(ValidationError, match="“Blue badge, counter” is not published"):
        QuizFactory(questions=[QuestionFactory(), blue_badge_draft()])


def test_a_quiz_may_be_drafted_with_draft_questions():
    quiz = QuizFactory(questions=[blue_badge_draft()], published=False)

    assert not quiz.live


def test_a_quiz_asks_no_question_twice():
    question = QuestionFactory(title="Blue badge, counter")

    with pytest.raises(ValidationError, match="“Blue badge, counter” is here twice"):
        QuizFactory(questions=[question, question])


def test_a_live_question_without_a_version_is_reported_by_name():
    QuestionFactory(title="Blue badge, counter")
    assert reports() == []

    Question.objects.create(title="Put in by hand", prompt="?", answer=[], live=True)

    assert reports() == ["The question “Put in by hand” is live but was never frozen."]


def blue_badge_draft():
    return QuestionFactory(title="Blue badge, counter", published=False)


def reports():
    messages = run_checks(databases=["default"], tags=["database"])
    return [message.msg for message in messages if message.id.startswith("quizzes.")]


def test_a_new_version_says_what_kind_of_change_it_was_and_why():
    question = QuestionFactory()
    question.prompt = "The bins were missed a third time. What now?"
    question.change_note = "Nobody read it as we meant it."
    question.save_revision().publish()

    first, second = QuestionVersion.objects.order_by("number")
    assert (first.changes, first.note) == ([], "")
    assert (second.changes, second.note) == (["wording"], "Nobody read it as we meant it.")


def test_a_note_is_not_repeated_with_the_version_after():
    question = QuestionFactory(change_note="As asked by the contact centre.")
    question.prompt = "The bins were missed a third time. What now?"
    question.save_revision().publish()

    assert [version.note for version in QuestionVersion.objects.order_by("number")] == [
        "As asked by the contact centre.",
        "",
    ]


def test_a_note_alone_makes_no_new_version():
    question = QuestionFactory()
    question.change_note = "Nothing changed."
    question.save_revision().publish()

    assert QuestionVersion.objects.count() == 1


def test_a_quiz_says_that_its_pass_mark_changed():
    quiz = QuizFactory(pass_mark=80)
    quiz.pass_mark = 90
    quiz.save_revision().publish()

    assert QuizVersion.objects.order_by("number").last().changes == ["scoring"]

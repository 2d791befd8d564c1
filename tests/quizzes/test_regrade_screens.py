"""The screen on which trainers look at a regrade, and do it."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.records.models import Completion
from quizzes.models import Attempt, Mark
from quizzes.services import plan_regrade
from tests.factories.quizzes import AttemptFactory, QuestionFactory, QuizFactory, wrong_answer
from tests.quizzes.marking import outcome_of
from tests.quizzes.sitting import text_of
from tests.quizzes.test_regrading import put_right
from tests.quizzes.waiting import answer_all, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def regraded(db):
    """A question whose key was wrong, with one attempt that passed by it and one that failed."""
    question = QuestionFactory(title="Missed bins")
    quiz = QuizFactory(questions=[question])
    passed = submit(answer_all(AttemptFactory(quiz=quiz)))
    failed = submit(answer_all(AttemptFactory(quiz=quiz), chosen=wrong_answer))
    put_right(question)
    return question, passed, failed


def page_to_regrade(question):
    return reverse("regrade_question", args=[question.pk])


def sent_for(question, **fields):
    return {"digest": plan_regrade(question.key).digest, "reason": "Wrong key."} | fields


def test_the_bank_leads_to_what_a_regrade_would_do(trainer, regraded):
    question, passed, failed = regraded
    bank = text_of(trainer.get(reverse("wagtailsnippets_quizzes_question:list")))
    assert page_to_regrade(question) in bank

    page = text_of(trainer.get(page_to_regrade(question)))

    assert "2 attempts change, 1 from fail to pass, none the other way unless you say so." in page
    assert "1 attempt that has passed would no longer have enough marks." in page
    for attempt in (passed, failed):
        assert reverse("attempt:inspect", args=[attempt.pk]) in page
    assert Mark.objects.filter(source="regrade").count() == 0


def test_it_is_done_with_a_reason_logged_and_no_pass_is_lost(trainer, regraded):
    question, passed, failed = regraded

    page = text_of(trainer.post(page_to_regrade(question), sent_for(question), follow=True))

    assert "2 attempts changed, 1 from fail to pass, none the other way." in page
    assert "Nothing has changed yet" not in page
    assert "No mark changes" in page
    assert (outcome_of(passed), outcome_of(failed)) == (True, True)
    entry = ModelLogEntry.objects.get(action="quizzes.regrade")
    assert entry.data == {
        "version": 2,
        "attempts": 2,
        "marks_other_words": False,
        "passes_given": 1,
        "passes_taken_away": 0,
    }


def test_a_trainer_alone_takes_no_passes_away_by_marking_again(trainer, regraded):
    question, passed, _failed = regraded
    assert "Also take passes away" not in text_of(trainer.get(page_to_regrade(question)))

    trainer.post(page_to_regrade(question), sent_for(question, takes_passes_away="on"))

    assert outcome_of(passed)


def test_who_may_void_completions_too_takes_passes_away_by_saying_so(trainer_and_hr, regraded):
    question, passed, failed = regraded
    page = text_of(trainer_and_hr.get(page_to_regrade(question)))
    assert "Also take passes away" in page
    assert 'name="takes_passes_away" checked' not in page

    done = trainer_and_hr.post(
        page_to_regrade(question), sent_for(question, takes_passes_away="on"), follow=True
    )

    assert "1 from fail to pass, 1 the other way." in text_of(done)

    assert (outcome_of(passed), outcome_of(failed)) == (False, True)
    assert Completion.objects.standing().get().source_key == failed.key


def test_what_is_not_what_was_looked_at_is_shown_again_with_the_reason_kept(trainer, regraded):
    question, _passed, failed = regraded
    stale = sent_for(question, reason="Kept while they look.")
    submit(answer_all(AttemptFactory(quiz=QuizFactory(questions=[question])), chosen=wrong_answer))
    put_right(question, 2)

    page = text_of(trainer.post(page_to_regrade(question), stale))

    assert "This has changed since you looked, so nothing was done." in page
    assert "Kept while they look." in page
    assert plan_regrade(question.key).digest in page
    assert outcome_of(failed) is False


def test_answers_to_other_words_are_left_until_somebody_says_that_the_words_mean_the_same(
    trainer, regraded
):
    question, passed, failed = regraded
    question.prompt += " (A slip mended.)"
    question.save_revision().publish()
    as_ticked = page_to_regrade(question) + "?marks_other_words=on"

    page = text_of(trainer.get(page_to_regrade(question)))
    assert "No mark changes." in page
    assert "2 answers were given to other words, and are left as they are." in page
    assert "Also mark answers that were given to other words" in page

    stale = sent_for(question)
    assert "so nothing was done" in text_of(trainer.post(as_ticked, stale))
    assert outcome_of(failed) is False

    looked = plan_regrade(question.key, marks_other_words=True)
    assert "2 attempts change, 1 from fail to pass" in text_of(trainer.get(as_ticked))
    done = text_of(trainer.post(as_ticked, stale | {"digest": looked.digest}, follow=True))

    assert (outcome_of(passed), outcome_of(failed)) == (True, True)
    assert ModelLogEntry.objects.get(action="quizzes.regrade").data["marks_other_words"]
    assert "given to other words" not in done


def test_no_reason_is_said_and_nothing_is_done(trainer, regraded):
    question, _passed, failed = regraded

    response = trainer.post(page_to_regrade(question), sent_for(question, reason=""))

    assert response.status_code == 200
    assert outcome_of(failed) is False


def test_a_draft_has_nothing_to_mark_again(trainer):
    draft = QuestionFactory(published=False)

    assert "never published" in text_of(trainer.get(page_to_regrade(draft)))
    assert trainer.post(page_to_regrade(draft), {"digest": "x", "reason": "y"}).status_code == 200


def test_a_tampered_paper_stops_it_and_is_said(trainer, regraded):
    question, _passed, failed = regraded
    Attempt.objects.filter(pk=failed.pk).update(paper=failed.paper + " ")

    page = text_of(trainer.get(page_to_regrade(question), follow=True))

    assert "a stored paper was tampered with" in page
    assert str(failed.key) in page

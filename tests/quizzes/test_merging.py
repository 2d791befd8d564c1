"""Attempts of somebody who had two records."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from learning.people.models import StaffMember
from learning.records.models import Completion
from learning.records.selectors import verify_records
from learning.records.selectors.merging import effect_of_merge
from learning.records.services import merge_records
from quizzes.models import Attempt, UnclaimedSave
from quizzes.services import claim_saves, save_token
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, right_answer
from tests.quizzes.marking import change, mark_of_choice, passed, reload
from tests.quizzes.sitting import save

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 13, 2, tzinfo=UTC)


@pytest.fixture
def survivor():
    return StaffMemberFactory(payroll_number="E1", last_name="Rahman", never_signed_in=True)


def whose(attempt):
    return StaffMember.objects.get(key=attempt.staff_key)


def merge(duplicate, survivor):
    merge_records(
        duplicate=duplicate, survivor=survivor, reason="Entered twice", by=UserFactory(), at=NOW
    )


def test_an_open_attempt_is_gone_on_with_by_whoever_stays(asha, attempt, survivor):
    merge(whose(attempt), survivor)

    response = save(asha, reload(attempt), right_answer(attempt.drawn.questions[0]))

    assert response.status_code == 200
    assert reload(attempt).staff_key == survivor.key


def test_a_page_made_for_the_duplicate_still_saves(asha, attempt, survivor):
    token = save_token(attempt)
    question = attempt.drawn.questions[0]
    merge(whose(attempt), survivor)

    assert save(asha, attempt, right_answer(question), token=token).status_code == 200
    assert reload(attempt).responses() == {question.key: right_answer(question)}


def test_without_a_session_such_a_page_leaves_its_answer_for_whoever_stays(
    client, attempt, survivor
):
    token = save_token(attempt)
    question = attempt.drawn.questions[0]
    merge(whose(attempt), survivor)

    assert save(client, attempt, right_answer(question), token=token).status_code == 202
    assert UnclaimedSave.objects.get().attempt == attempt
    assert claim_saves(attempt=reload(attempt), question_key=question.key) == []
    assert reload(attempt).responses() == {question.key: right_answer(question)}


def test_the_page_of_a_merged_record_opens_no_other_attempt(client, attempt, survivor):
    others = AttemptFactory()
    token = save_token(others)
    Attempt.objects.filter(pk=others.pk).update(staff_key=survivor.key)

    response = save(client, others, right_answer(others.drawn.questions[0]), token=token)

    assert response.status_code == 403


def test_where_both_have_the_same_quiz_to_finish_one_is_finished_first(attempt, survivor):
    duplicate = whose(attempt)
    Attempt.objects.filter(pk=AttemptFactory(staff_member=survivor).pk).update(
        quiz_key=attempt.quiz_key, activity_key=attempt.activity_key
    )

    with pytest.raises(ValidationError, match="not finished or not marked") as refused:
        merge(duplicate, survivor)

    assert attempt.drawn.quiz.title in str(refused.value)
    assert duplicate.user.username in str(refused.value)
    assert effect_of_merge(duplicate, survivor).hindrances
    assert reload(attempt).staff_key == duplicate.key
    assert StaffMember.objects.on_list().filter(pk=duplicate.pk).exists()


def test_a_pass_taken_away_and_given_back_after_a_merge_is_recorded_for_whoever_stays(
    bea, survivor
):
    attempt = passed()
    change(mark_of_choice(attempt), bea, 0, takes_pass_away=True)
    change(mark_of_choice(attempt), bea, 1)
    merge(whose(attempt), survivor)

    change(mark_of_choice(reload(attempt)), bea, 0, takes_pass_away=True)
    assert not Completion.objects.standing().exists()
    change(mark_of_choice(reload(attempt)), bea, 1)

    assert Completion.objects.standing().get().staff_key == survivor.key
    assert verify_records().is_whole

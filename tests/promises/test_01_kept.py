"""Kept: a completion is a fact. Deleting, moving or editing anything else changes no record."""

import pytest

from learning.catalogue.models import Activity
from learning.records.models import Completion
from learning.records.selectors import verify_records
from quizzes.models import Question, Quiz
from quizzes.services import submit_attempt
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.quizzes import STARTED_AT, AttemptFactory

pytestmark = pytest.mark.django_db


def test_a_record_outlives_the_log_in_the_group_the_quiz_and_its_questions():
    reception = StaffGroupFactory(name="Reception")
    asha = StaffMemberFactory(staff_groups=[reception])
    attempt = AttemptFactory(staff_member=asha, answered="right")
    submit_attempt(key=attempt.key, staff_member=asha, at=STARTED_AT)
    before = Completion.objects.values().get()

    asha.user.delete()
    reception.name, reception.is_retired = "Front desk", True
    reception.save()
    Activity.objects.update(title="Renamed")
    Quiz.objects.all().delete()
    Question.objects.all().delete()

    assert Completion.objects.values().get() == before
    assert before["staff_groups"] == "Reception"
    assert verify_records().is_whole

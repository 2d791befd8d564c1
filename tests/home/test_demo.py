from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from home.demo.content import read_script
from home.demo.loading import PUBLISHED_DAYS_AGO, load_demo
from home.demo.log_ins import LOG_INS, PASSWORD
from home.demo.shifting import shift_list
from learning.people.models import Employment, StaffMember, User
from learning.records.choices import DueChoice
from learning.records.models import Assignment, Completion, Extension, ExtensionRequest
from learning.records.selectors import verify_records
from learning.standards.models import Element
from modules.models import ModulePage
from quizzes.models import Attempt, Quiz
from tests.factories.people import UserFactory

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "shifted"),
    [
        pytest.param("2026-10-31", "2026-11-10", id="iso"),
        pytest.param("09/11/2026", "19/11/2026", id="british"),
        pytest.param("30/02/2025", "30/02/2025", id="no-such-day"),
        pytest.param("E010454", "E010454", id="not-a-date"),
    ],
)
def test_every_date_of_the_list_moves_by_as_many_days(cell, shifted):
    assert shift_list(f"{cell},b\n", to=date(2026, 11, 10)) == f"{shifted},b\n"


@pytest.mark.parametrize("name", PUBLISHED_DAYS_AGO)
def test_a_demo_module_is_complete(name):
    script = read_script(name)

    kinds = {block["type"] for section in script["sections"] for block in section["blocks"]}
    assert kinds == {"text", "image", "callout", "do_and_dont", "knowledge_check"}
    assert 8 <= script["minutes"] <= 12
    questions = script["quiz"]["questions"]
    assert len([each for each in questions if each["kind"] != "confidence"]) in (5, 6)
    for question in (each for each in questions if each["kind"] in ("single", "multiple")):
        assert all(choice["feedback"] for choice in question["choices"])
        right = [choice for choice in question["choices"] if choice["is_right"]]
        assert len(right) == 1 if question["kind"] == "single" else right


def test_the_demonstration_shows_a_council_at_work(fresh_database):
    said = []

    load_demo(at=NOW, say=lambda line: said.append(str(line)))

    assert StaffMember.objects.count() == 154
    assert Element.objects.count() == 57
    assert ModulePage.objects.live().count() == 4
    assert ModulePage.objects.filter(live=False).count() == 1
    privacy = Quiz.objects.get(title__startswith="Privacy")
    assert privacy.question_count() == 5
    assert privacy.drawing().faults() == []
    papers = [attempt.drawn for attempt in Attempt.objects.filter(quiz_key=privacy.key)]
    assert {len(paper.questions) for paper in papers} == {5}
    assert len({question.key for paper in papers for question in paper.questions}) == 6
    days = Completion.objects.values_list("completed_on", flat=True)
    assert len(days) > 300
    assert (max(days) - min(days)).days > 365
    assert max(days) <= NOW.date()
    assert Employment.objects.known().filter(from_on__gt=NOW.date()).count() == 0
    assert verify_records().is_whole
    assert ExtensionRequest.objects.filter(answered_at=None).count() == 1
    assert Extension.objects.known().count() == 1
    assert Assignment.objects.known().filter(programme__title="Saying no, kindly").count() == 2
    assert Assignment.objects.known().filter(due=DueChoice.AFTER_JOINING).exists()
    with pytest.raises(CommandError, match="already holds something"):
        call_command("load_demo")
    signed_in = {user.username: user for user in User.objects.all()}
    assert all(signed_in[log_in.payroll_number].check_password(PASSWORD) for log_in in LOG_INS)


@pytest.mark.django_db
def test_the_demonstration_stays_out_of_a_database_that_holds_anything():
    UserFactory()

    with pytest.raises(CommandError, match="needs an empty one"):
        call_command("load_demo")

    assert not StaffMember.objects.exists()

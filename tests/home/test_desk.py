"""HR's dashboard: how things stand at a glance, each figure opening on what makes it."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.selectors import desk_figures
from learning.people.models import StaffImport
from learning.people.permissions import Role
from learning.records.choices import DueChoice
from learning.records.models import ExtensionRequest, HistoryImport
from learning.records.selectors.history_rows import imports_waiting
from learning.records.services import refresh_stretches
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import AssignmentFactory, CompletionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def everyone():
    return StaffGroupFactory()


@pytest.fixture
def complaints(everyone):
    """Asked of everyone: a day for it that is past, and to be done again each year."""
    activity = ActivityFactory(yearly=True)
    AssignmentFactory(activity=activity, staff_group=everyone, due_on=date(2026, 3, 1))
    return activity


@pytest.fixture
def welcome(everyone):
    activity = ActivityFactory()
    AssignmentFactory(
        activity=activity, staff_group=everyone, due=DueChoice.AFTER_JOINING, due_days=90
    )
    return activity


def complete(person, activity, day):
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    CompletionFactory(staff_member=person, activity=activity, completed_at=at)


@pytest.fixture
def people(everyone, complaints, welcome):
    late = StaffMemberFactory(staff_groups=[everyone])
    expiring = StaffMemberFactory(staff_groups=[everyone])
    complete(expiring, complaints, date(2025, 6, 20))
    complete(expiring, welcome, date(2025, 6, 20))
    starter = StaffMemberFactory(staff_groups=[everyone], first_day_on=date(2026, 5, 4))
    complete(starter, complaints, date(2026, 5, 6))
    ExtensionRequest.objects.create(
        activity=complaints, staff_member=late, wanted_on=date(2026, 7, 1), why="Ill", asked_at=NOW
    )
    StaffImport.objects.create(
        file_name="staff.csv",
        sha256="0" * 64,
        uploaded_at=NOW,
        takes_effect_on=NOW.date(),
        applied_at=datetime(2026, 5, 27, 23, 30, tzinfo=UTC),
    )
    for checked in (
        {"checked_at": None, "counts": {}},
        {"checked_at": NOW, "counts": {"new": 2}},
        {"checked_at": NOW, "counts": {"new": 0}},
        {"checked_at": NOW, "counts": {"new": 2}, "refused": "Deleted"},
        {"checked_at": NOW, "counts": {"new": 2}, "applied_at": NOW},
    ):
        HistoryImport.objects.create(uploaded_at=NOW, **checked)


@pytest.fixture
def hr(client):
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))
    return client


def figures():
    refresh_stretches(at=NOW)
    return {figure.label: figure for figure in desk_figures(on=NOW.date())}


def numbers():
    return {label: figure.number for label, figure in figures().items()}


def test_it_answers_at_a_glance(people):
    assert numbers() == {
        "people are in post today": "3",
        "person is late with something": "1",
        "things are late": "2",
        "completion stops counting in the next 30 days": "1",
        "starter has not finished their induction": "1",
        "request for more time waits for an answer": "1",
        "certificates of prior learning wait to be checked": "0",
        "corrections wait for a second person": "0",
        "import of completions waits for a second person": "1",
        "the staff list was last imported": "28 May 2026",
    }


def test_with_nobody_there_it_says_so():
    assert set(numbers().values()) == {"0", "Never"}


def test_what_is_answered_waits_no_longer(people):
    ExtensionRequest.objects.update(answered_at=NOW)

    assert figures()["requests for more time wait for an answer"].number == "0"


@pytest.mark.parametrize(
    "label",
    [
        "people are in post today",
        "things are late",
        "completion stops counting in the next 30 days",
        "starter has not finished their induction",
        "request for more time waits for an answer",
        "certificates of prior learning wait to be checked",
        "corrections wait for a second person",
        "import of completions waits for a second person",
    ],
)
def test_a_figure_opens_on_as_many_rows(hr, people, label):
    figure = figures()[label]

    assert hr.get(figure.url).context["paginator"].count == int(figure.number)


def test_an_import_that_waits_is_one_that_says_so(people):
    assert [one.state for one in imports_waiting()] == ["Waits for a second person"]
    assert [one.state for one in HistoryImport.objects.all()].count(
        "Waits for a second person"
    ) == 1


def test_late_people_are_those_of_the_report(hr, people):
    figure = figures()["person is late with something"]

    shown = hr.get(figure.url).context["figures"]

    assert figure.number in [one.number for one in shown if "late" in one.label]


def test_hr_sees_its_figures_with_links_on_the_dashboard(hr, people):
    shown = re.sub(r"\s+", " ", hr.get("/admin/").text)

    assert f'<a href="{reverse("report_overdue")}">' in shown
    assert "</strong> person is late with something" in shown


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICERS])
def test_nobody_else_is_told(client, people, role):
    client.force_login(UserFactory(roles=[role]))

    shown = client.get("/admin/").text
    assert "is late" not in shown and "are late" not in shown


def test_it_asks_the_same_few_questions_however_many_there_are(people, everyone, welcome):
    def queries():
        refresh_stretches(at=NOW)
        with CaptureQueriesContext(connection) as captured:
            desk_figures(on=NOW.date())
        return len(captured)

    few = queries()
    for _each in range(5):
        person = StaffMemberFactory(staff_groups=[everyone], first_day_on=date(2026, 5, 4))
        complete(person, welcome, date(2026, 5, 6))

    assert queries() == few <= 12

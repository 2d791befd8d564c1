"""People by activity, in words."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import AssignmentFactory, CompletionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


def assigned(group, title, **terms):
    activity = ActivityFactory(title=title)
    AssignmentFactory(activity=activity, staff_group=group, **terms)
    return activity


def look(client, **filters):
    response = client.get(reverse("report_grid"), filters)
    assert response.status_code == 200
    return response


def words(response):
    return {
        person.last_name: [f"{cell.word} {cell.day}".strip() for cell in person.cells]
        for person in response.context["people"]
    }


def test_each_cell_says_how_somebody_stands(client, hr, reception):
    complaints = assigned(reception, "Complaints")
    assigned(reception, "Privacy", due_on=date(2026, 5, 1))
    asha = StaffMemberFactory(last_name="Asha", staff_groups=[reception])
    StaffMemberFactory(last_name="Stranger")
    CompletionFactory(staff_member=asha, activity=complaints)

    shown = look(client)

    assert [activity.title for activity in shown.context["activities"]] == ["Complaints", "Privacy"]
    assert words(shown) == {
        "Asha": ["Current", "Overdue 1 May 2026"],
        "Stranger": ["not asked", "not asked"],
    }
    assert '<th scope="row">' in shown.text
    assert "standing--overdue" in shown.text


def test_the_filters_choose_people_and_activities(client, hr, reception):
    complaints = assigned(reception, "Complaints", due_on=date(2026, 5, 1))
    assigned(reception, "Privacy")
    StaffMemberFactory(last_name="Late", staff_groups=[reception])
    done = StaffMemberFactory(last_name="Done", staff_groups=[reception])
    StaffMemberFactory(last_name="Stranger")
    CompletionFactory(staff_member=done, activity=complaints)

    assert set(words(look(client, group=reception.pk))) == {"Late", "Done"}
    assert words(look(client, late="true", activity=complaints.pk)) == {
        "Late": ["Overdue 1 May 2026"]
    }


def test_more_activities_than_fit_are_said_and_are_in_the_file(client, hr, reception):
    for number in range(32):
        assigned(reception, f"Session {number:02d}")
    StaffMemberFactory(last_name="Asha", staff_groups=[reception])

    shown = look(client)
    file = client.get(reverse("report_grid"), {"export": "csv"})
    header, row = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()

    assert len(shown.context["activities"]) == 30
    assert "2 more activities are asked of them." in shown.text
    assert header.count("Session") == 32
    assert row.count("Not started") == 32


def test_a_large_grid_asks_the_same_few_questions(client, hr, reception):
    def queries():
        look(client)
        with CaptureQueriesContext(connection) as captured:
            look(client)
        return len(captured)

    assigned(reception, "Complaints")
    StaffMemberFactory(staff_groups=[reception])
    few = queries()
    assigned(reception, "Privacy")
    for _each in range(5):
        StaffMemberFactory(staff_groups=[reception])

    assert queries() == few <= 25

"""Another day, of more people than anybody should wait for: a worker works it out, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.jobs.models import Job
from learning.jobs.services import run_job
from learning.people.models import StaffGroup
from learning.people.permissions import Role
from learning.records.models import Completion, PastDay, PastStanding
from learning.records.services import forget_past_days, void_completion
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    AbsenceFactory,
    MembershipFactory,
    PostFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import AssignmentFactory, CompletionFactory
from tests.records.report_pages import look, names

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
THEN = {"as_at": "2026-05-01"}


@pytest.fixture
def hr(client, db):
    with time_machine.travel(NOW, tick=False):
        hr = UserFactory(roles=[Role.HR_OFFICERS])
        client.force_login(hr)
        yield hr


@pytest.fixture
def complaints(hr):
    """Asked of four people at Reception, one of whom is done and one away."""
    reception = StaffGroupFactory(name="Reception")
    activity = ActivityFactory(title="Complaints")
    AssignmentFactory(
        activity=activity, staff_group=reception, due_days=30, from_on=date(2026, 2, 3)
    )
    for name in ("Away", "Done", "Late", "Later"):
        person = StaffMemberFactory(last_name=name, staff_groups=[reception])
        if name == "Done":
            at = datetime(2026, 3, 2, 9, tzinfo=UTC)
            with time_machine.travel(at, tick=False):
                CompletionFactory(staff_member=person, activity=activity, completed_at=at)
        if name == "Away":
            AbsenceFactory(staff_member=person, from_on=date(2026, 1, 1))
    return activity


@pytest.fixture
def many(monkeypatch, complaints):
    """So many people that nobody waits for them on the page."""
    monkeypatch.setattr("learning.records.reports.as_at.MOST_PEOPLE", 3)


def figures(response):
    """By group: asked, excused, current, late."""
    return {
        str(row.staff_group or "Everyone"): (
            row.tally.asked,
            row.tally.excused,
            row.tally.current,
            row.tally.late,
        )
        for row in response.context["table"].data
    }


def have_it_worked_out(client, slug="completion", **filters):
    """As HR does, with a worker beside; what the page then shows."""
    address = reverse(f"report_{slug}", query=filters)
    answer = client.post(address)
    job = Job.objects.latest("pk")
    assert answer.url == reverse("jobs:job", args=[job.key])
    run_job(job)
    return client.get(client.get(answer.url).url)


def test_the_page_says_that_it_is_worked_out_in_the_background(client, many):
    page = look(client, **THEN)

    assert figures(page) == {}
    assert "worked out in the background" in page.text
    assert "Work it out in the background" in page.text


def test_fewer_people_are_worked_out_at_once(client, many):
    few = StaffGroupFactory(name="A few")
    MembershipFactory(staff_group=few)

    assert "in the background" not in look(client, **THEN, group=few.pk).text
    assert "in the background" not in look(client).text


def test_what_a_worker_worked_out_is_what_the_page_would_have(client, complaints, monkeypatch):
    at_once = figures(look(client, **THEN))
    monkeypatch.setattr("learning.records.reports.as_at.MOST_PEOPLE", 3)

    page = have_it_worked_out(client, **THEN)

    assert figures(page) == at_once == {"Everyone": (4, 1, 1, 2), "Reception": (4, 1, 1, 2)}
    assert "As at 1 May 2026, as known at 10:00 on 1 June 2026." in page.text
    assert "Work it out again" in page.text


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("", ["Away", "Done", "Late", "Later"]),
        ("counted", ["Done", "Late", "Later"]),
        ("current", ["Done"]),
        ("late", ["Late", "Later"]),
        ("excused", ["Away"]),
        ("to do", []),
    ],
)
def test_each_number_opens_on_its_names(client, many, status, expected):
    row = have_it_worked_out(client, **THEN).context["table"].data[0]

    page = client.get(row.names(status))

    assert names(page) == expected
    if expected:
        assert page.context["table"].data[-1].because


def test_all_names_of_the_day_can_be_listed_without_an_activity(client, many):
    page = have_it_worked_out(client, "standings", **THEN)

    assert names(page) == ["Away", "Done", "Late", "Later"]


def test_it_is_filtered_as_today_is(client, many, complaints):
    housing = StaffGroupFactory(name="Housing")
    person = StaffMemberFactory(department="Housing")
    PostFactory(staff_member=person, department="Libraries", from_on=date(2026, 1, 1))
    MembershipFactory(staff_member=person, staff_group=housing, from_on=date(2026, 1, 1))
    AssignmentFactory(
        activity=complaints, staff_group=housing, is_mandatory=False, from_on=date(2026, 2, 3)
    )
    have_it_worked_out(client, **THEN)

    def shown(**filters):
        return figures(look(client, **THEN, **filters))

    assert shown()["Everyone"] == (5, 1, 1, 2)
    assert shown(department="Housing") == {"Everyone": (1, 0, 0, 0), "Housing": (1, 0, 0, 0)}
    assert shown(department="Libraries") == shown(department="Housing")
    assert shown(mandatory="true")["Everyone"] == (4, 1, 1, 2)
    assert shown(group=housing.pk) == {"Housing": (1, 0, 0, 0)}
    assert shown(activity=ActivityFactory().pk) == {}
    [row] = look(client, "standings", **THEN, department="Libraries").context["table"].data
    assert (row.staff_member, row.department) == (person, "Libraries")


def test_what_was_recorded_later_is_left_out_on_asking_and_said(client, hr, many):
    void_completion(completion=Completion.objects.get(), reason="Wrong person", by=hr, at=NOW)

    now = have_it_worked_out(client, **THEN)
    then = look(client, **THEN, known_on="2026-05-01")

    assert figures(now)["Everyone"] == (4, 1, 0, 3)
    assert "What was recorded after 1 May 2026 changed these figures." in now.text
    assert figures(then)["Everyone"] == (4, 1, 1, 2)
    assert "as known at the end of 1 May 2026" in then.text
    assert "Work it out again" not in then.text


def test_worked_out_again_it_is_as_known_now(client, hr, many):
    before = have_it_worked_out(client, **THEN)
    void_completion(completion=Completion.objects.get(), reason="Wrong person", by=hr, at=NOW)
    still = look(client, **THEN)

    again = have_it_worked_out(client, **THEN)

    assert figures(before) == figures(still)
    assert figures(again)["Everyone"] == (4, 1, 0, 3)


def test_a_file_is_refused_until_it_is_worked_out(client, many):
    filters = {**THEN, "export": "csv"}

    answer = client.get(reverse("report_completion", query=filters))

    assert answer.status_code == 302
    assert "export" not in answer.url
    have_it_worked_out(client, **THEN)
    file = client.get(reverse("report_completion", query=filters))
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert lines[1].endswith("2026-05-01,2026-06-01")


def test_its_queries_do_not_grow_with_the_people(client, many, complaints):
    have_it_worked_out(client, **THEN)
    with CaptureQueriesContext(connection) as few:
        look(client, **THEN)
        look(client, "standings", **THEN)
    reception = StaffGroup.objects.get()
    StaffMemberFactory.create_batch(6, last_name="More", staff_groups=[reception])
    have_it_worked_out(client, **THEN)
    with CaptureQueriesContext(connection) as more:
        look(client, **THEN)
        look(client, "standings", **THEN)

    assert len(more) == len(few)


def test_nothing_is_worked_out_for_whoever_may_not_see_it(client, many):
    client.force_login(UserFactory(roles=[Role.TRAINERS]))

    assert client.post(reverse("report_completion", query=THEN)).status_code == 403
    assert not Job.objects.exists()


@pytest.mark.parametrize("filters", [{}, {"as_at": "2026-06-02"}, {"as_at": "never"}])
def test_nothing_is_worked_out_of_today_or_of_no_day(client, many, filters):
    assert client.post(reverse("report_completion", query=filters)).status_code == 302

    assert not Job.objects.exists()


def test_it_is_thrown_away_after_a_week_and_what_it_replaced_after_an_hour(client, many):
    have_it_worked_out(client, **THEN)
    have_it_worked_out(client, **THEN)
    assert PastDay.objects.filter(known_on=None).count() == 2

    assert forget_past_days(at=NOW + timedelta(minutes=59)) == 0
    assert forget_past_days(at=NOW + timedelta(hours=1)) == 1
    assert figures(look(client, **THEN))
    assert forget_past_days(at=NOW + timedelta(days=7)) == 2
    assert not PastStanding.objects.exists()


def test_what_is_half_done_is_not_read(client, many):
    PastDay.objects.create(as_at=date(2026, 5, 1), known_at=NOW, begun_at=NOW)

    assert "worked out in the background" in look(client, **THEN).text
    assert forget_past_days(at=NOW + timedelta(hours=1)) == 1

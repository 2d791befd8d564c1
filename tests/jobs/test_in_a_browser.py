"""The page of a job as people see it: it keeps itself up to date and leads on, or says how."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from learning.jobs.choices import JobState
from learning.jobs.models import Job
from learning.people.permissions import Role
from tests.browser import assert_accessible, sign_in
from tests.factories.jobs import JobFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.usefixtures("shared_site")

PASSWORD = "correct horse battery"
NOBODY_WORKS = "Nobody has taken this up"


@pytest.fixture
def hr_officer(shared_site):
    return UserFactory(roles=[Role.HR_OFFICERS], real_password=PASSWORD)


@pytest.fixture
def job(hr_officer):
    Job.objects.all().delete()
    return JobFactory(wanted_by=hr_officer, wanted_at=timezone.now(), where="/admin/account/")


def look_at(page, hr_officer, job):
    sign_in(page, hr_officer.username, PASSWORD)
    page.goto(f"/admin/jobs/{job.key}/")


def run(job, **said):
    taken = JobFactory.build(running=True)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, token=taken.token, heard_at=timezone.now(), **said
    )


def end(job):
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, token=None, ended_at=timezone.now())


def test_the_page_follows_the_work_and_leads_to_what_came_of_it(page, hr_officer, job):
    look_at(page, hr_officer, job)
    page.get_by_text("It waits for its turn.").wait_for()
    assert_accessible(page)

    run(job, done=4000, total=20000, told="Comparing rows.")
    page.get_by_text("4,000 of 20,000").first.wait_for()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "4000")
    assert_accessible(page)

    end(job)
    page.wait_for_url("**/admin/account/")


def test_the_page_says_so_while_it_is_open_when_nobody_takes_the_job(page, hr_officer, job):
    look_at(page, hr_officer, job)
    warning = page.get_by_text(NOBODY_WORKS)
    expect(warning).to_be_hidden()

    Job.objects.filter(pk=job.pk).update(wanted_at=timezone.now() - timedelta(minutes=1))

    warning.wait_for()
    assert_accessible(page)


def test_without_scripts_people_refresh_and_are_led_on_too(open_page, hr_officer, job):
    page = open_page(java_script_enabled=False)
    look_at(page, hr_officer, job)
    run(job, done=4000, told="Comparing rows.")

    page.get_by_role("link", name="Refresh").click()
    page.get_by_text("Comparing rows.").wait_for()

    end(job)
    page.get_by_role("link", name="Refresh").click()
    page.wait_for_url("**/admin/account/")


def test_a_job_can_be_stopped_from_its_page(page, hr_officer, job):
    look_at(page, hr_officer, job)

    page.get_by_role("button", name="Stop").click()

    page.get_by_text("It was stopped before it was done.").wait_for()
    job.refresh_from_db()
    assert job.state == JobState.STOPPED
    assert_accessible(page)

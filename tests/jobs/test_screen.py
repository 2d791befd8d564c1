from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.jobs.choices import JobState
from learning.people.permissions import Role
from tests.counting import queries_of
from tests.factories.jobs import JobFactory
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

NOBODY_WORKS = "Nobody has taken this up"


@pytest.fixture
def hr_officer():
    return UserFactory(roles=[Role.HR_OFFICERS])


@pytest.fixture
def hr(client, hr_officer):
    client.force_login(hr_officer)
    return client


def page_of(job):
    return reverse("jobs:job", args=[job.key])


def progress_of(job):
    return reverse("jobs:progress", args=[job.key])


def stop_of(job):
    return reverse("jobs:stop", args=[job.key])


def ways_in(client, job):
    return [client.get(page_of(job)), client.get(progress_of(job)), client.post(stop_of(job))]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.IT])
def test_nobody_watches_or_stops_what_another_wanted(client, hr_officer, role):
    job = JobFactory(running=True, wanted_by=hr_officer)
    client.force_login(UserFactory(roles=[role]))

    for response in ways_in(client, job):
        # Wagtail sends those who may not look back to its front page.
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_a_job_that_nobody_wanted_is_for_it_alone(hr):
    job = JobFactory(running=True, wanted_by=None)

    assert [response.status_code for response in ways_in(hr, job)] == [302, 302, 302]
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_a_staff_member_sees_no_job(client, hr_officer):
    job = JobFactory(running=True, wanted_by=hr_officer)
    client.force_login(StaffMemberFactory().user)

    assert all(response.status_code in (302, 403) for response in ways_in(client, job))


def test_nobody_sees_a_job_without_signing_in(client):
    for response in ways_in(client, JobFactory(running=True, wanted_by=None)):
        assert response.status_code == 302
        assert "login" in response.url


def test_a_job_that_is_not_there_is_not_found(hr):
    assert hr.get(page_of(JobFactory.build())).status_code == 404


def test_it_may_watch_and_stop_any_job(client, hr_officer):
    job = JobFactory(running=True, wanted_by=hr_officer)
    client.force_login(UserFactory(roles=[Role.IT]))

    assert job.title in client.get(page_of(job)).content.decode()
    client.post(stop_of(job))

    job.refresh_from_db()
    assert job.state == JobState.STOPPED


def test_whoever_wanted_it_sees_how_far_it_is(hr, hr_officer):
    job = JobFactory(
        running=True, wanted_by=hr_officer, done=4000, total=20000, told="Comparing rows."
    )

    page = hr.get(page_of(job)).content.decode()

    assert "Comparing rows." in page
    assert 'value="4000" max="20000"' in page
    assert "4,000 of 20,000" in page
    assert "Refresh" in page
    assert hr.get(progress_of(job)).json() == {
        "told": "Comparing rows.",
        "amount": "4,000 of 20,000",
        "done": 4000,
        "total": 20000,
        "nobody_works": False,
        "has_ended": False,
    }


def test_without_a_total_the_bar_says_only_that_work_goes_on(hr, hr_officer):
    job = JobFactory(running=True, wanted_by=hr_officer, done=4000)

    page = hr.get(page_of(job)).content.decode()

    assert "It has begun." in page
    assert "max=" not in page


def test_what_is_done_leads_to_what_came_of_it(hr, hr_officer):
    job = JobFactory(over=True, wanted_by=hr_officer, where="/admin/staff_import/")

    assert hr.get(progress_of(job)).json()["has_ended"]
    response = hr.get(page_of(job))
    assert (response.status_code, response.url) == (302, "/admin/staff_import/")


def test_what_is_done_and_leads_nowhere_says_so(hr, hr_officer):
    job = JobFactory(over=True, wanted_by=hr_officer)

    assert "It is done." in hr.get(page_of(job)).content.decode()


def test_what_failed_says_why_and_offers_no_stop(hr, hr_officer):
    job = JobFactory(
        over=True, state=JobState.FAILED, wanted_by=hr_officer, where="/x/", told="It is empty."
    )

    page = hr.get(page_of(job)).content.decode()

    assert "It is empty." in page
    assert 'href="/x/"' in page
    assert stop_of(job) not in page


def test_whoever_wanted_it_may_stop_it(hr, hr_officer):
    job = JobFactory(running=True, wanted_by=hr_officer, told="Comparing rows.")

    page = hr.post(stop_of(job), follow=True).content.decode()

    job.refresh_from_db()
    assert (job.state, job.token) == (JobState.STOPPED, None)
    assert "It was stopped before it was done." in page


def test_stopping_comes_too_late_for_what_is_over(hr, hr_officer):
    job = JobFactory(over=True, wanted_by=hr_officer)

    assert "It was over before it could be stopped." in (
        hr.post(stop_of(job), follow=True).content.decode()
    )
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_what_took_effect_offers_no_stop_and_takes_none(hr, hr_officer):
    job = JobFactory(running=True, is_settled=True, wanted_by=hr_officer)

    assert stop_of(job) not in hr.get(page_of(job)).content.decode()
    page = hr.post(stop_of(job), follow=True).content.decode()

    assert "It took effect already, so it can no longer be stopped." in page
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_looking_at_the_address_of_stop_stops_nothing(hr, hr_officer):
    job = JobFactory(running=True, wanted_by=hr_officer)

    assert hr.get(stop_of(job)).status_code == 405
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


@pytest.mark.parametrize(
    ("seconds", "others", "says_so"),
    [
        pytest.param(20, 0, False, id="a moment ago"),
        pytest.param(40, 0, True, id="for long"),
        pytest.param(40, 1, False, id="for long, while another is done"),
    ],
)
def test_a_job_that_nobody_takes_says_that_the_worker_is_missing(
    hr, hr_officer, seconds, others, says_so
):
    wanted_at = timezone.now() - timedelta(seconds=seconds)
    job = JobFactory(wanted_by=hr_officer, wanted_at=wanted_at)
    JobFactory.create_batch(others, running=True)

    assert hr.get(progress_of(job)).json()["nobody_works"] is says_so
    page = hr.get(page_of(job)).content.decode()
    assert NOBODY_WORKS in page
    assert ("data-nobody-works hidden" in page) is not says_so


@pytest.mark.parametrize("address_of", [page_of, progress_of], ids=["page", "progress"])
def test_a_look_takes_the_same_few_queries_however_many_jobs_there_are(hr, hr_officer, address_of):
    job = JobFactory(wanted_by=hr_officer)
    few = queries_of(hr, address_of(job))
    JobFactory.create_batch(6, running=True)
    JobFactory.create_batch(6, wanted_by=hr_officer)

    assert queries_of(hr, address_of(job)) == few <= 15

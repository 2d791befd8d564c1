from uuid import uuid4

import pytest

from learning.jobs import working
from learning.jobs.choices import JobState
from learning.jobs.models import Job
from learning.jobs.working import PRESUMED_DEAD, Stopped, Work
from tests.factories.jobs import WANTED_AT, JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return JobFactory(running=True)


@pytest.fixture
def work(job):
    return Work(job, job.token)


def taken_over(job):
    Job.objects.filter(pk=job.pk).update(token=uuid4())


def test_what_is_said_costs_no_query(work, django_assert_num_queries):
    with django_assert_num_queries(0):
        for row in range(1000):
            work.say(done=row, total=1000)


def test_the_last_that_was_said_is_stored(work, job):
    work.say(done=1, total=5, told="Read one row.")
    work.say(done=2)
    work.store()

    job.refresh_from_db()
    assert (job.done, job.total, job.told) == (2, 5, "Read one row.")
    assert job.heard_at > WANTED_AT


def test_a_worker_that_lost_its_job_is_stopped_when_it_next_says_something(work, job):
    taken_over(job)
    work.say(done=1)
    work.store()

    with pytest.raises(Stopped):
        work.say(done=2)

    job.refresh_from_db()
    assert (job.done, job.heard_at) == (0, WANTED_AT)


def test_a_worker_that_lost_its_job_cannot_take_effect(work, job):
    taken_over(job)

    with pytest.raises(Stopped):
        work.hold()


def test_a_worker_that_lost_its_job_does_not_say_how_it_ended(work, job):
    taken_over(job)

    work.end(JobState.DONE, told="All done.")

    job.refresh_from_db()
    assert (job.state, job.told) == (JobState.RUNNING, "")


def test_a_worker_that_slept_asks_whether_the_job_is_still_its_own(work, job, monkeypatch):
    taken_over(job)
    slept = working.monotonic() + PRESUMED_DEAD
    monkeypatch.setattr(working, "monotonic", lambda: slept)

    with pytest.raises(Stopped):
        work.say(done=1)

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from learning.jobs.choices import JobState
from learning.jobs.models import Job
from learning.jobs.running import work_off
from learning.jobs.services import prune_jobs, reap_jobs, run_job, start_job, stop_job
from learning.jobs.working import PRESUMED_DEAD
from tests.factories.jobs import WANTED_AT, JobFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

DEAD_AT = WANTED_AT + timedelta(seconds=PRESUMED_DEAD + 1)


def start(name, **arguments):
    return start_job(
        task=f"tests.jobs.examples.{name}", title=name, by=None, at=WANTED_AT, **arguments
    )


def queued():
    return list(DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at"))


def test_a_job_waits_in_the_queue_until_a_worker_takes_it():
    asha = UserFactory()

    job = start_job(
        task="tests.jobs.examples.count_to",
        title="Counting",
        where="/admin/",
        by=asha,
        at=WANTED_AT,
        number=3,
    )

    assert (job.state, job.wanted_by, job.arguments) == (JobState.WAITING, asha, {"number": 3})
    assert [task.args_kwargs["args"] for task in queued()] == [[str(job.key)]]


def test_a_job_that_is_rolled_back_leaves_nothing_in_the_queue():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        start("count_to", number=1 / 0)

    assert not Job.objects.exists()
    assert queued() == []


@pytest.mark.parametrize("name", ["unmarked", "PATIENCE"])
def test_only_what_is_marked_as_a_job_can_be_started(name):
    with pytest.raises(ValueError, match="not marked with @job"):
        start(name)

    assert not Job.objects.exists()


def test_a_job_can_be_done_in_place():
    job = run_job(start("count_to", number=3))

    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert job.told == "Counted to 3."
    assert job.ended_at
    assert job.tries == 1


def test_the_worker_does_the_job_that_stands_in_the_queue():
    job = start("count_to", number=2)

    work_off.call(str(job.key))

    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_what_stands_in_the_queue_twice_is_done_once():
    job = start("count_to", number=2)

    for _ in range(2):
        work_off.call(str(job.key))

    job.refresh_from_db()
    assert job.tries == 1


def test_a_job_that_is_gone_is_passed_over():
    job = start("count_to", number=2)
    job.delete()

    work_off.call(str(job.key))

    assert not Job.objects.exists()


def test_a_refusal_is_told_in_its_own_words():
    job = run_job(start("refuse"))

    assert job.state == JobState.FAILED
    assert job.told == "The file is empty. Upload another."


def test_a_fault_is_told_kindly_and_the_log_has_the_rest(caplog):
    job = run_job(start("break_down"))

    assert job.state == JobState.FAILED
    assert job.told.startswith("Something went wrong on our side")
    assert "nobody should read" not in job.told
    assert "of which nobody should read on screen" in caplog.text
    assert str(job.key) in caplog.text


def test_work_that_is_stopped_leaves_off_and_takes_no_effect():
    job = run_job(start("be_stopped"))

    assert job.state == JobState.STOPPED
    assert job.ended_at == WANTED_AT


def test_what_took_effect_is_not_stopped_on_the_way_to_what_follows():
    assert run_job(start("settle", breaks_down=False)).state == JobState.DONE


def test_a_fault_after_it_took_effect_is_told_as_that():
    job = run_job(start("settle", breaks_down=True))

    assert job.state == JobState.FAILED
    assert job.told.startswith("What you asked for is done.")


def test_a_job_that_is_stopped_while_it_waits_is_never_begun():
    job = start("count_to", number=2)

    stop_job(job=job, at=WANTED_AT)

    assert run_job(job).state == JobState.STOPPED
    assert job.tries == 0


def test_what_is_over_cannot_be_stopped():
    job = stop_job(job=JobFactory(over=True), at=DEAD_AT)

    assert job.state == JobState.DONE
    assert job.ended_at == WANTED_AT


def test_a_job_whose_worker_died_goes_back_to_the_queue():
    job = JobFactory(running=True)

    assert reap_jobs(at=DEAD_AT) == [job]

    job.refresh_from_db()
    assert (job.state, job.token) == (JobState.WAITING, None)
    assert [task.id for task in queued()] == [job.queued_as]
    assert run_job(job).tries == 2


def test_a_job_heard_of_a_minute_ago_is_left_to_its_worker():
    job = JobFactory(running=True)

    assert reap_jobs(at=WANTED_AT + timedelta(seconds=PRESUMED_DEAD)) == []

    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    assert queued() == []


def test_a_job_that_died_three_times_is_given_up_and_says_so():
    job = JobFactory(running=True, tries=3)

    reap_jobs(at=DEAD_AT)

    job.refresh_from_db()
    assert (job.state, job.ended_at) == (JobState.FAILED, DEAD_AT)
    assert job.told.startswith("It stopped in the middle 3 times, and was not tried again.")
    assert queued() == []


def test_a_job_that_nothing_in_the_queue_leads_to_is_queued_again_and_only_once():
    job = start("count_to", number=1)
    # As when a worker took it from the queue and was killed before it began.
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)

    for _ in range(3):
        reap_jobs(at=DEAD_AT)

    job.refresh_from_db()
    assert [task.id for task in queued()] == [job.queued_as]


def test_jobs_that_wait_because_there_is_no_worker_are_not_queued_again():
    start("count_to", number=1)

    reap_jobs(at=DEAD_AT)

    assert len(queued()) == 1


def test_jobs_are_forgotten_thirty_days_after_their_end():
    old = run_job(start("count_to", number=1))
    recent, waiting = JobFactory(over=True), JobFactory()
    DBTaskResult.objects.update(enqueued_at=WANTED_AT, status=TaskResultStatus.SUCCESSFUL)
    Job.objects.filter(pk=old.pk).update(ended_at=WANTED_AT - timedelta(seconds=1))

    pruned = prune_jobs(at=WANTED_AT + timedelta(days=30))

    assert pruned == 1
    assert set(Job.objects.all()) == {recent, waiting}
    assert DBTaskResult.objects.exists()

    prune_jobs(at=WANTED_AT + timedelta(days=30, seconds=1))

    assert set(Job.objects.all()) == {waiting}
    assert not DBTaskResult.objects.exists()


def test_what_waits_in_the_queue_is_never_forgotten():
    start("count_to", number=1)
    DBTaskResult.objects.update(enqueued_at=WANTED_AT)

    prune_jobs(at=WANTED_AT + timedelta(days=400))

    assert len(queued()) == 1


def test_a_title_longer_than_is_kept_is_cut():
    """A file may be called by 255 letters, and the title says more than its name."""
    job = start_job(
        task="tests.jobs.examples.count_to",
        title="Checking " + "n" * 255,
        by=None,
        at=WANTED_AT,
        number=1,
    )

    assert len(job.title) == 255
    assert job.title.endswith("n…")

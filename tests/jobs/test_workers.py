"""Workers as they really are: processes that are killed, held up and started twice."""

import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from learning.jobs import working
from learning.jobs.choices import JobState
from learning.jobs.models import Job
from learning.jobs.services import reap_jobs, run_job, start_job, stop_job
from learning.jobs.working import PRESUMED_DEAD, Work
from tests.databases.copies import ROOT
from tests.factories.jobs import JobFactory
from tests.processes import supervised

PATIENCE = 30
TIMES = 6


@pytest.fixture
def one_that_is_renamed():
    return JobFactory(over=True, title="Renamed by")


@pytest.fixture
def waiting_job(fresh_database, one_that_is_renamed, tmp_path):
    return start_job(
        task="tests.jobs.examples.wait_for",
        title="Waiting",
        by=None,
        at=timezone.now(),
        folder=str(tmp_path),
        rename="Renamed by",
    )


@contextmanager
def worker(database, *options):
    command = [sys.executable, "manage.py", "db_worker", "--backend", "jobs", "--no-startup-delay"]
    environment = database.environment()
    with supervised(
        [*command, "--interval", "0.1", *options], stop=signal.SIGKILL, cwd=ROOT, env=environment
    ) as process:
        yield process


def wait_until(holds):
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "It did not happen."
        time.sleep(0.05)


def has_begun(process, folder):
    return lambda: (folder / f"begun-{process.pid}").exists()


def when_presumed_dead():
    return timezone.now() + timedelta(seconds=PRESUMED_DEAD + 1)


def test_a_job_whose_worker_is_killed_is_done_by_the_next(
    fresh_database, waiting_job, one_that_is_renamed, tmp_path
):
    with worker(fresh_database) as killed:
        wait_until(has_begun(killed, tmp_path))
        killed.kill()
        killed.wait()
    waiting_job.refresh_from_db()
    assert waiting_job.state == JobState.RUNNING

    assert reap_jobs(at=when_presumed_dead()) == [waiting_job]
    (tmp_path / "go").touch()
    with worker(fresh_database, "--batch") as second:
        second.wait(PATIENCE)

    waiting_job.refresh_from_db()
    one_that_is_renamed.refresh_from_db()
    assert (waiting_job.state, waiting_job.tries) == (JobState.DONE, 2)
    assert one_that_is_renamed.title == f"Renamed by {second.pid}"


def test_a_worker_that_wakes_after_being_presumed_dead_changes_nothing(
    fresh_database, waiting_job, one_that_is_renamed, tmp_path
):
    with worker(fresh_database, "--max-tasks", "1") as held_up:
        wait_until(has_begun(held_up, tmp_path))
        held_up.send_signal(signal.SIGSTOP)
        assert reap_jobs(at=when_presumed_dead()) == [waiting_job]
        with worker(fresh_database, "--max-tasks", "1") as second:
            wait_until(has_begun(second, tmp_path))

            (tmp_path / "go").touch()
            held_up.send_signal(signal.SIGCONT)

            assert held_up.wait(PATIENCE) == 0
            assert second.wait(PATIENCE) == 0

    waiting_job.refresh_from_db()
    one_that_is_renamed.refresh_from_db()
    assert (waiting_job.state, waiting_job.tries) == (JobState.DONE, 2)
    assert one_that_is_renamed.title == f"Renamed by {second.pid}"


def test_a_job_that_is_stopped_while_a_worker_has_it_takes_no_effect(
    fresh_database, waiting_job, tmp_path
):
    with worker(fresh_database, "--max-tasks", "1") as process:
        wait_until(has_begun(process, tmp_path))
        wait_until(lambda: Job.objects.filter(pk=waiting_job.pk, done=1, total=2).exists())
        stop_job(job=waiting_job, at=timezone.now())
        (tmp_path / "go").touch()

        assert process.wait(PATIENCE) == 0

    assert not Job.objects.filter(title__startswith="Renamed by ").exists()


def test_of_several_workers_at_once_one_has_the_job(fresh_database):
    job = start_job(
        task="tests.jobs.examples.count_to", title="Count", by=None, at=timezone.now(), number=3
    )
    ready = Barrier(TIMES)

    def act(_number):
        try:
            connection.ensure_connection()
            ready.wait(timeout=20)
            return run_job(Job.objects.get(pk=job.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        list(pool.map(act, range(TIMES)))

    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.DONE, 1)


def test_a_silent_job_goes_on_being_heard_of(fresh_database, monkeypatch, waiting_job, tmp_path):
    monkeypatch.setattr(working, "HEARTBEAT", 0.1)
    monkeypatch.setattr(working, "PAUSE", 0.05)

    def look():
        try:
            wait_until(lambda: Job.objects.filter(heard_at__isnull=False).exists())
            first = Job.objects.get(pk=waiting_job.pk).heard_at
            wait_until(lambda: Job.objects.get(pk=waiting_job.pk).heard_at > first)
        finally:
            (tmp_path / "go").touch()
            connection.close()

    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(look)
        run_job(waiting_job)
        looking.result()

    assert waiting_job.state == JobState.DONE


def test_a_heartbeat_that_cannot_be_stored_does_not_stop_the_work(
    fresh_database, monkeypatch, caplog
):
    job = JobFactory(running=True)
    work = Work(job, job.token)
    failed = Event()

    def fail():
        failed.set()
        raise OperationalError("database is locked")

    monkeypatch.setattr(working, "PAUSE", 0.01)
    monkeypatch.setattr(work, "store", fail)

    with work.beating():
        work.say(done=1)
        assert failed.wait(10)
        work.say(done=2)

    assert "could not be stored" in caplog.text

"""Doing a job, in whichever process this is."""

import logging
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy
from django_tasks import task

from .choices import JobState
from .models import Job
from .working import Stopped, Work

logger = logging.getLogger(__name__)

NOTHING_DONE = gettext_lazy(
    "Something went wrong on our side, and nothing was finished. Try again. If it happens again, "
    "tell IT: the reason is in the worker's log."
)
HALF_WAY = gettext_lazy(
    "What you asked for is done. Something went wrong on our side after that, and the figures that "
    "follow from it may be late. Tell IT: the reason is in the worker's log."
)


def run_job(job: Job) -> Job:
    """Do a waiting job now, in this process. Nothing happens if it waits no longer.

    What a worker does with it, and a way to do one on the command line or in a test. Within a
    transaction no progress is stored before the end.
    """
    work = _claimed(job)
    if work:
        _do(job, work)
    job.refresh_from_db()
    return job


@task(backend="jobs")
def work_off(key: str) -> None:
    """What stands in the queue: only which job it is. The job itself says what is to be done."""
    for job in Job.objects.filter(key=key):
        run_job(job)


def _claimed(job: Job) -> Work | None:
    """Take the job. Of several workers that try at once, the database lets one change the row."""
    now, token = timezone.now(), uuid4()
    taken = Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(
        state=JobState.RUNNING,
        token=token,
        tries=F("tries") + 1,
        begun_at=now,
        heard_at=now,
        done=0,
        told="",
    )
    return Work(job, token) if taken else None


def _do(job: Job, work: Work) -> None:
    try:
        with work.beating():
            import_string(job.task)(work, **job.arguments)
    except Stopped:
        return
    except ValidationError as refusal:
        work.end(JobState.FAILED, told=" ".join(refusal.messages))
    except Exception:  # whatever it is, somebody is waiting to hear of it
        logger.exception("Job %s (%s) failed.", job.key, job.task)
        job.refresh_from_db()
        work.end(JobState.FAILED, told=str(HALF_WAY if job.is_settled else NOTHING_DONE))
    else:
        work.end(JobState.DONE)

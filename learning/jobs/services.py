from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .choices import ENDED, JobState
from .models import Job
from .running import run_job, work_off
from .working import PRESUMED_DEAD

__all__ = ["prune_jobs", "reap_jobs", "run_job", "start_job", "stop_job"]

MOST_TRIES = 3
KEPT = timedelta(days=30)
LONGEST_TITLE = 255


@transaction.atomic
def start_job(
    *,
    task: str,
    title: str,
    where: str = "",
    by: AbstractBaseUser | None,
    at: datetime,
    **arguments: object,
) -> Job:
    """Have a function marked with `@job` called by a worker, once what is under way is committed.

    `title` says what it does, in words that people read; `where` is the address to go to when it
    is done. The arguments must be something that JSON can hold. A title that names a file may be
    longer than is kept: then it is cut.
    """
    if not getattr(import_string(task), "is_job", False):
        raise ValueError(f"{task} is not marked with @job.")
    job = Job.objects.create(
        task=task,
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        where=where,
        wanted_by=by,  # type: ignore[misc]  # whoever signs in lives on a floor above
        wanted_at=at,
        arguments=arguments,
    )
    _queue(job)
    return job


@transaction.atomic
def stop_job(*, job: Job, at: datetime) -> Job:
    """Stop a job that waits or runs, unless it took effect. Its worker leaves off in a second."""
    stopping = Job.objects.filter(pk=job.pk, is_settled=False).exclude(state__in=ENDED)
    stopping.update(state=JobState.STOPPED, token=None, ended_at=at)
    job.refresh_from_db()
    return job


@transaction.atomic
def reap_jobs(*, at: datetime) -> list[Job]:
    """Put back the jobs whose worker died, so that another takes them up; give up after three.

    Also those that wait while nothing in the queue leads to them, because a worker died between
    taking the one and the other. Says which jobs were put back or given up.
    """
    limit = at - timedelta(seconds=PRESUMED_DEAD)
    # A locked row belongs to a worker that is storing something, and so to one that lives.
    silent = list(Job.objects.running_unheard_since(limit).select_for_update(skip_locked=True))
    for job in silent:
        job.token = None
        if job.tries >= MOST_TRIES:
            job.state, job.ended_at = JobState.FAILED, at
            job.told = ngettext(
                "It stopped in the middle, and was not tried again. "
                "Tell IT: the worker's log may say why.",
                "It stopped in the middle %(times)d times, and was not tried again. "
                "Tell IT: the worker's log may say why.",
                job.tries,
            ) % {"times": job.tries}
        else:
            job.state = JobState.WAITING
            job.told = _("It stopped in the middle, and starts again.")
        job.save(update_fields=["state", "token", "told", "ended_at"])
    lost = Job.objects.filter(state=JobState.WAITING).exclude(queued_as__in=_queued())
    for job in lost.select_for_update(skip_locked=True):
        _queue(job)
    return silent


@transaction.atomic
def prune_jobs(*, at: datetime) -> int:
    """Forget the jobs that ended 30 days ago or longer, and what the queue kept of them."""
    before = at - KEPT
    pruned, _by_model = Job.objects.ended_before(before).delete()
    results = DBTaskResult.objects.filter(backend_name=work_off.backend, enqueued_at__lt=before)
    results.exclude(status=TaskResultStatus.READY).delete()
    return pruned


def _queue(job: Job) -> None:
    """Put it in the queue, which is a table of this database: both are committed, or neither."""
    job.queued_as = work_off.enqueue(str(job.key)).id
    job.save(update_fields=["queued_as"])


def _queued() -> QuerySet:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return ready.filter(backend_name=work_off.backend).values("id")

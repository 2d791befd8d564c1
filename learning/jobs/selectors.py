"""How far a job is, in what a page and its script need to show it."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from .choices import JobState
from .models import Job

PATIENCE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Progress:
    """What a page shows of a job that is not over: a sentence, an amount, a warning if need be."""

    told: str
    amount: str
    done: int
    total: int | None
    nobody_works: bool
    has_ended: bool

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def progress_of(job: Job, *, at: datetime) -> Progress:
    """How far the job is, and whether it waits because nobody works at all."""
    waits_long = job.state == JobState.WAITING and at - job.wanted_at > PATIENCE
    return Progress(
        told=_sentence(job),
        amount=_amount(job),
        done=min(job.done, job.total) if job.total else job.done,
        total=job.total,
        nobody_works=waits_long and not Job.objects.filter(state=JobState.RUNNING).exists(),
        has_ended=job.has_ended,
    )


def _sentence(job: Job) -> str:
    if job.told and job.state != JobState.STOPPED:
        return job.told
    return {
        JobState.WAITING: _("It waits for its turn."),
        JobState.RUNNING: _("It has begun."),
        JobState.DONE: _("It is done."),
        JobState.FAILED: _("It failed."),
        JobState.STOPPED: _("It was stopped before it was done."),
    }[JobState(job.state)]


def _amount(job: Job) -> str:
    if job.total:
        return _("%(done)s of %(total)s") % {
            "done": intcomma(job.done),
            "total": intcomma(job.total),
        }
    return intcomma(job.done) if job.done else ""

"""Work for a worker to do in the tests."""

import os
import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from learning.jobs.models import Job
from learning.jobs.working import Work, job

PATIENCE = 60


@job
def count_to(work: Work, *, number: int) -> None:
    for done in range(1, number + 1):
        work.say(done=done, total=number, told=f"Counted to {done}.")


@job
def be_stopped(work: Work) -> None:
    """As if somebody pressed Stop in the middle."""
    from learning.jobs.services import stop_job
    from tests.factories.jobs import WANTED_AT

    work.say(done=1)
    stop_job(job=Job.objects.get(), at=WANTED_AT)
    work.hold()
    raise AssertionError("It went on after it was stopped.")


@job
def settle(work: Work, *, breaks_down: bool) -> None:
    """As if somebody pressed Stop, or something went wrong, once it had taken effect."""
    from learning.jobs.services import stop_job
    from tests.factories.jobs import WANTED_AT

    with transaction.atomic():
        work.settle()
    stop_job(job=Job.objects.get(), at=WANTED_AT)
    work.hold()
    if breaks_down:
        raise ZeroDivisionError


@job
def refuse(work: Work) -> None:
    raise ValidationError(["The file is empty.", "Upload another."])


@job
def break_down(work: Work) -> None:
    raise ZeroDivisionError("of which nobody should read on screen")


@job
def wait_for(work: Work, *, folder: str, rename: str) -> None:
    """Say who has begun, wait until the tests let go, then take effect: rename the other job."""
    place = Path(folder)
    work.say(done=1, total=2)
    (place / f"begun-{os.getpid()}").touch()
    until = time.monotonic() + PATIENCE
    while not (place / "go").exists() and time.monotonic() < until:
        time.sleep(0.02)
    with transaction.atomic():
        work.hold()
        one = Job.objects.select_for_update().get(title__startswith=rename)
        one.title += f" {os.getpid()}"
        one.save()


def unmarked(work: Work) -> None:
    """Not for the background: nobody marked it."""

"""What a function that works in the background is given: a way to say how far it is.

    @job
    def check_staff_list(work: Work, *, import_id: int) -> None:
        for number, row in enumerate(rows, start=1):
            work.say(done=number, told=…)
        with transaction.atomic():
            work.hold()
            …

Two ways to know that a worker is alive were open: that it says something, or that a thread beside
it does. A thread it is. One long statement is no death, so what says something only between its
statements would need minutes of patience, and all that time nobody would take up the work of a
worker that was really killed.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from .choices import JobState
from .models import Job

logger = logging.getLogger(__name__)

# Seconds: how soon what is said is stored, how often a silent worker is heard of, and when one
# is presumed dead.
PAUSE = 0.5
HEARTBEAT = 10
PRESUMED_DEAD = 60


class Stopped(Exception):
    """The job was stopped, or another worker has it: leave off without a word."""


class Work:
    """A job as seen by the function that does it, for as long as it holds the job."""

    def __init__(self, job: Job, token: UUID) -> None:
        self._job = Job.objects.filter(pk=job.pk, token=token)
        self._said: dict[str, object] = {}
        self._unsaid = False
        self._is_lost = False
        self._heard = monotonic()

    def say(
        self, *, done: int | None = None, total: int | None = None, told: str | None = None
    ) -> None:
        """Say how far it is. Cheap enough for each row: a thread stores the last of it."""
        said = {"done": done, "total": total, "told": told}
        # A new dictionary each time: the thread may be reading the old one.
        self._said = self._said | {name: value for name, value in said.items() if value is not None}
        self._unsaid = True
        # A machine that slept may wake here before the thread does.
        if monotonic() - self._heard > PRESUMED_DEAD / 2:
            self.store()
        if self._is_lost:
            raise Stopped

    def hold(self) -> None:
        """Keep the job until the transaction ends: call it first in one that takes effect.

        A worker that was presumed dead and wakes just then stops here, and changes nothing.
        """
        self.store()
        if self._is_lost:
            raise Stopped

    def settle(self) -> None:
        """As `hold`, where more follows from what takes effect: none of it can be stopped then."""
        self.hold()
        self._job.update(is_settled=True)

    def store(self) -> None:
        """Store the last that was said and that we are alive; find out whether the job is lost."""
        self._unsaid = False
        if not self._job.update(heard_at=timezone.now(), **self._said):
            self._is_lost = True
        self._heard = monotonic()

    def end(self, state: JobState, told: str | None = None) -> None:
        """Store how it ended, unless somebody else has the job by now.

        Called last in the transaction that takes effect, nobody can stop it or do it again after.
        """
        said = self._said if told is None else self._said | {"told": told}
        self._job.update(state=state, token=None, ended_at=timezone.now(), **said)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Store what is said, and that we are alive, from a thread beside.

        Not within a transaction: nobody outside could see it, and on SQLite the thread could not
        write before its end.
        """
        if connection.in_atomic_block:
            yield
            return
        over = Event()
        thread = Thread(target=self._beat, args=[over], daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beat(self, over: Event) -> None:
        try:
            while not self._is_lost and not over.wait(PAUSE):
                if self._unsaid or monotonic() - self._heard > HEARTBEAT:
                    try:
                        self.store()
                    except DatabaseError:
                        # The database is busy or away. Should that last, the work itself says so.
                        logger.warning("A heartbeat could not be stored.", exc_info=True)
                        connection.close()
        finally:
            connection.close()


def job(function: Callable[..., None]) -> Callable[..., None]:
    """Mark a function as one that works in the background, so that `start_job` may name it."""
    function.is_job = True  # type: ignore[attr-defined]
    return function

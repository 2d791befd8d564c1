"""What is killed, and what brings it back: the server with its workers, and PostgreSQL."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from typing import TextIO

from tests.databases.postgres import Cluster
from tests.processes import family_of, supervised

ROOT = Path(__file__).resolve().parents[2]
# As `running-the-site.md` says to start it.
GUNICORN = [sys.executable, "-m", "gunicorn", "learning.wsgi", "--preload"]
GUNICORN += ["--workers=3", "--threads=4", "--no-control-socket"]
WORKER, SERVER, POSTGRESQL = "workers killed", "whole server killed", "PostgreSQL killed"


class Server:
    """The site, started again as soon as it is gone, as a service manager would.

    Nobody holds its socket meanwhile, so until it is back it refuses connections.
    """

    def __init__(self, port: int, log: TextIO):
        self.address = ("127.0.0.1", port)
        self.log = log
        self.is_over = Event()
        self.process: subprocess.Popen | None = None
        self.thread = Thread(target=self._keep_running)

    def __enter__(self) -> "Server":
        self.thread.start()
        self.wait_until_well()
        return self

    def __exit__(self, *_error: object) -> None:
        self.is_over.set()
        self.thread.join()

    def kill(self) -> None:
        """All of it at once, master and workers."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def kill_worker(self, rng: random.Random) -> None:
        _master, *workers = family_of(self.process.pid)
        os.kill(rng.choice(workers), signal.SIGKILL)

    def wait_until_well(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                connection = HTTPConnection(*self.address, timeout=10)
                connection.request("GET", "/health/", headers={"X-Forwarded-Proto": "https"})
                if connection.getresponse().status == 200:
                    return
            except (OSError, HTTPException):
                pass
            time.sleep(0.05)
        raise RuntimeError("The site did not come back.")

    def _keep_running(self) -> None:
        while not self.is_over.is_set():
            with supervised(
                [*GUNICORN, "--bind={}:{}".format(*self.address)],
                stop=signal.SIGQUIT,
                cwd=ROOT,
                stdout=self.log,
                stderr=self.log,
            ) as self.process:
                while self.process.poll() is None and not self.is_over.wait(0.05):
                    pass


class PostgreSQL:
    """A server that keeps what it has committed, killed and started again on the same data."""

    SETTINGS = {"listen_addresses": "", "timezone": "UTC"}

    def __init__(self, cluster: Cluster):
        self.cluster = cluster
        self.running = ExitStack()

    def __enter__(self) -> "PostgreSQL":
        self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.running.close()

    def kill(self, rng: random.Random) -> None:
        """The postmaster and all its children, and start it again: it has to recover."""
        for pid in family_of(self.server.pid):
            os.kill(pid, signal.SIGKILL)
        self.running.close()
        time.sleep(rng.uniform(0, 1))
        self._start()

    def _start(self) -> None:
        for is_last in (*[False] * 20, True):
            try:
                self.server = self.running.enter_context(self.cluster.started(self.SETTINGS))
            except SystemExit:
                # The last of those that were killed may still hold its memory.
                if is_last:
                    raise
                time.sleep(0.1)
            else:
                return


class Trouble(Thread):
    """Kills one thing after the other, in an order that the seed decides.

    After an outage everybody is heard once before the next, so that a gap is that of one outage.
    `heard` says since when each of them has been.
    """

    def __init__(
        self,
        *,
        rng: random.Random,
        kills: Counter[str],
        server: Server,
        database: PostgreSQL | None,
        heard: Callable[[], float],
    ):
        super().__init__()
        self.rng = rng
        self.order = rng.sample(list(kills), counts=list(kills.values()), k=kills.total())
        self.server = server
        self.database = database
        self.heard = heard
        self.done: Counter[str] = Counter()
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            for kind in self.order:
                time.sleep(self.rng.uniform(0.3, 1.5))
                begun = time.monotonic()
                self._kill(kind)
                self.done[kind] += 1
                if kind != WORKER:
                    self.server.wait_until_well()
                    self._wait_until_heard(begun)
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - told by whoever started us
            self.fault = fault

    def _wait_until_heard(self, since: float) -> None:
        until = time.monotonic() + 30
        while self.heard() < since and time.monotonic() < until:
            time.sleep(0.05)

    def _kill(self, kind: str) -> None:
        if kind == WORKER:
            self.server.kill_worker(self.rng)
        elif kind == SERVER:
            self.server.kill()
        elif self.database:
            self.database.kill(self.rng)


def free_port(rng: random.Random) -> int:
    """A port that no outgoing connection takes by chance while the server is down."""
    while True:
        port = rng.randrange(20_000, 30_000)
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port

"""A server process of the test's own, as gunicorn runs the site for real."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.databases.copies import ROOT, Copy
from tests.processes import supervised


@dataclass(frozen=True)
class Site:
    """A running site: its address, and the database and files that it works on."""

    url: str
    copy: Copy

    @property
    def data_dir(self):
        return self.copy.data_dir

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a management command on the site's database."""
        return self.copy.manage(*arguments)

    def log(self) -> str:
        """What the server has said so far."""
        return (self.data_dir / "server.log").read_text(errors="replace")


@contextmanager
def served(copy: Copy) -> Iterator[Site]:
    """Serve the copy on a free port until the test is done."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port, descriptor = listener.getsockname()[1], listener.fileno()
        site = Site(f"http://127.0.0.1:{port}", copy)
        gunicorn = [sys.executable, "-m", "gunicorn", "learning.wsgi:application"]
        options = [f"--bind=fd://{descriptor}", "--worker-class=gthread", "--threads=4"]
        with (
            (copy.data_dir / "server.log").open("wb") as log,
            supervised(
                [*gunicorn, *options, "--no-control-socket", "--access-logfile=-"],
                stop=signal.SIGQUIT,
                cwd=ROOT,
                env={**copy.environment(), "BASE_URL": site.url},
                stdout=log,
                stderr=log,
                pass_fds=[descriptor],
            ) as process,
        ):
            # Ours is closed, so that a server that fails refuses and does not hang.
            listener.close()
            _wait_until_it_answers(process, site, port)
            yield site


def _wait_until_it_answers(process: subprocess.Popen, site: Site, port: int) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/account/login/")
            status = connection.getresponse().status
        except OSError:
            time.sleep(0.05)
            continue
        if status >= 400:
            break
        return
    raise RuntimeError(f"The server does not answer:\n{site.log()}")

"""Processes that never outlive the tests that started them."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def supervised(command: list, *, stop: signal.Signals, **options) -> Iterator[subprocess.Popen]:
    """Run a command until the block ends, or until we do, even if we are killed."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    # When we are gone, our end of this pipe closes, and the shell acts in our stead.
    in_our_stead = f"read -r nothing; kill -{stop.name.removeprefix('SIG')} {process.pid}"
    watcher = subprocess.Popen(
        ["/bin/sh", "-c", in_our_stead],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        watcher.kill()
        watcher.wait()
        process.send_signal(stop)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()

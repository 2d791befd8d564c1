"""Processes that never outlive the tests that started them, and the processes below these."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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


def family_of(pid: int) -> list[int]:
    """The process, and then every process below it."""
    family, found = [], [pid]
    while found:
        family += found
        found = [child for parent in found for child in _children_of(parent)]
    return family


def _children_of(pid: int) -> list[int]:
    if not Path("/proc/self/task").is_dir():
        said = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout
        return [int(child) for child in said.split()]
    children = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        children += [int(child) for child in tasks.read_text().split()]
    return children

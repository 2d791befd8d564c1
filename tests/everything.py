"""Every test, on SQLite and on PostgreSQL: first those without a browser, then those with one.

python -m tests.everything [arguments for pytest]
"""

import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from tests.browser import chromium
from tests.databases.postgres import private_server

DEV = Path(__file__).resolve().parents[1] / ".dev"
NOTHING_CHOSEN, INTERRUPTED = 5, 2


@dataclass
class Result:
    """What became of some tests, and how long they took."""

    failed: int = 0
    passed: int = 0
    skipped: int = 0
    errors: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Result") -> "Result":
        return Result(*(ours + theirs for ours, theirs in zip(self, other, strict=True)))

    def __iter__(self):
        return iter((self.failed, self.passed, self.skipped, self.errors, self.seconds))

    def __str__(self) -> str:
        counts = {name: getattr(self, name) for name in ("failed", "passed", "skipped", "errors")}
        said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        return f"{said or 'no tests ran'} in {self.seconds:.2f}s"


@dataclass
class Part:
    """Some of the tests, on one database."""

    name: str
    chosen: list[str]
    environment: dict[str, str]

    @property
    def report(self) -> Path:
        return DEV / "reports" / f"{self.name.lower().replace(', ', '-').replace(' ', '-')}.xml"

    def start(self) -> subprocess.Popen:
        self.report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={self.report}"]
        return subprocess.Popen([*command, *self.chosen, *sys.argv[1:]], env=self.environment)

    def finish(self, process: subprocess.Popen, begun: float) -> Result:
        code = process.wait()
        if code == INTERRUPTED or not self.report.exists():
            sys.exit(f"The tests could not go on ({self.name}): the lines above say why.")
        suite = next(ElementTree.parse(self.report).iter("testsuite"))
        failed, skipped, errors = (int(suite.get(key)) for key in ("failures", "skipped", "errors"))
        passed = int(suite.get("tests")) - failed - skipped - errors
        # A narrower run may leave one part of the four with nothing to do.
        if code not in (0, NOTHING_CHOSEN) and not failed:
            errors = max(errors, 1)
        return Result(failed, passed, skipped, errors, time.monotonic() - begun)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    environment = {**os.environ, "CHROME": _browser(), "DATA_DIR": str(DEV / "tests")}
    on_sqlite = {**environment, "DATABASE_URL": f"sqlite:///{DEV / 'tests' / 'unused.sqlite3'}"}
    results = {}
    with private_server() as address:
        on_postgresql = {**environment, "DATABASE_URL": address}
        plain, browser = ["-n2", "--browser-tests=exclude"], ["--browser-tests=only"]
        results |= _run(Part("SQLite", plain, on_sqlite))
        # What touches no database is no different on another.
        results |= _run(Part("PostgreSQL", [*plain, "--database-tests=only"], on_postgresql))
        # A journey is one test after the other, so the two databases have one each at a time.
        results |= _run(
            Part("Browser, on SQLite", browser, on_sqlite),
            Part("Browser, on PostgreSQL", browser, on_postgresql),
        )
    print()
    for name, result in results.items():
        print(f"{name}: {result}")
    whole = sum(results.values(), Result())
    print(f"==== {whole} ====")
    return 1 if whole.failed or whole.errors or not whole.passed else 0


def _run(*parts: Part) -> dict[str, Result]:
    """Run the parts beside each other."""
    print(f"\n{' and '.join(part.name for part in parts)}", flush=True)
    begun = time.monotonic()
    running = [part.start() for part in parts]
    try:
        return {
            part.name: part.finish(process, begun)
            for part, process in zip(parts, running, strict=True)
        }
    finally:
        for process in running:
            process.kill()


def _browser() -> str:
    print("Finding a browser …", end=" ", flush=True)
    begun = time.monotonic()
    path = chromium.found_or_installed()
    print(f"{path}, {time.monotonic() - begun:.1f} s", flush=True)
    return path


if __name__ == "__main__":
    sys.exit(main())

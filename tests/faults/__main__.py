"""Answer and submit through faults on each database, and say what was lost or doubled."""

import argparse
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.databases.postgres import Cluster, private_cluster

DATABASES = ("sqlite", "postgresql")


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev faults", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, help="only on this one")
    parser.add_argument("--quick", action="store_true", help="a few clients and a few faults")
    parser.add_argument("--clients", type=int, help="how many answer at once (20)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--template", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if options.database is None:
        # Settings are read once in a process.
        command = [sys.executable, "-m", "tests.faults", *sys.argv[1:]]
        command += [f"--seed={options.seed}"]
        codes = [subprocess.run([*command, f"--database={each}"]).returncode for each in DATABASES]
        return max(codes)
    folder = Path(tempfile.mkdtemp(prefix="cultivate-faults-"))
    try:
        return on_one_database(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def on_one_database(options: argparse.Namespace, folder: Path) -> int:
    from .killing import PostgreSQL, free_port

    rng = random.Random(options.seed)
    port = free_port(rng)
    with ExitStack() as running:
        database, url = None, f"sqlite:///{folder / 'cultivate.sqlite3'}"
        if options.database == "postgresql":
            cluster = running.enter_context(private_cluster())
            database, url = running.enter_context(PostgreSQL(cluster)), cluster.url
        # Where this is set, every start compiles all of Django and Wagtail again, for seconds.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.update(environment(url, folder, port))
        import django

        django.setup()
        with step(f"Preparing {options.database}"):
            fill(options.template, folder, database and database.cluster)
        from .run import SIZES, run

        size = SIZES["quick" if options.quick else "whole"]
        outcome = run(
            size.with_clients(options.clients) if options.clients else size,
            folder=folder,
            port=port,
            database=database,
            seed=options.seed,
        )
        print(outcome, flush=True)
    return 0 if outcome.holds else 1


def environment(url: str, folder: Path, port: int) -> dict[str, str]:
    """As IT sets it for real, behind a proxy that speaks HTTPS."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": f"https://127.0.0.1:{port}",
        "BEHIND_PROXY": "true",
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
        "LEDGER_KEY_FILE": str(folder / "ledger.key"),
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
    }


def fill(template: Path | None, folder: Path, cluster: Cluster | None) -> None:
    """Apply every migration, or take a database where that has been done."""
    from django.core.management import call_command

    if template and cluster:
        cluster.run("psql", "--quiet", "--output=/dev/null", f"--file={template}")
    elif template:
        shutil.copyfile(template, folder / "cultivate.sqlite3")
    else:
        call_command("migrate", verbosity=0, skip_checks=True)


@contextmanager
def step(title: str):
    print(f"{title} …", end=" ", flush=True)
    begun = time.monotonic()
    yield
    print(f"{time.monotonic() - begun:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())

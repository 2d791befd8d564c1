"""Run every comparison, print each ratio, and fail where a gate does not hold."""

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urlparse

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="completions to export")
    parser.add_argument("--times", type=int, default=150, help="requests a round")
    parser.add_argument(
        "--only",
        choices=["pages", "attempts", "exports", "imports", "size"],
        help="size, which makes five million completions, is measured only when it is named",
    )
    parser.add_argument("--completions", type=int, default=5_000_000, help="of the large size")
    options = parser.parse_args()

    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "postgresql":
        sys.exit("The benchmark is measured on PostgreSQL: run it with ./dev bench.")
    print("Making the tables.", flush=True)
    call_command("migrate", verbosity=0)

    from tests.processes import family_of

    from .attempts import drive_attempts
    from .exports import measure_exports
    from .imports import measure_imports
    from .pages import measure_pages
    from .size import measure_size

    folder = Path(urlparse(os.environ["DATABASE_URL"]).path).parent
    postmaster = int((folder / "postmaster.pid").read_text().split()[0])

    def database() -> list[int]:
        return family_of(postmaster)

    measured, driven = [], None
    if options.only in (None, "pages"):
        print(f"Measuring pages and saves, {options.times} requests a round.", flush=True)
        measured += measure_pages(database, times=options.times)
    if options.only in (None, "attempts"):
        print("Taking quizzes, many at once.", flush=True)
        driven = drive_attempts()
    if options.only in (None, "exports"):
        print(f"Writing {options.rows:,} completions.", flush=True)
        measured += measure_exports(database, rows=options.rows)
    if options.only in (None, "imports"):
        print("Taking in staff lists.", flush=True)
        measured += measure_imports()
    if options.only == "size":
        measured += measure_size(database, completions=options.completions)
    print()
    if driven:
        print(f"{driven}\n")
    for each in measured:
        print(each)
    return 0 if all(each.holds for each in measured) else 1


if __name__ == "__main__":
    sys.exit(main())

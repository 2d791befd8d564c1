"""Staff lists taken in, one after the other, in a process of its own, for its peak memory."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

from .export_once import peak_mib

HEADER = (
    "payroll number,first name,last name,known as,email,job title,department,site,manager,contact,"
    "contract,hours,start date,leaving date,groups"
)


def staff_list(rows: int, *, moved: int = 0) -> bytes:
    """A list of so many people, of whom some have another job title than before."""
    lines = [HEADER]
    for n in range(rows):
        title = "Senior adviser" if n < moved else "Adviser"
        manager = f"B{n // 10:06}" if n else ""
        start = date(2010, 1, 1) + timedelta(days=n % 5000)
        lines.append(
            f"B{n:06},First {n},Last {n},,b{n}@bench.example,{title},Department {n % 40},"
            f"Site {n % 25},{manager},front line,employee,37,{start},,"
            f"Group {n % 30}; Group {n // 7 % 30}"
        )
    return "\n".join(lines).encode()


@contextmanager
def longest_transaction() -> Iterator[list[float]]:
    """How long each outermost transaction lasts."""
    from django.db.transaction import Atomic

    enter, leave, begun, lasted = Atomic.__enter__, Atomic.__exit__, [], []

    def begin(self: Atomic) -> None:
        enter(self)
        begun.append(time.monotonic())

    def end(self: Atomic, *raised: object) -> None:
        leave(self, *raised)
        since = begun.pop()
        if not begun:
            lasted.append(time.monotonic() - since)

    with patch.object(Atomic, "__enter__", begin), patch.object(Atomic, "__exit__", end):
        yield lasted


def take_in(content: bytes) -> dict[str, float]:
    from learning.people.services import (
        apply_staff_import,
        check_staff_import,
        upload_staff_import,
    )

    def now() -> datetime:
        return datetime.now(UTC)

    begun = time.monotonic()
    staff_import = upload_staff_import(
        file_name="staff.csv",
        content=content,
        by=None,
        at=now(),
        creates_groups=True,
        takes_effect_on=now().date(),
    )
    with longest_transaction() as of_check:
        staff_import = check_staff_import(staff_import=staff_import, at=now())
    checked = time.monotonic()
    with longest_transaction() as of_apply:
        apply_staff_import(
            staff_import=staff_import, by=None, at=now(), check_key=staff_import.check_key
        )
    return {"check": checked - begun, "lock": max([*of_check, *of_apply])}


def main(rows: int) -> dict[str, object]:
    import django

    django.setup()
    # Whatever every request and worker loads, so that what is left is the import's own.
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    base = peak_mib()
    lists = {
        "joiners": take_in(staff_list(rows)),
        "with 1,000 movers": take_in(staff_list(rows, moved=1000)),
        "all the same": take_in(staff_list(rows, moved=1000)),
    }
    return {"lists": lists, "base_mib": base, "peak_mib": peak_mib()}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    print(json.dumps(main(int(sys.argv[1]))))

"""A staff list of 20,000 rows, checked and applied in a process of its own."""

import io
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from tempfile import TemporaryDirectory

from django.utils import timezone

from learning.people.services import upload_staff_import

from .exports import AIM_MIB, GATE_MIB, Weighed

ROWS = 20_000
HEADER = (
    "payroll number,first name,last name,known as,email,job title,department,site,manager,contact,"
    "contract,hours,start date,leaving date,groups"
)


def staff_list(rows: int, *, moved: int = 0) -> bytes:
    """A list of so many people, of whom some have another job title than before."""
    content = io.BytesIO()
    content.write(HEADER.encode())
    for n in range(rows):
        title = "Senior adviser" if n < moved else "Adviser"
        manager = f"B{n // 10:06}" if n else ""
        start = date(2010, 1, 1) + timedelta(days=n % 5000)
        line = (
            f"\nB{n:06},First {n},Last {n},,b{n}@bench.example,{title},Department {n % 40},"
            f"Site {n % 25},{manager},front line,employee,37,{start},,"
            f"Group {n % 30}; Group {n // 7 % 30}"
        )
        content.write(line.encode())
    return content.getvalue()


def upload(content: bytes) -> int:
    at = timezone.now()
    return upload_staff_import(
        file_name="staff.csv",
        content=content,
        by=None,
        at=at,
        creates_groups=True,
        takes_effect_on=timezone.localdate(at),
    ).pk


def measure_imports() -> list[Weighed]:
    """CPU seconds of the process and the database, so that a busy machine does not count.

    On PostgreSQL nobody waits for an apply; SQLite has one lock for everybody who writes.
    """
    imports = {
        "joiners": upload(staff_list(ROWS)),
        "1,000 movers": upload(staff_list(ROWS, moved=1000)),
        "all the same": upload(staff_list(ROWS, moved=1000)),
    }
    told = _in_a_process("import_once", json.dumps(imports))
    base = told.pop("base")
    measured = []
    for what, each in told.items():
        detail = (
            f"{ROWS} rows, {what}; by the clock {each['check_clock']:.1f} s; applied with "
            f"{each['apply']:.1f} CPU seconds, by the clock {each['apply_clock']:.1f} s"
        )
        measured.append(
            Weighed("checking a staff list, CPU seconds", each["check"], detail, 60, 20)
        )
    peak, detail = told["joiners"]["peak"], f"of which the framework {base:.0f}"
    measured.append(Weighed("peak memory of a check, MiB", peak, detail, GATE_MIB, AIM_MIB))
    with TemporaryDirectory() as folder:
        own = {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        locks = _in_a_process("import_lock", str(ROWS), environment=own)
    measured += [
        Weighed("longest write lock on SQLite, CPU seconds", lock, f"{ROWS} rows, {what}", 2, 0.5)
        for what, lock in locks.items()
    ]
    return measured


def _in_a_process(name: str, argument: str, environment: dict[str, str] | None = None) -> dict:
    run = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{name}", argument],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | (environment or {}),
    )
    return json.loads(run.stdout)

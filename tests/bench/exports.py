"""The export of completion records, against the database's own dump of the same join."""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from learning.exports.rules.filters import CompletionFilters
from learning.exports.selectors import completions_query
from learning.records.models import Completion
from learning.records.services import seal_entries
from tests.databases.postgres import find_binaries

from .meter import cpu_of

GATE_MIB, AIM_MIB = 128, 64
STAFF = 20_000
ROUNDS = 3

FILL = """
INSERT INTO people_staffmember (key, payroll_number, first_name, last_name, preferred_name, email)
SELECT gen_random_uuid(), 'B' || lpad(n::text, 7, '0'), 'First ' || n, 'Last ' || n, '', ''
FROM generate_series(1, {staff}) AS n;
INSERT INTO records_ledgerentry (key, kind, body, sha256, mac, recorded_at)
SELECT gen_random_uuid(), 'completion', '{{"bench":' || n || '}}',
       encode(sha256(n::text::bytea), 'hex'), repeat('0', 64),
       timestamptz '2024-01-01' + n * interval '1 minute'
FROM generate_series(1, {rows}) AS n;
INSERT INTO records_completion (
    entry_id, key, staff_key, activity_key, activity_title, content_version, content_sha256,
    paper_sha256, pass_mark, marks_awarded, marks_available, elements, staff_groups, source,
    source_key, completed_at, completed_on, expires_on, reason_digest, recorded_at
)
SELECT e.id, e.key, s.key, gen_random_uuid(), 'Putting a complaint right on the spot', 3,
       repeat('ab', 32), repeat('cd', 32), 80, 4, 5, '2.1.6; 2.2.1; 4.3.3',
       'Contact centre; Managers and supervisors', 'quiz', gen_random_uuid(), e.recorded_at,
       e.recorded_at::date, e.recorded_at::date + 364, '', e.recorded_at
FROM records_ledgerentry AS e
JOIN people_staffmember AS s ON s.payroll_number = 'B' || lpad((e.id % {staff} + 1)::text, 7, '0')
WHERE e.mac = repeat('0', 64);
ANALYZE;
"""


@dataclass(frozen=True)
class Weighed:
    """A figure with the gate that it must keep to."""

    what: str
    figure: float
    detail: str
    gate: float
    aim: float

    @property
    def holds(self) -> bool:
        return self.figure <= self.gate

    def __str__(self) -> str:
        verdict = (
            "meets its aim"
            if self.figure <= self.aim
            else ("passes its gate" if self.holds else "FAILS ITS GATE")
        )
        return (
            f"{self.what}: {self.figure:.2f} ({self.detail}; "
            f"gate {self.gate:g}, aim {self.aim:g}) {verdict}"
        )


def measure_exports(database: Callable[[], list[int]], *, rows: int) -> list[Weighed]:
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(staff=STAFF, rows=rows))
    seal_entries(at=timezone.now())
    dumps, zips, peaks = [], [], []
    for _round in range(ROUNDS):
        dumps.append(_cpu(database, _dump)[0])
        cpu, said = _cpu(database, lambda: _in_a_process("zip"))
        assert said["rows"] == Completion.objects.count(), "The export was short."
        zips.append(said["cpu"] + cpu)
        peaks.append(said["peak_mib"])
    cpu, workbook = _cpu(database, lambda: _in_a_process("xlsx"))
    share = 1_000_000 / rows
    ratio = statistics.median(ours / dump for ours, dump in zip(zips, dumps, strict=True))
    return [
        Weighed(
            "zip of the CSV / the database's own dump of the same join",
            ratio,
            f"{statistics.median(zips):.1f} s / {statistics.median(dumps):.1f} s, {rows} rows",
            3,
            1.5,
        ),
        Weighed("peak memory of the zip, MiB", max(peaks), f"{rows} rows", GATE_MIB, AIM_MIB),
        Weighed(
            "XLSX of 1,000,000 completions, CPU seconds",
            (workbook["cpu"] + cpu) * share,
            f"{rows} rows, peak {workbook['peak_mib']:.0f} MiB",
            20,
            12,
        ),
    ]


def _cpu(database: Callable[[], list[int]], do: Callable[[], dict]) -> tuple[float, dict]:
    """The database's CPU seconds for it, and what it returned. A dump returns its own as well."""
    before = cpu_of(database())
    said = do()
    time.sleep(0.2)
    spent = cpu_of(database()) - before
    return (spent + said.pop("client", 0), said)


def _dump() -> dict:
    """psql's \\copy of the same join without our wording, or COPY itself where psql is missing."""
    query = completions_query(CompletionFilters())
    columns = ", ".join(column.sql for column in query.columns)
    with connection.cursor() as cursor:
        sql = cursor.mogrify(f"SELECT {columns} {query.from_sql}", query.params)
    psql = shutil.which("psql", path=str(find_binaries())) or shutil.which("psql")
    if psql is None:
        with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT CSV") as copy:
            for _chunk in copy:
                pass
        return {}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    where = connection.get_connection_params()
    subprocess.run(
        [psql, "-q", "-h", where["host"], "-U", where["user"], "-d", where["dbname"]],
        input=f"\\copy ({' '.join(sql.split())}) TO '/dev/null' CSV\n",
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    client = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"client": client}


def _in_a_process(kind: str) -> dict:
    """One export in a process of its own, so that its peak memory is its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.export_once", kind],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)

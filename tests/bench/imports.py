"""A staff list of 20,000 rows, checked and applied in a process of its own."""

import json
import subprocess
import sys

from .exports import AIM_MIB, GATE_MIB, Weighed

ROWS = 20_000


def measure_imports() -> list[Weighed]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.import_once", str(ROWS)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(run.stdout)
    measured = []
    for what, each in told["lists"].items():
        rows = f"{ROWS} rows, {what}"
        measured += [
            Weighed("staff list, seconds until it is checked", each["check"], rows, 60, 20),
            Weighed("staff list, seconds of one transaction", each["lock"], rows, 2, 0.5),
        ]
    # The aim is beyond what the framework takes by itself.
    base = told["base_mib"]
    detail = f"of which {base:.0f} before the first row"
    measured.append(
        Weighed("peak memory of an import, MiB", told["peak_mib"], detail, GATE_MIB, base + AIM_MIB)
    )
    return measured

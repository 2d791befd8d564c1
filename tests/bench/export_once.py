"""One export in a process of its own, so that its peak memory is its own."""

import json
import os
import re
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path


def main(kind: str) -> dict[str, float]:
    """Make the export and throw it away; what it took."""
    import django

    django.setup()
    from learning.exports.choices import FileFormat
    from learning.exports.rules.filters import CompletionFilters
    from learning.exports.services import (
        completions_xlsx,
        completions_zip,
        start_completions_export,
    )

    services = {
        "zip": (FileFormat.CSV, completions_zip),
        "xlsx": (FileFormat.XLSX, completions_xlsx),
    }
    file_format, service = services[kind]
    before = resource.getrusage(resource.RUSAGE_SELF)
    export = start_completions_export(
        filters=CompletionFilters(), file_format=file_format, by=None, at=datetime.now(UTC)
    )
    size = sum(len(chunk) for chunk in service(export=export, clock=lambda: datetime.now(UTC)))
    after = resource.getrusage(resource.RUSAGE_SELF)
    export.refresh_from_db()
    return {
        "rows": export.row_count,
        "bytes": size,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak_mib": peak_mib(),
    }


def peak_mib() -> float:
    """The most memory this process has held. Linux's `ru_maxrss` begins at what its parent held."""
    told = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(told[1]) / 1024


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    print(json.dumps(main(sys.argv[1])))

"""Staff lists taken in, one after the other, in a process of its own, for its peak memory."""

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlparse

from tests.processes import family_of

from .export_once import peak_mib
from .meter import cpu_of


def take_in(pk: int) -> dict[str, float]:
    from learning.people.models import StaffImport
    from learning.people.services import apply_staff_import, check_staff_import

    def now() -> datetime:
        return datetime.now(UTC)

    staff_import = StaffImport.objects.get(pk=pk)
    checking, clock = cpu(), time.monotonic()
    staff_import = check_staff_import(staff_import=staff_import, at=now())
    told = {"check": cpu() - checking, "check_clock": time.monotonic() - clock, "peak": peak_mib()}
    applying, clock = cpu(), time.monotonic()
    apply_staff_import(
        staff_import=staff_import, by=None, at=now(), check_key=staff_import.check_key
    )
    return told | {"apply": cpu() - applying, "apply_clock": time.monotonic() - clock}


def cpu() -> float:
    """CPU seconds of this process and of the database."""
    folder = Path(urlparse(os.environ["DATABASE_URL"]).path).parent
    postmaster = int((folder / "postmaster.pid").read_text().split()[0])
    return time.process_time() + cpu_of(family_of(postmaster))


def main(imports: dict[str, int]) -> dict[str, object]:
    """Check and apply the uploads; what each took."""
    import django

    django.setup()
    base = peak_mib()
    return {"base": base} | {what: take_in(pk) for what, pk in imports.items()}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    print(json.dumps(main(json.loads(sys.argv[1]))))

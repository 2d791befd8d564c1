"""How everybody stood a year ago, by a process of its own, for its memory to be its own."""

import json
import os
import time
from datetime import timedelta

from .export_once import peak_mib


def main() -> dict[str, float]:
    """Have it worked out, as known now and as known then; what it took."""
    import django

    django.setup()
    base = peak_mib()
    from django.utils import timezone

    from learning.jobs.choices import JobState
    from learning.jobs.services import run_job
    from learning.people.models import User
    from learning.records.models import PastDay
    from learning.records.services import start_looking_back

    now = timezone.now()
    hr = User.objects.create(username="looks-back")
    as_at = timezone.localdate(now) - timedelta(days=365)
    begun = time.monotonic()
    job = run_job(start_looking_back(as_at=as_at, known_on=None, where="/", by=hr, at=now))
    if job.state != JobState.DONE:
        raise SystemExit(job.told)
    standings = PastDay.objects.of(as_at, known_on=None)[0].standings
    return {
        "people": standings.values("staff_member").distinct().count(),
        "seconds": time.monotonic() - begun,
        "base_mib": base,
        "peak_mib": peak_mib(),
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    print(json.dumps(main()))

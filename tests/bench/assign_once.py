"""One activity assigned to everybody, by a process of its own, for its memory to be its own."""

import json
import os
import time

from .export_once import peak_mib


def main() -> dict[str, float]:
    """Look at what it comes to, have it made, and work out how everybody stands then."""
    import django

    django.setup()
    base = peak_mib()
    from django.utils import timezone

    from learning.catalogue.models import Activity
    from learning.jobs.choices import JobState
    from learning.jobs.services import run_job
    from learning.people.models import StaffGroup, User
    from learning.records.choices import DueChoice
    from learning.records.models import Stretch
    from learning.records.selectors import Ask, plan_assignment
    from learning.records.services import (
        keep_change_to_look_at,
        start_making,
        start_working_out,
    )

    now, hr = timezone.now(), User.objects.create(username="assigner")
    activity = Activity.objects.order_by("pk").last()
    look = keep_change_to_look_at(
        change=plan_assignment(
            ask=Ask(due=DueChoice.AFTER_JOINING_GROUP, due_days=30),
            activity=activity,
            staff_groups=StaffGroup.objects.all(),
            from_on=timezone.localdate(now),
        ),
        summary=[],
        answers="",
        form_address="/",
        confirm_label="Assign",
        log_action="records.assign",
        by=hr,
        at=now,
    )
    begun = time.monotonic()
    for start in (start_working_out, start_making):
        job = run_job(start(look=look, where="/", by=hr, at=now))
        if job.state != JobState.DONE:
            raise SystemExit(job.told)
    people = Stretch.objects.filter(activity=activity).values("staff_member").distinct().count()
    return {
        "people": people,
        "seconds": time.monotonic() - begun,
        "base_mib": base,
        "peak_mib": peak_mib(),
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    print(json.dumps(main()))

"""One activity assigned to everybody, by a process of its own, for its memory to be its own."""

import json
import os
import time

from .export_once import peak_mib


def main() -> dict[str, float]:
    """Assign it, and work out how everybody stands; what it took."""
    import django

    django.setup()
    from django.utils import timezone

    from learning.catalogue.models import Activity
    from learning.people.models import StaffGroup
    from learning.records.choices import DueChoice
    from learning.records.models import Stretch
    from learning.records.services import Ask, assign, refresh_stretches

    now = timezone.now()
    activity = Activity.objects.order_by("pk").last()
    assign(
        ask=Ask(due=DueChoice.AFTER_JOINING_GROUP, due_days=30),
        activity=activity,
        staff_groups=StaffGroup.objects.all(),
        from_on=timezone.localdate(now),
        at=now,
        source="benchmark",
    )
    begun = time.monotonic()
    refresh_stretches(at=now)
    people = Stretch.objects.filter(activity=activity).values("staff_member").distinct().count()
    return {
        "people": people,
        "seconds": time.monotonic() - begun,
        "peak_mib": peak_mib(),
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    print(json.dumps(main()))

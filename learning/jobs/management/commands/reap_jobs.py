from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.jobs.services import prune_jobs, reap_jobs


class Command(BaseCommand):
    help = (
        "Put back the background jobs whose worker died, so that another takes them up, and "
        "forget those that ended 30 days ago."
    )

    def handle(self, **options: object) -> None:
        now = timezone.now()
        reaped, pruned = reap_jobs(at=now), prune_jobs(at=now)
        self.stdout.write(f"Jobs put back or given up: {len(reaped)}. Forgotten: {pruned}.")

from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.records.services import forget_look_aheads, forget_past_days


class Command(BaseCommand):
    help = (
        "Throw away what was worked out in the background for somebody to read: how people stood "
        "on another day after a week, what a change comes to after a day."
    )

    def handle(self, **options: object) -> None:
        now = timezone.now()
        days, looks = forget_past_days(at=now), forget_look_aheads(at=now)
        self.stdout.write(f"Thrown away: past days {days}, looks ahead {looks}.")

from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.records.services import forget_past_days


class Command(BaseCommand):
    help = "Throw away how people stood on another day, a week after it was worked out."

    def handle(self, **options: object) -> None:
        count = forget_past_days(at=timezone.now())
        self.stdout.write(f"Past days thrown away: {count}.")

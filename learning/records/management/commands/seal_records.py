from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.records.services import seal_entries


class Command(BaseCommand):
    help = "Seal the entries that have no seal yet. The schedule runs this every minute."

    def handle(self, **options: object) -> None:
        seals = seal_entries(at=timezone.now())
        self.stdout.write(f"{sum(seal.count for seal in seals)} entries sealed.")

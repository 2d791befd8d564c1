from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.records.services import forget_history_files


class Command(BaseCommand):
    help = "Delete imported files of completions after 30 days. What they recorded is kept."

    def handle(self, **options: object) -> None:
        count = forget_history_files(at=timezone.now())
        self.stdout.write(f"Files of completions deleted: {count}.")

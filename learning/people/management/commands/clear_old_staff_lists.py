from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.people.services import forget_staff_files


class Command(BaseCommand):
    help = "Delete uploaded staff lists after 30 days. What each of them changed is kept."

    def handle(self, **options: object) -> None:
        count = forget_staff_files(at=timezone.now())
        self.stdout.write(f"Staff lists deleted: {count}.")

from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes.services import submit_what_is_out_of_time


class Command(BaseCommand):
    help = "Submit attempts whose time is up, with what was saved. The schedule runs this."

    def handle(self, **options: object) -> None:
        count = submit_what_is_out_of_time(at=timezone.now())
        if count:
            self.stdout.write(f"Submitted {count}.")

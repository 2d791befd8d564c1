from django.core.management.base import BaseCommand

from learning.people.services import follow_unfinished_imports


class Command(BaseCommand):
    help = "Have groups by rule follow staff lists whose apply or undo was cut short."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Staff lists followed: {follow_unfinished_imports()}.")

from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.records.services import refresh_stretches


class Command(BaseCommand):
    help = "Work out anew how people stand, where a fact has changed. Part of the schedule."

    def handle(self, **options: object) -> None:
        refresh_stretches(at=timezone.now())

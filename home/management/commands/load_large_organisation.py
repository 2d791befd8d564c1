import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from home.demo.loading import STANDARD
from home.large.loading import NotEmpty, load_large
from home.large.size import Size
from learning.standards.services import load_standard


class Command(BaseCommand):
    help = (
        "Fill an empty database with a large organisation, made up, to measure with: the same "
        "people, activities, completions and sealed ledger every time. Refuses a database that "
        "holds anything. Five million completions take minutes on PostgreSQL."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--staff", type=int, default=20_000)
        parser.add_argument("--activities", type=int, default=200)
        parser.add_argument("--completions", type=int, default=5_000_000)

    def handle(self, *, staff: int, activities: int, completions: int, **options: object) -> None:
        if min(staff, activities) < 1 or completions < 0:
            raise CommandError("There must be at least one person and one activity.")
        now = timezone.now()
        size = Size(
            staff=staff,
            activities=activities,
            completions=completions,
            today=timezone.localdate(now),
        )
        try:
            load_large(
                size,
                at=now,
                say=self.stdout.write,
                load_standard=lambda: load_standard(
                    data=json.loads(STANDARD.read_text(encoding="utf-8")), at=now
                ),
            )
        except NotEmpty as error:
            raise CommandError(error.message) from error

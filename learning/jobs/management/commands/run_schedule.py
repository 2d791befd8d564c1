import time
import traceback

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections


class Command(BaseCommand):
    help = (
        "Do everything that is done on a schedule, once: publish what is due, seal the records, "
        "clear old sessions. Call it every minute from cron or a timer, or use --every."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="go on for ever, with this pause between"
        )

    def handle(self, *, every: int | None, **options: object) -> None:
        failed = self.run_once()
        while every:
            time.sleep(every)
            close_old_connections()
            self.run_once()
        if failed:
            raise SystemExit(1)

    def run_once(self) -> list[str]:
        """Run each step; one that fails is reported and the rest go on."""
        failed = []
        for name in settings.SCHEDULE:
            try:
                call_command(name, stdout=self.stdout, stderr=self.stderr)
            except Exception:  # noqa: BLE001 - any failure is reported, whatever it is
                failed.append(name)
                self.stderr.write(f"{name} failed:\n{traceback.format_exc()}")
        return failed

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from home.demo.loading import NotEmpty, load_demo
from home.demo.log_ins import LOG_INS, PASSWORD


class Command(BaseCommand):
    help = (
        "Load Northmoor Council into an empty database: its staff, four modules and fourteen "
        "months of learning, all dated to today. Refuses a database that holds anything."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--print-log-ins",
            action="store_true",
            help="only print the log-in for each role of a demonstration that is loaded",
        )

    def handle(self, *, print_log_ins: bool, **options: object) -> None:
        if not print_log_ins:
            try:
                path = load_demo(at=timezone.now(), say=self.stdout.write)
            except NotEmpty as error:
                raise CommandError(error.message) from error
            self.stdout.write(f"Next month's staff list, to try the import with: {path}")
        for log_in in LOG_INS:
            self.stdout.write(f"{log_in.payroll_number}  {PASSWORD}  {log_in.shows}")
        if print_log_ins:
            path = settings.DATA_DIR / "staff_list_next_month.csv"
            self.stdout.write(f"Next month's staff list, to try the import with: {path}")

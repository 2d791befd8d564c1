from django.core.management.base import BaseCommand, CommandError

from home.first_run.services import first_run_code, is_empty


class Command(BaseCommand):
    help = "Print the code that the first-run page asks for, on a site that is still empty."

    def handle(self, **options: object) -> None:
        if not is_empty():
            raise CommandError("This site has been set up already, so there is no code any more.")
        self.stdout.write(first_run_code())

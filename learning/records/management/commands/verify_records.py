import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandParser

from learning.records.models import Seal
from learning.records.selectors import Problem, verify_records


class Command(BaseCommand):
    help = (
        "Check every record against the ledger and the ledger against its seals. "
        "Exits with 1 and names the first broken entry if anything was changed, added or removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--expect-seal",
            metavar="SHA256",
            help="also require that this seal, as printed on an export, is still in the ledger",
        )

    def handle(self, *, format: str, expect_seal: str | None, **options: object) -> None:  # noqa: A002 - the option's name
        found = verify_records()
        if expect_seal and not Seal.objects.filter(sha256=expect_seal).exists():
            found.problems.insert(0, Problem(None, "The expected seal is not in the ledger."))
        if format == "json":
            self.stdout.write(json.dumps(asdict(found) | {"is_whole": found.is_whole}, indent=2))
        else:
            for problem in found.problems:
                prefix = f"Entry {problem.entry} " if problem.entry is not None else ""
                self.stdout.write(f"{prefix}{problem.sentence}")
            outcome = "The ledger is whole" if found.is_whole else "The ledger is BROKEN"
            self.stdout.write(
                f"{outcome}: {found.entries} entries, {found.seals} seals, "
                f"{found.unsealed} not yet sealed. Latest seal: {found.latest_seal or 'none'}."
            )
        if not found.is_whole:
            raise SystemExit(1)

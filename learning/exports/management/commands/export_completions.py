import getpass
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from learning.catalogue.models import Activity
from learning.exports.choices import FileFormat
from learning.exports.rules.filters import CompletionFilters
from learning.exports.selectors import matching_completions
from learning.exports.services import (
    start_completions_export,
    write_completions_csv,
    write_completions_xlsx,
)
from learning.people.models import StaffGroup
from learning.standards.models import Element

WRITERS = {FileFormat.CSV: write_completions_csv, FileFormat.XLSX: write_completions_xlsx}
FAILED, MISTAKEN = 1, 2


class Command(BaseCommand):
    help = "Write completion records to a file, with the promised columns."
    notes = """
Beside FILE it writes FILE.manifest.json (rows, bytes, SHA-256, filters, the latest seal) and, for
csv, FILE.schema.json (what each column means, as a Table Schema). A file appears under its name
only when it is whole; an older file of that name is replaced.

Exit codes: 0 all was written; 1 it could not be written; 2 an option makes no sense.
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> ArgumentParser:
        parser = super().create_parser(
            prog_name,
            subcommand,
            epilog=self.notes,
            **kwargs,
        )
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=list(WRITERS), required=True, dest="file_format")
        parser.add_argument("--out", metavar="FILE", type=Path, required=True)
        parser.add_argument(
            "--from",
            metavar="DATE",
            type=_day,
            dest="from_on",
            help="completed that day or later",
        )
        parser.add_argument(
            "--to", metavar="DATE", type=_day, dest="to_on", help="completed that day or earlier"
        )
        parser.add_argument(
            "--group",
            metavar="NAME",
            action="append",
            default=[],
            dest="groups",
            help="in the staff group on the day; repeat it for any of several",
        )
        parser.add_argument("--module", metavar="TITLE_OR_KEY")
        parser.add_argument("--element", metavar="NUMBER", help="for example 2.2.1")
        parser.add_argument(
            "--no-voided", action="store_true", help="leave out completions that were voided"
        )

    def handle(self, *, file_format: str, out: Path, **options: object) -> None:
        filters = _filters(**options)
        if out.is_dir():
            raise CommandError(f"{out} is a folder. Add a file name.", returncode=MISTAKEN)
        if not out.parent.is_dir():
            raise CommandError(
                f"There is no folder {out.parent}. Make it, or choose another.", returncode=MISTAKEN
            )
        export = start_completions_export(
            filters=filters,
            file_format=FileFormat(file_format),
            by=None,
            by_name=_whose_command(),
            at=timezone.now(),
        )
        try:
            table = WRITERS[file_format](export=export, path=out, clock=timezone.now)
        except (OSError, DatabaseError, ValueError) as error:
            raise CommandError(
                f"The export was not finished and {out} was left as it was: {error}",
                returncode=FAILED,
            ) from error
        self.stdout.write(f"{table.rows} completions written to {out} ({table.size} bytes).")
        self.stdout.write(f"SHA-256 {table.sha256}")


def _filters(
    *,
    from_on: date | None,
    to_on: date | None,
    groups: list[str],
    module: str | None,
    element: str | None,
    no_voided: bool,
    **others: object,
) -> CompletionFilters:
    """What the options ask for. A name that nothing bears is a slip, not an empty file."""
    if from_on and to_on and to_on < from_on:
        raise CommandError("--to is before --from.", returncode=MISTAKEN)
    activity = _activity(module) if module else None
    for name in groups:
        known = StaffGroup.objects.filter(name=name).exists()
        if not known and not _is_recorded(CompletionFilters(staff_groups=(name,))):
            raise CommandError(
                f"No staff group is called “{name}”, and no completion names it.",
                returncode=MISTAKEN,
            )
    if element:
        known = Element.objects.filter(number=element).exists()
        if not known and not _is_recorded(CompletionFilters(element=element)):
            raise CommandError(f"There is no element {element}.", returncode=MISTAKEN)
    return CompletionFilters(
        from_on=from_on,
        to_on=to_on,
        staff_groups=tuple(groups),
        activity_key=activity.key if activity else None,
        activity=activity.title if activity else "",
        element=element or "",
        with_voided=not no_voided,
    )


def _activity(title_or_key: str) -> Activity:
    try:
        found = list(Activity.objects.filter(key=UUID(title_or_key)))
    except ValueError:
        found = list(Activity.objects.filter(title__iexact=title_or_key))
    if not found:
        raise CommandError(f"No module is called “{title_or_key}”.", returncode=MISTAKEN)
    if len(found) > 1:
        keys = ", ".join(str(activity.key) for activity in found)
        raise CommandError(
            f"Several modules are called “{title_or_key}”. Give one of the keys: {keys}.",
            returncode=MISTAKEN,
        )
    return found[0]


def _is_recorded(filters: CompletionFilters) -> bool:
    return matching_completions(filters).exists()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"write the date as 2026-03-31, not {text}") from error


def _whose_command() -> str:
    """For the log: the account that ran the command, where the system has a name for it."""
    try:
        return f"command line ({getpass.getuser()})"
    except (KeyError, OSError):
        return "command line"

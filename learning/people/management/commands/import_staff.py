import argparse
import json
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from learning.people.models import StaffImport
from learning.people.rules.staff_import import Kind
from learning.people.selectors.import_words import KINDS
from learning.people.selectors.staff_import import problems_of
from learning.people.services import (
    apply_staff_import,
    check_staff_import,
    forget_staging,
    upload_staff_import,
)

HAS_BROKEN_ROWS, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Compare a staff list with the people on file: who joins, moves, returns and leaves, and "
        "which rows cannot be used. Changes nothing unless --apply is given; then the sound rows "
        "are applied, all or none. Exits with 0 when every row is sound, 1 when some are broken "
        "and 2 when the file cannot be used at all, or is not applied."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="a file from HR")
        parser.add_argument(
            "--part", action="store_true", help="the file is a part of the list: nobody is missing"
        )
        parser.add_argument(
            "--create-groups", action="store_true", help="create staff groups that are new"
        )
        parser.add_argument(
            "--takes-effect-on",
            metavar="DATE",
            type=_day,
            help="the first day of moves, as 2026-12-31; today unless given",
        )
        parser.add_argument(
            "--leavers-last-day",
            metavar="DATE",
            type=_day,
            help="those missing from the file leave on this day; without it they stay",
        )
        parser.add_argument("--apply", action="store_true", help="make the changes")
        parser.add_argument(
            "--many-leave",
            action="store_true",
            help="apply even if so many would leave that the file may be a part of the list",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(
        self,
        *,
        file: Path,
        part: bool,
        create_groups: bool,
        takes_effect_on: date | None,
        leavers_last_day: date | None,
        apply: bool,
        many_leave: bool,
        format: str,  # noqa: A002 - the option's name
        **options: object,
    ) -> None:
        at = timezone.now()
        if part and leavers_last_day:
            raise CommandError(
                "A part of the list makes nobody leave: give --part or --leavers-last-day, "
                "not both.",
                returncode=UNREADABLE,
            )
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(
                f"{file} cannot be read: {error.strerror}.", returncode=UNREADABLE
            ) from error
        staff_import = None
        try:
            staff_import = upload_staff_import(
                file_name=file.name,
                content=content,
                by=None,
                at=at,
                is_full=not part,
                creates_groups=create_groups,
                takes_effect_on=takes_effect_on or timezone.localdate(at),
                leavers_last_day_on=leavers_last_day,
            )
            staff_import = check_staff_import(staff_import=staff_import, at=at)
            if apply:
                staff_import = apply_staff_import(
                    staff_import=staff_import,
                    by=None,
                    at=timezone.now(),
                    check_key=staff_import.check_key,
                    confirms_departures=many_leave,
                )
            if format == "json":
                self.stdout.write(json.dumps(_as_json(staff_import), indent=2))
            else:
                self.stdout.write("\n".join(_as_text(staff_import)))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=UNREADABLE) from error
        finally:
            if staff_import and not staff_import.is_applied:
                # It was only for looking.
                forget_staging(staff_import)
                staff_import.delete()
        if staff_import.counts["broken"]:
            raise SystemExit(HAS_BROKEN_ROWS)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2026-12-31") from error


def _as_json(staff_import: StaffImport) -> dict[str, object]:
    counts = staff_import.counts
    return {
        "is_applied": staff_import.is_applied,
        "counts": {name: counts[name] for name in (*Kind, "broken", "rows", "in_post")},
        "new_groups": sorted(staff_import.new_groups, key=str.casefold),
        "unknown_groups": counts["unknown_groups"],
        "ignored_columns": counts["ignored_columns"],
        "changes": [
            {
                "kind": change.kind,
                "payroll_number": change.payroll_number,
                "name": change.name,
                "row": change.row_number,
                "on": change.on.isoformat() if change.on else None,
                "changes": change.words,
                "hint": change.hint,
            }
            for change in staff_import.changes.all()
        ],
        "problems": [
            {
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "fault": problem.fault,
                "reason": problem.reason,
                "cure": problem.cure,
            }
            for problem in problems_of(staff_import)
        ],
    }


def _as_text(staff_import: StaffImport) -> list[str]:
    counts = staff_import.counts
    lines = [f"Rows: {counts['rows']}"]
    lines += [f"{label}: {counts[kind.value]}" for kind, label in KINDS.items()]
    lines.append(f"Rows to correct: {counts['broken']}")
    lines += [
        f"Leaving date {day}, taken as no end: {count} rows"
        for day, count in counts["no_ends"].items()
    ]
    if counts["ignored_columns"]:
        lines.append(f"Columns not used: {', '.join(counts['ignored_columns'])}")
    if staff_import.creates_groups:
        lines.append(f"New groups: {', '.join(sorted(staff_import.new_groups)) or 'none'}")
    elif counts["unknown_groups"]:
        names = ", ".join(counts["unknown_groups"])
        lines.append(f"Groups not on file: {names}. Add --create-groups to create them.")
    for kind, label in KINDS.items():
        changes = staff_import.changes.filter(kind=kind)
        if changes:
            lines += ["", str(label)]
            lines += [
                f"  {one.payroll_number} {one.name}: "
                f"{'; '.join([*one.words, *filter(None, [one.hint])]) or '–'}"
                for one in changes
            ]
    if counts["broken"]:
        lines += ["", "Rows to correct"]
        lines += [
            f"  Row {problem.row}, {problem.column}: {problem.value or '(empty)'}. "
            f"{problem.reason} {problem.cure}"
            for problem in problems_of(staff_import)
        ]
    nothing = "Nothing was changed. Add --apply to apply it."
    return [*lines, "", "Applied." if staff_import.is_applied else nothing]

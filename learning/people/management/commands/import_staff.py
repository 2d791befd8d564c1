import argparse
import json
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from learning.people.rules.staff_import import Kind, Plan
from learning.people.selectors.import_words import KINDS, changes_as_json, changes_of, explain
from learning.people.services import apply_staff_import, plan_staff_import, upload_staff_import

HAS_BROKEN_ROWS, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Compare a staff list with the people on file: who joins, moves, returns and leaves, and "
        "which rows cannot be used. Changes nothing unless --apply is given; then the sound rows "
        "are applied, all or none. Exits with 0 when every row is sound, 1 when some are broken "
        "and 2 when the file cannot be used at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="a CSV file from HR")
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
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(
        self,
        *,
        file: Path,
        create_groups: bool,
        takes_effect_on: date | None,
        leavers_last_day: date | None,
        apply: bool,
        format: str,  # noqa: A002 - the option's name
        **options: object,
    ) -> None:
        at = timezone.now()
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(
                f"{file} cannot be read: {error.strerror}.", returncode=UNREADABLE
            ) from error
        try:
            with transaction.atomic():
                staff_import = upload_staff_import(
                    file_name=file.name,
                    content=content,
                    by=None,
                    at=at,
                    creates_groups=create_groups,
                    takes_effect_on=takes_effect_on or timezone.localdate(at),
                    leavers_last_day_on=leavers_last_day,
                )
                plan = plan_staff_import(staff_import)
                if apply:
                    apply_staff_import(
                        staff_import=staff_import, by=None, at=at, plan_digest=plan.digest()
                    )
                else:
                    transaction.set_rollback(True)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=UNREADABLE) from error
        if format == "json":
            self.stdout.write(json.dumps(_as_json(plan, is_applied=apply), indent=2))
        else:
            self.stdout.write("\n".join(_as_text(plan, is_applied=apply)))
        if plan.problems:
            raise SystemExit(HAS_BROKEN_ROWS)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2026-12-31") from error


def _as_json(plan: Plan, *, is_applied: bool) -> dict[str, object]:
    return {
        "is_applied": is_applied,
        "counts": plan.counts,
        "new_groups": list(plan.new_groups),
        "unknown_groups": dict(plan.unknown_groups),
        "ignored_columns": list(plan.ignored_columns),
        "changes": changes_as_json(plan),
        "problems": [
            {
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "fault": problem.fault.value,
                "reason": explain(problem).reason,
                "cure": explain(problem).cure,
            }
            for problem in plan.problems
        ],
    }


def _as_text(plan: Plan, *, is_applied: bool) -> list[str]:
    counts = plan.counts
    lines = [f"Rows: {counts['rows']}"]
    lines += [f"{KINDS[kind]}: {counts[kind.value]}" for kind in Kind]
    lines.append(f"Rows to correct: {counts['broken']}")
    if plan.ignored_columns:
        lines.append(f"Columns not used: {', '.join(plan.ignored_columns)}")
    if plan.options.creates_groups:
        lines.append(f"New groups: {', '.join(plan.new_groups) or 'none'}")
    elif plan.unknown_groups:
        names = ", ".join(plan.unknown_groups)
        lines.append(f"Groups not on file: {names}. Add --create-groups to create them.")
    for kind in Kind:
        if kind != Kind.UNCHANGED and plan.of(kind):
            lines += ["", f"{KINDS[kind]}"]
            lines += [
                f"  {entry.payroll_number} {entry.name}: {'; '.join(changes_of(entry)) or '–'}"
                for entry in plan.of(kind)
            ]
    if plan.problems:
        lines += ["", "Rows to correct"]
        for problem in map(explain, plan.problems):
            lines.append(
                f"  Row {problem.row}, {problem.column}: {problem.value or '(empty)'}. "
                f"{problem.reason} {problem.cure}"
            )
    lines += ["", "Applied." if is_applied else "Nothing was changed. Add --apply to apply it."]
    return lines

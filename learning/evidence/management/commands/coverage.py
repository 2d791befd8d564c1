"""Print the coverage of a criterion."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from learning.evidence.rules.coverage import Coverage
from learning.evidence.selectors import ElementCoverage, coverage_of
from learning.people.rules.known import end_of
from learning.standards.models import Criterion
from learning.standards.selectors import first_criterion


def a_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"{text} is not a date such as 2026-06-30") from problem


class Command(BaseCommand):
    help = (
        "Print how many of the staff expected to know something have shown it, for each element "
        "of a criterion, for everyone and by staff group. Figures are in full, nothing is "
        "withheld. Exit codes: 0 printed, 1 there is no such criterion, 2 wrong arguments."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-at", type=a_date, required=True, metavar="DATE", help="the day it was true"
        )
        parser.add_argument(
            "--known-on",
            type=a_date,
            metavar="DATE",
            help="count what was recorded by the end of this day; without it, what is known now",
        )
        parser.add_argument(
            "--criterion",
            metavar="N",
            help="the criterion's number; without it, the first that is about skills",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        criterion = self._criterion(options["criterion"])
        known_on = options["known_on"]
        known_at = end_of(known_on, ZoneInfo(settings.TIME_ZONE)) if known_on else None
        rows = coverage_of(criterion, on=options["as_at"], known_at=known_at)
        if options["format"] == "json":
            said = {
                "criterion": {"number": criterion.number, "title": criterion.title},
                "as_at": options["as_at"].isoformat(),
                "known_on": known_on.isoformat() if known_on else None,
                "elements": [_as_json(row) for row in rows],
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
            return
        known = f"as known on {known_on}" if known_on else "as known now"
        self.stdout.write(f"{criterion}, as at {options['as_at']}, {known}")
        for row in rows:
            self.stdout.write(f"\n{row.element}")
            self._line("Everyone", row.everyone)
            for cell in row.groups:
                if cell.coverage.expected:
                    self._line(cell.staff_group.name, cell.coverage)

    def _line(self, name: str, figure: Coverage) -> None:
        self.stdout.write(f"  {name:<32} {_in_words(figure)}")

    def _criterion(self, number: str | None) -> Criterion:
        if number is None:
            criterion = first_criterion()
        else:
            criterion = Criterion.objects.filter(number=number).order_by("pk").first()
        if criterion is None:
            missing = f"There is no criterion {number}." if number else "No standard is loaded."
            raise CommandError(f"{missing} Load one with load_standard.", returncode=1)
        return criterion


def _in_words(figure: Coverage) -> str:
    if not figure.expected:
        return "nobody expected"
    if figure.percentage is None:
        return f"nobody counted, {figure.excused} excused"
    said = f"{figure.current} of {figure.counted}, {figure.percentage}%"
    return f"{said}, {figure.excused} excused" if figure.excused else said


def _as_json(row: ElementCoverage) -> dict[str, Any]:
    return {
        "number": row.element.number,
        "title": row.element.title,
        **_figure(row.everyone),
        "staff_groups": [
            {"name": cell.staff_group.name, **_figure(cell.coverage)} for cell in row.groups
        ],
    }


def _figure(figure: Coverage) -> dict[str, int | None]:
    return {
        "expected": figure.expected,
        "excused": figure.excused,
        "current": figure.current,
        "percentage": figure.percentage,
    }

"""Load a standard from its file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from learning.standards.rules.changes import Effect
from learning.standards.services import StandardNotLoadedError, load_standard


class Command(BaseCommand):
    help = (
        "Load a standard (criteria, sub-criteria, elements) from a JSON file, or bring it up to "
        "date. Loading the same file again changes nothing; missing parts are retired. "
        "Exit codes: 0 loaded, 1 the file has mistakes and nothing was loaded, "
        "2 the file cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        data = self._read(options["file"])
        try:
            result = load_standard(data=data, at=timezone.now())
        except StandardNotLoadedError as refused:
            raise CommandError("\n".join(refused.sentences), returncode=1) from refused
        counts = {effect.value: getattr(result, effect.value) for effect in Effect}
        if options["format"] == "json":
            said = {"standard": result.standard.key, "title": result.standard.title, **counts}
            self.stdout.write(json.dumps(said))
        else:
            summary = ", ".join(f"{count} {word}" for word, count in counts.items())
            self.stdout.write(f"{result.standard.title}: {summary}.")

    def _read(self, path: Path) -> Any:
        try:
            return json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as problem:
            reason = problem.strerror or "the file cannot be read"
            raise CommandError(f"{path}: {reason}.", returncode=2) from problem
        except (UnicodeDecodeError, json.JSONDecodeError) as problem:
            raise CommandError(f"{path} is not a JSON file: {problem}.", returncode=2) from problem

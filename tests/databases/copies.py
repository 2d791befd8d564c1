"""Templates, made once for a state of the code, and the copies that tests use up."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path

from django.db import connections
from django.test import override_settings

from learning.settings import base
from tests.databases.engines import PostgreSQL, SQLite

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [ROOT / name for name in ("learning", "modules", "quizzes", "home")]
KEPT = 6
SCREENS = {"blocks", "forms", "panels", "reports", "urls", "views", "viewsets", "wagtail_hooks"}
BESIDE = {"commands", "demo", "templatetags", "views"}


@dataclass(frozen=True)
class Copy:
    """A database for one test, with a folder for its uploads and its ledger key."""

    name: str
    url: str
    data_dir: Path

    def environment(self) -> dict[str, str]:
        """What a process needs to be told to work on this database."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "learning.settings.development",
            "DEBUG": "0",
            "DATABASE_URL": self.url,
            "DATA_DIR": str(self.data_dir),
            "LEDGER_KEY_FILE": str(self.data_dir / "ledger.key"),
            "EMAIL_URL": f"filemail:///{self.data_dir / 'mail'}",
        }

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a management command on this database, and hand back what it said."""
        return subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
        )


class Databases:
    """Hands out copies of the `empty` and the `demo` template, and makes these when missing."""

    def __init__(self):
        self.connection = connections["default"]
        self.folder = ROOT / ".dev" / "databases"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.copies = Path(tempfile.mkdtemp(prefix="cultivate-tests-"))
        self.number = count(1)
        if self.connection.vendor == "sqlite":
            self.templates, self.copying = SQLite(self.folder), SQLite(self.copies)
        else:
            self.templates = self.copying = PostgreSQL(self.connection)
            [(server,)] = self.templates._ask("SELECT system_identifier FROM pg_control_system()")
            self.folder = self.folder / f"postgres-{server}"
            self.folder.mkdir(exist_ok=True)

    def close(self) -> None:
        connections.close_all()
        shutil.rmtree(self.copies, ignore_errors=True)

    @contextmanager
    def copy_of(self, kind: str) -> Iterator[Copy]:
        """Make a copy, lead this process's connections to it, and drop it in the end."""
        template = {"empty": self.empty, "demo": self.demo}[kind]()
        label = f"copy_{os.getpid()}_{next(self.number)}"
        data_dir = self.copies / label
        shutil.copytree(self.folder / template, data_dir)
        if isinstance(self.copying, SQLite):
            shutil.copyfile(self.templates.name(template), self.copying.name(label))
        else:
            self.copying.copy(template, label)
        copied = Copy(self.copying.name(label), self.copying.url(label), data_dir)
        settings, before = self.connection.settings_dict, self.connection.settings_dict["NAME"]
        connections.close_all()
        settings["NAME"] = copied.name
        try:
            yield copied
        finally:
            connections.close_all()
            settings["NAME"] = before
            self.copying.drop(label)
            shutil.rmtree(data_dir, ignore_errors=True)

    def empty(self) -> str:
        """The template with every migration applied and nothing in it but what these put there."""
        migrated = f"empty_{migrations_fingerprint()}_"

        def build(draft: Copy) -> None:
            # Roles and triggers are put in place after every migrate, so code that changes them
            # needs that again, though not the migrations themselves.
            earlier = [name for name in self.templates.labels() if name.startswith(migrated)]
            if earlier:
                self.templates.copy(earlier[0], "draft")
            else:
                self.templates.create("draft")
            _run(draft, "migrate", "--verbosity", "0")

        return self._template(migrated + schema_fingerprint(), build)

    def demo(self) -> str:
        """The template that holds the demonstration, whose dates end today."""
        empty = self.empty()

        def build(draft: Copy) -> None:
            self.templates.copy(empty, "draft")
            _run(draft, "load_demo")

        return self._template(f"demo_{code_fingerprint()}_{date.today():%Y%m%d}", build)

    def _template(self, label: str, build: Callable[[Copy], None]) -> str:
        with self.templates.lock():
            if label not in self.templates.labels() or not (self.folder / label).is_dir():
                data_dir = self.folder / label
                shutil.rmtree(data_dir, ignore_errors=True)
                data_dir.mkdir()
                build(Copy(self.templates.name("draft"), self.templates.url("draft"), data_dir))
                self.templates.finish("draft", label)
                self._forget_old(label.split("_")[0])
        return label

    def _forget_old(self, kind: str) -> None:
        labels = [name for name in self.templates.labels() if name.startswith(kind + "_")]
        for label in labels[KEPT:]:
            self.templates.drop(label)
            shutil.rmtree(self.folder / label, ignore_errors=True)


@contextmanager
def committed(databases: Databases, kind: str) -> Iterator[Copy]:
    """A copy that this process shares with others, real files and real passwords included."""
    with databases.copy_of(kind) as copied:
        files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        with override_settings(
            MEDIA_ROOT=copied.data_dir / "media",
            STORAGES={**base.STORAGES, "default": files, "staticfiles": PLAIN_STATIC},
            LEDGER_KEY_FILE=copied.data_dir / "ledger.key",
            PASSWORD_HASHERS=base.PASSWORD_HASHERS,
        ):
            yield copied


PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@cache
def migrations_fingerprint() -> str:
    files = [file for room in ROOMS for file in room.rglob("migrations/*.py")]
    return _fingerprint([*files, ROOT / "requirements" / "production.lock"])


@cache
def code_fingerprint() -> str:
    files = [file for room in ROOMS for file in room.rglob("*") if file.is_file()]
    unread = {".pyc", ".md", ".po", ".mo"}
    return _fingerprint(
        [file for file in files if file.suffix not in unread]
        + [ROOT / "requirements" / "production.lock"]
    )


@cache
def schema_fingerprint() -> str:
    """Of the code that can leave something in a database on migrating, which screens cannot."""
    files = [file for room in ROOMS for file in room.rglob("*.py") if file.stem not in SCREENS]
    return _fingerprint([file for file in files if not BESIDE.intersection(file.parts)])


def _fingerprint(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _run(draft: Copy, *arguments: str) -> None:
    made = draft.manage(*arguments)
    if made.returncode:
        raise RuntimeError(
            f"`manage.py {' '.join(arguments)}` failed while making a test database:\n"
            f"{(made.stdout + made.stderr)[-3000:]}"
        )

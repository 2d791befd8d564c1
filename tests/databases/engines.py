"""How each kind of database is named, copied and dropped."""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote


class SQLite:
    """Databases are files in a folder."""

    def __init__(self, folder: Path):
        self.folder = folder

    def name(self, label: str) -> str:
        return str(self.folder / f"{label}.sqlite3")

    def url(self, label: str) -> str:
        return f"sqlite:///{quote(self.name(label))}"

    def labels(self) -> list[str]:
        """Every database here, the newest first."""
        files = sorted(self.folder.glob("*.sqlite3"), key=lambda file: -file.stat().st_mtime)
        return [file.stem for file in files]

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        shutil.copyfile(self.name(source), self.name(target))

    def create(self, label: str) -> None:
        self.drop(label)

    def finish(self, draft: str, label: str) -> None:
        """Give a draft its name, as one whole file with no journal beside it."""
        self.drop(label)
        with closing(sqlite3.connect(self.name(draft))) as connection:
            connection.execute("VACUUM INTO ?", [self.name(label)])
        self.drop(draft)

    def drop(self, label: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(self.name(label) + ending).unlink(missing_ok=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Let one process at a time make templates; the others wait and then find them made."""
        with (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class PostgreSQL:
    """Databases are those of one server, which DATABASE_URL names."""

    def __init__(self, connection):
        self.connection = connection

    def name(self, label: str) -> str:
        return f"cultivate_{label}"

    def url(self, label: str) -> str:
        settings = self.connection.settings_dict
        password = f":{quote(settings['PASSWORD'], safe='')}" if settings["PASSWORD"] else ""
        port = f":{settings['PORT']}" if settings["PORT"] else ""
        # A socket's folder stands where a host does, after a slash of its own.
        slash = "/" if settings["HOST"].startswith("/") else ""
        place = f"{quote(settings['USER'])}{password}@{slash}{settings['HOST']}{port}"
        return f"postgres://{place}/{self.name(label)}"

    def labels(self) -> list[str]:
        rows = self._ask(
            "SELECT datname FROM pg_database WHERE datname LIKE 'cultivate\\_%' ORDER BY oid DESC"
        )
        return [name.removeprefix("cultivate_") for (name,) in rows]

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        self._tell(f'CREATE DATABASE "{self.name(target)}" TEMPLATE "{self.name(source)}"')

    def create(self, label: str) -> None:
        self.drop(label)
        self._tell(f'CREATE DATABASE "{self.name(label)}" TEMPLATE template0')

    def finish(self, draft: str, label: str) -> None:
        self.drop(label)
        self._tell(f'ALTER DATABASE "{self.name(draft)}" RENAME TO "{self.name(label)}"')

    def drop(self, label: str) -> None:
        self._tell(f'DROP DATABASE IF EXISTS "{self.name(label)}" WITH (FORCE)')

    @contextmanager
    def lock(self) -> Iterator[None]:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(20260601)")
            yield

    def _tell(self, statement: str) -> None:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def _ask(self, question: str) -> list[tuple]:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()

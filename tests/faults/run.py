"""One run on one database, and what came of it."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from django.db import connection

from .client import Client, Journal, Wait
from .comparing import Findings, compare
from .killing import POSTGRESQL, SERVER, WORKER, PostgreSQL, Server, Trouble
from .network import Network
from .scene import set_scene

LONGEST_RUN = 240


@dataclass(frozen=True)
class Size:
    """How many answer, how much has to go wrong before it is over, and who waits how long at most.

    `longest_gap` is in seconds.
    """

    clients: int
    kills: dict[str, int]
    spoiled: int
    longest_gap: int

    def with_clients(self, clients: int) -> Self:
        return replace(self, clients=clients)


SIZES = {
    "whole": Size(
        clients=20, kills={WORKER: 20, SERVER: 5, POSTGRESQL: 5}, spoiled=300, longest_gap=15
    ),
    # Among the other tests of a machine nothing is timed, but that it comes to an end.
    "quick": Size(
        clients=4, kills={WORKER: 3, SERVER: 1, POSTGRESQL: 1}, spoiled=20, longest_gap=120
    ),
}


@dataclass(frozen=True)
class Outcome:
    title: str
    wanted: Size
    kills: Counter[str]
    spoiled: Counter[str]
    journals: list[Journal]
    findings: Findings

    @property
    def complaints(self) -> list[str]:
        """Why it does not hold, sentence by sentence."""
        found = self.findings
        said = [*found.lost, *found.doubled, *found.half_done, *found.ledger]
        said += [complaint for journal in self.journals for complaint in journal.complaints]
        said += [
            f"Too little went wrong: {self.kills[kind]} of {count} {kind}."
            for kind, count in self.wanted.kills.items()
            if self.kills[kind] < count
        ]
        if self.spoiled.total() < self.wanted.spoiled:
            said.append(f"Too little went wrong: {self.spoiled.total()} exchanges spoiled.")
        if self.longest.seconds > self.wanted.longest_gap:
            said.append(f"Somebody waited too long for {self.longest}")
        return said

    @property
    def holds(self) -> bool:
        return not self.complaints

    @property
    def longest(self) -> Wait:
        waits = (wait for journal in self.journals for wait in journal.waits)
        return max(waits, key=lambda wait: wait.seconds)

    def __str__(self) -> str:
        given = [each for journal in self.journals for each in journal.given]
        sat = [each for journal in self.journals for each in journal.sat]
        errors = sum((journal.errors for journal in self.journals), Counter())
        found = self.findings
        rows: dict[str, object] = dict(self.kills)
        rows |= {
            "exchanges spoiled": f"{self.spoiled.total()} ({_listed(self.spoiled)})",
            "error pages met": f"{errors.total()} ({_listed(errors)})" if errors else 0,
            "answers given": len(given),
            "answers acknowledged": sum(answer.event is not None for answer in given),
            "submissions acknowledged": sum(each.is_acknowledged for each in sat),
            "completions in the ledger": found.entries,
            "lost": len(found.lost),
            "doubled": len(found.doubled),
            "half-done": len(found.half_done),
            "longest gap": f"{self.longest.seconds:.1f} s",
        }
        lines = [self.title, *(f"  {name:<26} {value}" for name, value in rows.items())]
        complaints = self.complaints
        lines += [f"  ! {complaint}" for complaint in complaints[:20]]
        if len(complaints) > 20:
            lines.append(f"  ! and {len(complaints) - 20} more")
        return "\n".join([*lines, "  It holds." if self.holds else "  IT DOES NOT HOLD.", ""])


def run(size: Size, *, folder: Path, port: int, database: PostgreSQL | None, seed: int) -> Outcome:
    if database is None:
        # SQLite runs inside the workers: it is killed with them.
        size = replace(size, kills={WORKER: size.kills[WORKER], SERVER: size.kills[SERVER]})
    rng = random.Random(seed)
    scene = set_scene(size.clients)
    connection.close()
    begun = time.monotonic()
    with (folder / "server.log").open("w") as log, Server(port, log) as server:
        clients = []
        for username in scene.usernames:
            own = random.Random(rng.random())
            clients.append(Client(username, scene, Network(server.address, own), own))
        for client in clients:
            client.sign_in()
            client.network.share = 0.25
        trouble = Trouble(
            rng=rng,
            kills=Counter(size.kills),
            server=server,
            database=database,
            heard=lambda: min(client.journal.heard_at for client in clients),
        )
        trouble.start()

        def is_over() -> bool:
            spoiled = sum(client.network.spoiled.total() for client in clients)
            done = not trouble.is_alive() and spoiled >= size.spoiled
            return done or time.monotonic() - begun > LONGEST_RUN

        with ThreadPoolExecutor(len(clients)) as pool:
            list(pool.map(lambda client: client.take_quizzes(is_over), clients))
        trouble.join()
    if trouble.fault:
        raise trouble.fault
    journals = [client.journal for client in clients]
    took = time.monotonic() - begun
    return Outcome(
        title=f"{connection.vendor}, seed {seed}: {len(clients)} clients, {took:.0f} s",
        wanted=size,
        kills=trouble.done,
        spoiled=sum((client.network.spoiled for client in clients), Counter()),
        journals=journals,
        findings=compare(journals),
    )


def _listed(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items()))

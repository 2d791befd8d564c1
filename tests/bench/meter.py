"""CPU time of other processes, read from /proc, and the ratio of two pieces of work."""

import os
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def cpu_of(pids: Iterable[int]) -> float:
    """CPU seconds that the processes have used, with those of their children that have ended."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        total += sum(int(fields[place]) for place in (11, 12, 13, 14))
    return total / TICK


@dataclass(frozen=True)
class Measured:
    """Work beside its yardstick: CPU milliseconds of each, and their ratio round by round."""

    work: str
    yardstick: str
    work_ms: float
    yardstick_ms: float
    ratios: list[float]
    gate: float
    aim: float

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def holds(self) -> bool:
        return self.ratio <= self.gate

    def __str__(self) -> str:
        verdict = (
            "meets its aim"
            if self.ratio <= self.aim
            else ("passes its gate" if self.ratio <= self.gate else "FAILS ITS GATE")
        )
        return (
            f"{self.work} / {self.yardstick}: {self.ratio:.2f} "
            f"({min(self.ratios):.2f} to {max(self.ratios):.2f}; "
            f"{self.work_ms:.1f} ms / {self.yardstick_ms:.1f} ms; "
            f"gate {self.gate}, aim {self.aim}) {verdict}"
        )


def compare(
    *,
    work: tuple[str, Callable[[], None]],
    yardstick: tuple[str, Callable[[], None]],
    pids: Callable[[], list[int]],
    times: int,
    rounds: int,
    gate: float,
    aim: float,
) -> Measured:
    """Do both in turn, round after round, so that a machine that drifts drifts for both."""
    costs: dict[str, list[float]] = {work[0]: [], yardstick[0]: []}
    for _name, do in (work, yardstick):
        for _each in range(10):
            do()
    for _round in range(rounds):
        for name, do in (work, yardstick):
            before = cpu_of(pids())
            for _each in range(times):
                do()
            costs[name].append((cpu_of(pids()) - before) / times * 1000)
    pairs = zip(costs[work[0]], costs[yardstick[0]], strict=True)
    return Measured(
        work=work[0],
        yardstick=yardstick[0],
        work_ms=statistics.median(costs[work[0]]),
        yardstick_ms=statistics.median(costs[yardstick[0]]),
        ratios=[one / other for one, other in pairs],
        gate=gate,
        aim=aim,
    )

"""Complete attempts, many at once, beside as many people who only store one row each."""

import os
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

from learning.people.models import User
from quizzes.models import Attempt
from tests.faults.scene import Scene, set_scene

from .pages import Browser, cookie_of, served

AT_ONCE = 8
ROUNDS = 3
ATTEMPTS_EACH = 8
TOKEN_OF_PAGE = re.compile(r'"token": "([^"]+)"')

Times = dict[str, list[float]]


@dataclass(frozen=True)
class Driven:
    """What the rounds came to: attempts and bare saves a second, and each wait in seconds."""

    workers: int
    attempts: list[float]
    bare: list[float]
    times: Times

    def __str__(self) -> str:
        lines = [
            f"complete attempts, {AT_ONCE} people at once, {self.workers} workers: "
            f"{_spread(self.attempts, '.1f')} a second",
            f"bare saves, likewise: {_spread(self.bare, '.0f')} a second",
        ]
        lines += [
            f"{what}: p95 {_p95(waits) * 1000:.0f} ms, "
            f"median {statistics.median(waits) * 1000:.0f} ms ({len(waits)} of them)"
            for what, waits in self.times.items()
        ]
        return "\n".join(lines)


def drive_attempts() -> Driven:
    """Attempts and bare saves round by round, so that a machine that drifts drifts for both."""
    scene = set_scene(AT_ONCE)
    people = [User.objects.get(username=name) for name in scene.usernames]
    cookies = [cookie_of(person) for person in people]
    before = Attempt.objects.filter(has_passed=True).count()
    workers = os.cpu_count() or 1
    times: Times = defaultdict(list)
    rates: dict[str, list[float]] = {"attempts": [], "bare": []}
    with served(workers=workers) as (address, _server):
        drivers = [Driver(Browser(address), cookie, scene) for cookie in cookies]
        _at_once(drivers, Driver.take_quiz, 1)
        for driver in drivers:
            driver.times.clear()
        saves = ATTEMPTS_EACH * len(scene.questions)
        for _round in range(ROUNDS):
            rates["bare"].append(_at_once(drivers, Driver.save_bare, saves))
            rates["attempts"].append(_at_once(drivers, Driver.take_quiz, ATTEMPTS_EACH))
        for driver in drivers:
            for what, waits in driver.times.items():
                times[what] += waits
    # What was measured must have been done.
    passed = Attempt.objects.filter(has_passed=True).count() - before
    assert passed == AT_ONCE * (ROUNDS * ATTEMPTS_EACH + 1)
    return Driven(workers, rates["attempts"], rates["bare"], times)


class Driver:
    """One person in one browser, who answers everything rightly and thinks no time."""

    def __init__(self, browser: Browser, cookie: str, scene: Scene):
        self.browser = browser
        self.cookie = cookie
        self.scene = scene
        self.times: Times = defaultdict(list)

    def save_bare(self) -> None:
        self._timed("bare save", "/bench/bare-save/", {})

    def take_quiz(self) -> None:
        started, _page = self.browser.post(self.cookie, self.scene.start, {})
        attempt = started["Location"]
        _headers, page = self.browser.get(self.cookie, f"{attempt}1/")
        token = TOKEN_OF_PAGE.search(page)[1]
        for number, asked in enumerate(self.scene.questions, start=1):
            save = {"token": token, "idempotency_key": str(uuid4()), "after": 0}
            self._timed("saving an answer", f"{attempt}{number}/save/", save | asked.right.sent)
        self._timed("submitting", f"{attempt}submit/", {})

    def _timed(self, what: str, path: str, data: dict[str, object]) -> None:
        begun = time.perf_counter()
        self.browser.post(self.cookie, path, data)
        self.times[what].append(time.perf_counter() - begun)


def _at_once(drivers: list[Driver], do: Callable[[Driver], None], times: int) -> float:
    """Each does it so many times, all at once. How many a second that was."""

    def keep_doing(driver: Driver) -> None:
        for _time in range(times):
            do(driver)

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(drivers)) as pool:
        list(pool.map(keep_doing, drivers))
    return len(drivers) * times / (time.perf_counter() - begun)


def _p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1]


def _spread(figures: list[float], form: str) -> str:
    middle, *ends = (
        format(f, form) for f in (statistics.median(figures), min(figures), max(figures))
    )
    return f"{middle} ({' to '.join(ends)})"

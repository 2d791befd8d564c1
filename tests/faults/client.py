"""Somebody who takes quizzes, as the script of our pages does it for them."""

import html
import http.client
import json
import math
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import UUID

from .network import Network, Reply, Request
from .scene import PASSWORD, Answer, Scene

GIVES_UP_AFTER = 90
SETUP = re.compile(r'<script id="quiz-setup" type="application/json">(.*?)</script>', re.DOTALL)
ATTEMPT = re.compile(r"^/quizzes/([0-9a-f-]{36})/")


class Refused(Exception):
    """The site answered what it must not, or never."""


@dataclass
class Given:
    """An answer that was given; `event` is its number once the site has acknowledged it."""

    attempt: UUID
    number: int
    key: UUID
    stored: object
    event: int | None = None


@dataclass
class Sat:
    """An attempt that was submitted, and whether every answer in it was right."""

    attempt: UUID
    all_right: bool
    is_acknowledged: bool = False


@dataclass
class Wait:
    """How long it took from first sending something to hearing that it is done, try by try."""

    path: str
    begun: float
    tries: list[str] = field(default_factory=list)
    seconds: float = 0

    def note(self, outcome: str) -> None:
        self.seconds = time.monotonic() - self.begun
        self.tries.append(f"{self.seconds:.1f} s {outcome}")

    def __str__(self) -> str:
        return f"{self.path}: {', '.join(self.tries)}"


@dataclass
class Journal:
    """What one client did and was told."""

    given: list[Given] = field(default_factory=list)
    sat: list[Sat] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    heard_at: float = 0


class Client:
    def __init__(self, username: str, scene: Scene, network: Network, rng: random.Random):
        self.username = username
        self.scene = scene
        self.network = network
        self.rng = rng
        self.journal = Journal()
        self.cookies: dict[str, str] = {}
        self.sent: list[Request] = []

    def sign_in(self) -> None:
        """Through the form that everybody signs in with."""
        self._get("/account/login/")
        form = {"login": self.username, "password": PASSWORD}
        self._until_acknowledged(self._form("/account/login/", form), expected=302)

    def take_quizzes(self, is_over: Callable[[], bool]) -> None:
        """One attempt after the other. What was begun when time is up is finished."""
        try:
            while not is_over():
                self.take_quiz()
        except Refused as refused:
            self.journal.complaints.append(f"{self.username}: {refused}")
        finally:
            # Whoever has gone is not waited for.
            self.journal.heard_at = math.inf

    def take_quiz(self) -> None:
        started = self._until_acknowledged(self._form(self.scene.start), expected=302)
        found = ATTEMPT.match(started.headers["Location"])
        if not found:
            raise Refused(f"Starting led to {started.headers['Location']}.")
        attempt = UUID(found[1])
        page = self._get(f"/quizzes/{attempt}/1/").body.decode()
        token = json.loads(html.unescape(SETUP.search(page)[1]))["token"]
        all_right = self.rng.random() < 0.5
        newest: dict[int, int] = {}
        for number, answer in self._answers(all_right=all_right):
            newest[number] = self._give(attempt, number, answer, token, newest.get(number, 0))
            if self.rng.random() < self.network.share / 4:
                self.network.repeat(self.rng.choice(self.sent))
            time.sleep(self.rng.uniform(0, 0.1))
        sat = Sat(attempt, all_right)
        self.journal.sat.append(sat)
        result = f"/quizzes/{attempt}/result/"
        done = self._until_acknowledged(self._form(f"/quizzes/{attempt}/submit/"), expected=302)
        if done.headers["Location"] != result:
            raise Refused(f"Submitting led to {done.headers['Location']}.")
        sat.is_acknowledged = True
        self._get(result)

    def _answers(self, *, all_right: bool) -> list[tuple[int, Answer]]:
        """Every question answered, some again and again, with the others in between."""
        questions = list(enumerate(self.scene.questions, start=1))
        given = [
            (number, asked.any_other(self.rng))
            for number, asked in questions
            for _time in range(self.rng.randrange(3))
        ]
        self.rng.shuffle(given)
        last = [
            (number, asked.right if all_right else asked.any_other(self.rng))
            for number, asked in questions
        ]
        self.rng.shuffle(last)
        return given + last

    def _give(self, attempt: UUID, number: int, answer: Answer, token: str, after: int) -> int:
        given = Given(attempt, number, UUID(int=self.rng.getrandbits(128)), answer.stored)
        self.journal.given.append(given)
        saved = {"idempotency_key": str(given.key), "after": after, "token": token}
        request = self._form(f"/quizzes/{attempt}/{number}/save/", saved | answer.sent)
        reply = self._until_acknowledged(request, expected=200)
        given.event = json.loads(reply.body)["event"]
        self.sent = [*self.sent[-20:], request]
        return given.event

    def _get(self, path: str) -> Reply:
        return self._until_acknowledged(self._request("GET", path), expected=200)

    def _form(self, path: str, data: dict[str, object] | None = None) -> Request:
        sent = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")} | (data or {})
        return self._request("POST", path, urlencode(sent, doseq=True).encode())

    def _request(self, method: str, path: str, body: bytes = b"") -> Request:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            # What a proxy that speaks HTTPS says, and the page the form was on.
            "X-Forwarded-Proto": "https",
            "Origin": "https://{}:{}".format(*self.network.address),
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return Request(method, path, headers, body)

    def _until_acknowledged(self, request: Request, *, expected: int) -> Reply:
        """Send the same request again and again until the site says that it is done."""
        wait, pause = Wait(request.path, time.monotonic()), 0.2
        self.journal.waits.append(wait)
        while True:
            reply = self._once(request, wait)
            if reply is not None and reply.status < 500:
                break
            if wait.seconds > GIVES_UP_AFTER:
                raise Refused(f"No reply to {wait}")
            time.sleep(self.rng.uniform(0.5, 1) * pause)
            pause = min(pause * 2, 1)
        self.journal.heard_at = time.monotonic()
        if reply.status != expected or "/login/" in reply.headers.get("Location", ""):
            raise Refused(f"{request.path} answered {reply.status}: {reply.body[:300].decode()}")
        for header in reply.headers.get_all("Set-Cookie", []):
            for cookie in SimpleCookie(header).values():
                self.cookies[cookie.key] = cookie.value
        return reply

    def _once(self, request: Request, wait: Wait) -> Reply | None:
        try:
            reply = self.network.exchange(request)
        except (OSError, http.client.HTTPException) as broken:
            wait.note(str(broken) or type(broken).__name__)
            return None
        wait.note(str(reply.status))
        if reply.status >= 500:
            self.journal.errors[str(reply.status)] += 1
        return reply

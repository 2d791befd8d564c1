"""Staff pages and saves, against a bare page and a bare save on the same server."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from wagtail.models import Page

from home.demo.content import load_module
from home.demo.loading import STANDARD
from home.services import plant_site_tree
from learning.people.models import StaffGroup, User
from learning.records.models import Completion
from learning.standards.services import load_standard
from modules.models import ModulePage
from modules.services import version_in_force
from quizzes.models import AttemptEvent
from quizzes.rules.interactions import ChoiceInteraction
from quizzes.services import save_answer, start_attempt
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import right_answer
from tests.processes import family_of

from .meter import Measured, compare

SITTINGS = 400
TOKEN = "a" * 32


def prepare() -> ModulePage:
    """A site with one module and one bare page."""
    now = timezone.now()
    plant_site_tree(hostname="127.0.0.1")
    load_standard(data=json.loads(STANDARD.read_text()), at=now)
    StaffGroup.objects.create(name="Reception")
    author = UserFactory(username="author", is_superuser=True)
    page = load_module(
        "putting_it_right", at=now - timedelta(days=1), by=author, approved_by=author
    )
    home = Page.objects.get(slug="my-learning")
    home.add_child(instance=Page(title="A bare page", slug="bare"))
    return page


def measure_pages(pids_of_database: Callable[[], list[int]], *, times: int) -> list[Measured]:
    page = prepare()
    sittings = [answered_sitting(page) for _each in range(SITTINGS)]
    with served() as (address, server):
        browser = Browser(address)
        # Each answer is saved once more, in view of the first, as its page would send it.
        saves = ((sitting, page) for sitting in sittings for page in sitting.pages)
        submits = iter(sittings)
        reader = sittings[0]
        question = f"/quizzes/{reader.attempt}/2/"
        section = f"{page.path_on_site}section/1/"

        def save():
            sitting, (number, answer) = next(saves)
            answer |= {"idempotency_key": str(uuid4())}
            browser.post(sitting.cookie, f"/quizzes/{sitting.attempt}/{number}/", answer)

        def submit():
            sitting = next(submits)
            browser.post(sitting.cookie, f"/quizzes/{sitting.attempt}/submit/", {})

        bare_page = ("bare page", lambda: browser.get(reader.cookie, "/bare/"))
        bare_save = ("bare save", lambda: browser.post(reader.cookie, "/bench/bare-save/", {}))
        common = {
            "pids": lambda: family_of(server) + pids_of_database(),
            "times": times,
            "rounds": 7,
        }
        measured = [
            compare(
                work=("section page", lambda: browser.get(reader.cookie, section)),
                yardstick=bare_page,
                gate=1.2,
                aim=0.8,
                **common,
            ),
            compare(
                work=("quiz page", lambda: browser.get(reader.cookie, question)),
                yardstick=bare_page,
                gate=1.2,
                aim=0.8,
                **common,
            ),
            compare(
                work=("saving an answer", save),
                yardstick=bare_save,
                gate=1.3,
                aim=0.65,
                **common,
            ),
            compare(
                work=("submitting, with marks and completion", submit),
                yardstick=bare_page,
                gate=1.0,
                aim=0.6,
                **(common | {"times": (SITTINGS - 10) // 7}),
            ),
        ]
    # What was measured must have been done.
    answers = SITTINGS * page.quiz.question_count()
    assert AttemptEvent.objects.count() == answers + times * 7 + 10
    assert Completion.objects.count() == (SITTINGS - 10) // 7 * 7 + 10
    return measured


@dataclass(frozen=True)
class Sitting:
    """Somebody signed in, with an attempt that is answered rightly.

    `pages` has what the page of each question with choices would send to answer it again.
    """

    cookie: str
    attempt: UUID
    pages: list[tuple[int, dict[str, object]]]


def answered_sitting(page: ModulePage) -> Sitting:
    reception = StaffGroup.objects.get(name="Reception")
    person = StaffMemberFactory(staff_groups=[reception])
    activity, version = version_in_force(page=page, at=timezone.now())
    attempt = start_attempt(
        staff_member=person,
        quiz=page.quiz,
        activity=activity,
        content_version=version.number,
        content_sha256=version.sha256,
        at=timezone.now(),
    )
    pages = []
    for number, question in enumerate(attempt.drawn.questions, start=1):
        event = save_answer(
            attempt=attempt,
            question_key=question.key,
            answer=right_answer(question),
            idempotency_key=uuid4(),
            at=timezone.now(),
            after=0,
        )
        if isinstance(question.interaction, ChoiceInteraction):
            pages.append((number, {"chosen": event.response, "after": event.pk}))
    return Sitting(
        cookie=cookie_of(person.user),
        attempt=attempt.key,
        pages=pages,
    )


def cookie_of(user: User) -> str:
    """Signed in, without the cost of a password."""
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}; csrftoken={TOKEN}"


class Browser:
    """One connection that stays open, as a browser keeps it."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.connection = http.client.HTTPConnection(*address, timeout=60)

    def get(self, cookie: str, path: str) -> tuple[Message, str]:
        return self._ask("GET", path, None, {"Cookie": cookie})

    def post(self, cookie: str, path: str, data: dict[str, object]) -> tuple[Message, str]:
        headers = {
            "Cookie": cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": TOKEN,
        }
        return self._ask("POST", path, urlencode(data, doseq=True), headers)

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[Message, str]:
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        location = response.headers.get("Location", "")
        if response.status not in (200, 204, 302) or "/login/" in location:
            raise AssertionError(f"{method} {path} answered {response.status} {location}")
        return response.headers, page


@contextmanager
def served(workers: int = 1) -> Iterator[tuple[tuple[str, int], int]]:
    """The site under gunicorn; its address and process."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "learning.wsgi:application",
                f"--bind=fd://{listener.fileno()}",
                "--worker-class=gthread",
                f"--workers={workers}",
                "--threads=4",
                "--no-control-socket",
                "--keep-alive=60",
            ],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"},
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
        try:
            yield listener.getsockname(), process.pid
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(10)

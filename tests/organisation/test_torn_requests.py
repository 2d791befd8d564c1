"""A request that broke off on its way is never taken for a shorter one."""

from http import HTTPStatus
from io import BytesIO

import pytest
from django.core.exceptions import BadRequest
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory

from learning.organisation.torn_requests import WholeBody
from quizzes.models import AttemptEvent
from quizzes.services import save_token
from tests.factories.quizzes import AttemptFactory, QuestionFactory, QuizFactory
from tests.quizzes.answers import ANSWERS
from tests.quizzes.sitting import url

FORM = "application/x-www-form-urlencoded"


def send(request, body):
    """What the site answers when only `body` of the request arrives."""
    from learning.wsgi import application

    said = []
    environ = request.environ | {"wsgi.input": BytesIO(body)}
    # As Django's own client does: the connection is that of the test's transaction.
    request_started.disconnect(close_old_connections)
    try:
        application(environ, lambda status, headers: said.append(status))
    finally:
        request_started.connect(close_old_connections)
    return HTTPStatus(int(said[0].split()[0]))


@pytest.fixture
def attempt(db):
    question = QuestionFactory(kind="short", answer=ANSWERS["short"])
    return AttemptFactory(quiz=QuizFactory(questions=[question]))


@pytest.fixture
def page(client, attempt):
    """The factory of requests from the browser of whoever takes the attempt."""
    client.force_login(attempt.staff_member.user)
    requests = RequestFactory()
    requests.cookies = client.cookies
    return requests


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart"])
@pytest.mark.parametrize(
    ("arrives", "status", "kept"),
    [
        pytest.param("all of it", HTTPStatus.OK, ["I am sorry"], id="all of it"),
        pytest.param("up to sorry", HTTPStatus.BAD_REQUEST, [], id="half of the answer"),
        pytest.param("nothing", HTTPStatus.BAD_REQUEST, [], id="nothing"),
    ],
)
def test_an_answer_is_kept_only_if_all_of_it_arrived(
    page, attempt, encoding, arrives, status, kept
):
    data = {"token": save_token(attempt), "typed": "I am sorry"}
    if encoding == "urlencoded":
        body = "&".join(f"{name}={value}" for name, value in data.items()).replace(" ", "+")
        request = page.post(url("attempt_save", attempt), body, content_type=FORM)
    else:
        request = page.post(url("attempt_save", attempt), data)
    whole = request.body
    body = {"all of it": whole, "up to sorry": whole[: whole.index(b"sorry")], "nothing": b""}

    assert send(request, body[arrives]) == status
    assert [event.response for event in AttemptEvent.objects.all()] == kept


def test_lines_are_read_up_to_the_last_and_not_beyond():
    body = WholeBody(BytesIO(b"one\ntwo\nof the next request"), length=len(b"one\ntwo\n"))

    assert [body.readline(), body.readline(100), body.readline(), body.read()] == [
        b"one\n",
        b"two\n",
        b"",
        b"",
    ]


def test_a_line_that_broke_off_is_refused():
    body = WholeBody(BytesIO(b"one\ntw"), length=8)

    assert body.readline() == b"one\n"
    with pytest.raises(BadRequest):
        body.readline()

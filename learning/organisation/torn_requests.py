"""Requests that break off on their way, as when a phone loses its signal.

The server hands on what came of them. A form that is cut short reads like a shorter form: half of
what somebody typed would be kept as their answer.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WholeBody:
    """The body of a request. Reading one that is shorter than was announced is a bad request."""

    def __init__(self, stream: Any, length: int) -> None:
        self.stream = stream
        self.left = length

    def read(self, size: int = -1) -> bytes:
        wanted = self._up_to(size)
        got = self.stream.read(wanted)
        self._count(got, is_whole=len(got) == wanted)
        return got

    def readline(self, size: int = -1) -> bytes:
        wanted = self._up_to(size)
        got = self.stream.readline(wanted)
        self._count(got, is_whole=len(got) == wanted or got.endswith(b"\n"))
        return got

    def _up_to(self, size: int) -> int:
        return self.left if size < 0 else min(size, self.left)

    def _count(self, got: bytes, *, is_whole: bool) -> None:
        if not is_whole:
            raise BadRequest("The request broke off on its way.")
        self.left -= len(got)


def refuse_torn_requests(application: Application) -> Application:
    """Nothing is done with a request that did not come whole."""

    def whole_only(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH", "")
        if length.isdecimal():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return whole_only

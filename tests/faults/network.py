"""A network that loses, cuts, tears, delays and repeats what it carries."""

import http.client
import random
import socket
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from email.message import Message

PATIENCE = 10
KINDS = ("lost", "cut", "torn", "slow", "twice", "twice at once")


class Spoiled(OSError):
    """The network did it: nobody knows whether the server got the request."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""

    def head(self, host: str) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.method == "POST":
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode()


class Network:
    """One person's way to the site. `share` of what is carried is spoiled, in every way in turn."""

    def __init__(self, address: tuple[str, int], rng: random.Random, share: float = 0):
        self.address = address
        self.rng = rng
        self.share = share
        self.spoiled: Counter[str] = Counter()

    def exchange(self, request: Request) -> Reply:
        """Send it and read the reply. Raises `OSError` or `HTTPException` where none came."""
        if self.rng.random() >= self.share:
            return self._carry(request)
        kind = self.rng.choice(KINDS)
        self.spoiled[kind] += 1
        match kind:
            case "lost":
                with closing(self._send(request)):
                    time.sleep(self.rng.uniform(0, 0.05))
                raise Spoiled("The reply was lost.")
            case "cut":
                with closing(self._send(request)) as connection:
                    connection.recv(self.rng.randrange(1, 200))
                raise Spoiled("The reply was cut.")
            case "torn":
                with closing(self._connect()) as connection:
                    connection.sendall(self._torn(request))
                    connection.shutdown(socket.SHUT_WR)
                    time.sleep(self.rng.uniform(0, 0.05))
                raise Spoiled("The request was torn.")
            case "slow":
                with closing(self._connect()) as connection:
                    connection.sendall(request.head(self._host))
                    time.sleep(self.rng.uniform(0, 0.5))
                    connection.sendall(request.body)
                    return self._read(connection, request)
            case "twice":
                first, second = self._carry(request), self._carry(request)
                return self.rng.choice([first, second])
            case _:
                with ThreadPoolExecutor(2) as both:
                    sent = [both.submit(self._carry, request) for _each in range(2)]
                return self.rng.choice(sent).result()

    def repeat(self, request: Request) -> None:
        """Deliver once more what was delivered long ago. Nobody waits for the reply."""
        self.spoiled["repeated late"] += 1
        try:
            self._carry(request)
        except (OSError, http.client.HTTPException):
            return

    def _torn(self, request: Request) -> bytes:
        """All but the end of the request: of its form, if it has one."""
        part = request.body or request.head(self._host)
        whole = request.head(self._host) + request.body
        return whole[: -self.rng.randrange(1, len(part))]

    @property
    def _host(self) -> str:
        return "{}:{}".format(*self.address)

    def _carry(self, request: Request) -> Reply:
        with closing(self._send(request)) as connection:
            return self._read(connection, request)

    def _connect(self) -> socket.socket:
        return socket.create_connection(self.address, timeout=PATIENCE)

    def _send(self, request: Request) -> socket.socket:
        connection = self._connect()
        try:
            connection.sendall(request.head(self._host) + request.body)
        except OSError:
            connection.close()
            raise
        return connection

    def _read(self, connection: socket.socket, request: Request) -> Reply:
        response = http.client.HTTPResponse(connection, method=request.method)
        response.begin()
        return Reply(response.status, response.headers, response.read())

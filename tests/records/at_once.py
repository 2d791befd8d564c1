"""Two requests at the same moment, in threads of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(*actions):
    """What comes of each action when all begin together: whether it was refused."""
    start = Barrier(len(actions))

    def act(action):
        start.wait()
        try:
            action()
        except ValidationError:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(actions)) as pool:
        return sorted(pool.map(act, actions))

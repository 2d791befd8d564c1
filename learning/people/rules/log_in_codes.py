"""One-time codes as they are printed and typed."""

from collections.abc import Callable, Sequence

# Nothing that looks like something else on paper: no I, L, O, 0 or 1.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 10
GROUP = 5


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A code in two groups, like ABCDE-FGHJK, from a chooser that nobody can guess."""
    letters = "".join(choose(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def plain(code: str) -> str:
    """The code as it is compared: capitals, spaces and dashes do not matter."""
    return "".join(letter for letter in code.upper() if letter.isalnum())

"""The lock on answers that wait in a browser, perhaps a shared one, to be sent.

The browser encrypts them with a key that only pages made for their owner contain. Both the key and
the name of the owner are worked out from the secret of the site, so that nothing is stored.
"""

from base64 import b64encode
from hashlib import sha256
from hmac import digest

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.utils.encoding import force_bytes


def owner_of_unsent(user: AbstractBaseUser) -> str:
    """A name for the person that tells nobody who it is."""
    return _derived(settings.SECRET_KEY, "owner", user).hex()[:32]


def keys_to_unsent(user: AbstractBaseUser) -> list[str]:
    """Keys for AES-256 in base64: today's first, then those of secrets that were replaced."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [b64encode(_derived(secret, "key", user)).decode() for secret in secrets]


def _derived(secret: str | bytes, use: str, user: AbstractBaseUser) -> bytes:
    return digest(force_bytes(secret), f"quizzes.unsent/{use}/{user.pk}".encode(), sha256)

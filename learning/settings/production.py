"""For real use. A missing secret stops the site from starting, with the variable's name."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 - settings are layered
from .base import ALLOWED_HOSTS, env


def required(name: str, cure: str) -> str:
    """The variable's value, or a refusal to start that says how to set it."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {cure}")
    return value


SECRET_KEY = required("SECRET_KEY", "Set it to a long random text that you keep secret.")
required("DATABASE_URL", "Set it, for example, to postgres://user:password@host/cultivate.")
required("LEDGER_KEY_FILE", "Set it to the file that holds the key that seals the records.")
required("BASE_URL", "Set it to the address that staff type, for example https://learn.example.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Set it to the site's host names, separated by commas."
    )

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Or all wrong passwords would seem to come from the proxy, and shut out everybody behind it
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

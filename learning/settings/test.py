"""For the tests: the same site, with a quick password hasher and mail kept in memory."""

from .base import *  # noqa: F403 - settings are layered
from .base import DATA_DIR, INSTALLED_APPS, ROOT

INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]
SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = ROOT / "static"
WHITENOISE_USE_FINDERS = True
# Each client of a test would look through all static files first.
WHITENOISE_AUTOREFRESH = True
LEDGER_KEY_FILE = DATA_DIR / "test-ledger.key"

"""The site as it runs for real, with the yardsticks beside it."""

from learning.settings.base import *  # noqa: F403 - settings are layered
from learning.settings.base import INSTALLED_APPS, ROOT, STORAGES, TEMPLATES

SECRET_KEY = "only-for-the-benchmark-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.urls"
TEMPLATES[0]["DIRS"] = [ROOT / "templates", ROOT / "tests" / "bench" / "templates"]
# What only a developer needs does not run for real.
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "django_linear_migrations"]
STORAGES |= {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

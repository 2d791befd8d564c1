"""For a developer's own machine: errors in full, mail on the console."""

from importlib.util import find_spec

from .base import *  # noqa: F403 - settings are layered
from .base import INSTALLED_APPS, ROOT, STORAGES, env

# The packages of the locks' production half are enough to see the site.
if find_spec("django_linear_migrations"):
    INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]
DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development-" + "x" * 40)
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
STORAGES |= {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOCALE_PATHS = [ROOT / "learning" / "locale"]

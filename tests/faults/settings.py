"""The site as it runs for real, but for the static files, which play no part."""

from learning.settings.base import STORAGES
from learning.settings.production import *  # noqa: F403 - settings are layered

STORAGES |= {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"server_log": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["server_log"], "level": "ERROR"}},
}

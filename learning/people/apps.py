from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "learning.people"
    verbose_name = _("People")

    def ready(self) -> None:
        from learning.people import signal_handlers

        signal_handlers.connect()

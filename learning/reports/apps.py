from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "learning.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from .wagtails_own import take_over

        take_over()

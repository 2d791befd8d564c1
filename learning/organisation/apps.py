from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "learning.organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        from .active_filters import say_filters_in_words
        from .nonces import let_chooser_scripts_run

        let_chooser_scripts_run()
        say_filters_in_words()

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "learning.records"
    verbose_name = _("Records")

    def ready(self) -> None:
        from learning.people.signals import group_change_previewed

        from .checks import triggers_are_in_place
        from .signal_handlers import put_triggers_back, say_who_is_already_current

        # Every room's migrations may rebuild a table, so this listens to all of them.
        post_migrate.connect(put_triggers_back, dispatch_uid="records_put_triggers_back")
        group_change_previewed.connect(
            say_who_is_already_current, dispatch_uid="records_say_who_is_already_current"
        )
        register(triggers_are_in_place, Tags.database)

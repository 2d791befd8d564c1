from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        from wagtail.signals import published

        from learning.records.signals import merge_previewed, records_merging

        from . import signal_handlers
        from .checks import live_content_is_frozen, live_draws_can_be_kept

        published.connect(
            signal_handlers.freeze_published_question, sender=self.get_model("Question")
        )
        published.connect(signal_handlers.freeze_published_quiz, sender=self.get_model("Quiz"))
        published.connect(
            signal_handlers.freeze_questions_of_published_scenario,
            sender=self.get_model("Scenario"),
        )
        merge_previewed.connect(signal_handlers.say_which_attempts_go)
        records_merging.connect(signal_handlers.move_what_was_attempted)
        register(live_content_is_frozen, Tags.database)
        register(live_draws_can_be_kept, Tags.database)

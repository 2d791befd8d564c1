from uuid import uuid4

from django.db import models
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from quizzes.rules.paper import FrozenScenario

from .published import SoundOncePublished


class Scenario(SoundOncePublished):
    """A situation that several questions are about. Each freezes a copy of it as its own."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    title = models.CharField(
        _("title"),
        max_length=120,
        help_text=_("A short name that only trainers see, for example: Mr Doyle’s boiler."),
    )
    text = models.TextField(
        _("what staff read"),
        help_text=_("The situation, in a few short paragraphs. The questions come after it."),
    )

    search_fields = [
        index.SearchField("title"),
        index.SearchField("text"),
        index.AutocompleteField("title"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def check_it_is_sound(self) -> None:
        """Words are all that it needs, and its fields see to those."""

    def why_it_stays(self) -> str:
        """The published questions that it cannot be deleted from, and the cure. Empty: none."""
        titles = self.questions.filter(live=True).order_by("title").values_list("title", flat=True)
        if not titles:
            return ""
        return gettext(
            "“%(scenario)s” is part of published questions: %(questions)s. Take it out of them and "
            "publish them, or unpublish them, before you delete it."
        ) % {
            "scenario": self.title,
            "questions": get_text_list([f"“{title}”" for title in titles], gettext("and")),
        }

    def frozen(self) -> FrozenScenario:
        """What the published version of a question keeps of it."""
        return FrozenScenario(self.key, self.text)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/scenario_preview.html"

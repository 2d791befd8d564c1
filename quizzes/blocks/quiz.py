from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock


class QuizQuestionBlock(SnippetChooserBlock):
    """A question from the bank."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__("quizzes.Question", **kwargs)

    class Meta:
        icon = "help"
        label = _("Question")

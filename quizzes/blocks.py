"""What a trainer composes a question and a quiz with."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ChoiceBlock(blocks.StructBlock):
    """One choice. Wagtail gives each a UUID of its own, which frozen papers and answers name."""

    text = blocks.CharBlock(
        label=_("Choice"),
        max_length=300,
        help_text=_("What staff read, for example: Apologise and put it right now."),
    )
    is_right = blocks.BooleanBlock(
        label=_("This choice is right"), required=False, help_text=_("Tick every right choice.")
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown after the quiz to those who chose it. Say why, kindly."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Choice")


class QuizQuestionBlock(SnippetChooserBlock):
    """A question from the bank."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__("quizzes.Question", **kwargs)

    class Meta:
        icon = "help"
        label = _("Question")

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class QuizQuestionBlock(blocks.StructBlock):
    """A question from the bank, and what it means for passing."""

    question = SnippetChooserBlock("quizzes.Question", label=_("Question"))
    must_pass = blocks.BooleanBlock(
        label=_("Must be right to pass"),
        required=False,
        help_text=_("For what nobody may get wrong, whatever else they know."),
    )

    class Meta:
        icon = "help"
        label = _("Question")

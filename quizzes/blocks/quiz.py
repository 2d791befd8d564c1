from django.apps import apps
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from taggit.utils import parse_tags
from wagtail import blocks
from wagtail.admin.widgets import AdminTagWidget
from wagtail.snippets.blocks import SnippetChooserBlock

from learning.standards.models import Element
from quizzes.choices import Difficulty, DrawPreference
from quizzes.rules.drawing import Draw, Preference


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


class QuestionTagsBlock(blocks.CharBlock):
    """Tags that questions have, with commas between them, completed as one types."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        # Models are made of blocks, so the model of the tags comes later.
        tags = SimpleLazyObject(lambda: apps.get_model("quizzes", "QuestionTag"))
        self.field.widget = AdminTagWidget(tag_model=tags, free_tagging=False)


def elements_in_force() -> list[tuple[str, str]]:
    """By their printed number, which is how a frozen quiz names them."""
    elements = Element.objects.filter(is_retired=False)
    in_order = elements.order_by("sub_criterion__criterion__standard", "sub_criterion", "position")
    return [(element.number, str(element)) for element in in_order]


def banks() -> list[tuple[str, str]]:
    """By key, so that a bank may be renamed."""
    kept = apps.get_model("quizzes", "QuestionBank").objects.values_list("key", "name")
    return [(str(key), name) for key, name in kept]


class KeptChoiceBlock(blocks.ChoiceBlock):
    """A choice between rows of the database, which is read as it was stored.

    A plain choice looks through all it could be, which is a query for each that a quiz holds.
    """

    def normalize_choice(self, value: str | None) -> str | None:
        return value


class DrawBlock(blocks.StructBlock):
    """So many questions from the bank, drawn anew for each attempt."""

    count = blocks.IntegerBlock(
        label=_("How many"),
        min_value=1,
        max_value=50,
        help_text=_("How many questions to draw for each attempt, for example 4."),
    )
    tags = QuestionTagsBlock(
        label=_("With these tags"),
        required=False,
        max_length=250,
        help_text=_("Only questions that have every one of them. Empty: any tags, or none."),
    )
    elements = blocks.ListBlock(
        KeptChoiceBlock(label=_("Element"), choices=elements_in_force),
        label=_("On any of these elements"),
        default=[],
        help_text=_("Only questions about at least one of them. Empty: any element, or none."),
    )
    bank = KeptChoiceBlock(
        label=_("In this bank"),
        choices=banks,
        required=False,
        help_text=_("Only questions in it. Empty: in any bank, or none."),
    )
    difficulty = blocks.ChoiceBlock(
        label=_("Of this difficulty"), choices=Difficulty.choices, required=False
    )
    prefers = blocks.ChoiceBlock(
        label=_("Which of them"),
        choices=DrawPreference.choices,
        default=DrawPreference.NONE,
        help_text=_(
            "“None that they had last time” needs twice as many questions as are drawn. For a "
            "refresher, start with what they got wrong or have not met."
        ),
    )
    must_pass = blocks.BooleanBlock(
        label=_("Each must be right to pass"),
        required=False,
        help_text=_("For what nobody may get wrong, whichever questions are drawn."),
    )

    def draw(self, value: blocks.StructValue, *, after: int) -> Draw:
        """What was drafted, as the rules know it. A draft may say nothing yet."""
        return Draw(
            count=value["count"] or 0,
            tags=tuple(parse_tags(value["tags"] or "")),
            elements=tuple(filter(None, value["elements"])),
            bank=value["bank"] or "",
            difficulty=value["difficulty"] or "",
            prefers=Preference(value["prefers"] or Preference.NONE),
            must_pass=bool(value["must_pass"]),
            after=after,
        )

    class Meta:
        icon = "rotate"
        label = _("Draw")

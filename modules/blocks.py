"""What a trainer composes a module with."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from learning.sanitising.rules import clean_html
from learning.standards.selectors import element_choices

# The widths, in pixels, at which browsers are offered a picture.
PICTURE_WIDTHS = (400, 800, 1200)
TEXT_FEATURES = ["h2", "bold", "italic", "ul", "ol", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links. Whatever is saved goes through the one door for HTML."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**({"features": TEXT_FEATURES} | kwargs))

    def clean(self, value: object) -> object:
        value = super().clean(value)
        value.source = clean_html(value.source)
        return value

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "modules/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    """An image with the words that stand in for it, or a statement that it is only decoration."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=200,
        help_text=_("Shown under the image, for example: The four steps, in order."),
    )

    def get_context(self, value: blocks.StructValue, parent_context: object = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        image = value.get("image")
        if image is not None:
            renditions = image.get_renditions(*(f"width-{width}" for width in PICTURE_WIDTHS))
            # A small picture is not enlarged, so several widths may come out the same.
            sizes = list({one.width: one for one in renditions.values()}.values())
            context |= {"sizes": sizes, "usual": sizes[min(1, len(sizes) - 1)]}
        return context

    class Meta:
        icon = "image"
        label = _("Image")
        template = "modules/blocks/picture.html"


class CalloutBlock(blocks.StructBlock):
    """A short passage that stands out."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=100, help_text=_("For example: What the law says.")
    )
    text = blocks.TextBlock(
        label=_("Text"), rows=3, help_text=_("Two or three sentences that must not be missed.")
    )

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "modules/blocks/callout.html"


class DoAndDontBlock(blocks.StructBlock):
    """What to do and what to avoid, side by side."""

    dos = blocks.ListBlock(
        blocks.CharBlock(label=_("Do"), max_length=200),
        label=_("Do"),
        min_num=1,
        help_text=_("For example: Say sorry before you explain."),
    )
    donts = blocks.ListBlock(
        blocks.CharBlock(label=_("Do not"), max_length=200),
        label=_("Do not"),
        min_num=1,
        help_text=_("For example: Blame another team."),
    )

    class Meta:
        icon = "tasks"
        label = _("Do and don't")
        template = "modules/blocks/do_and_dont.html"


class CheckChoiceBlock(blocks.StructBlock):
    """One choice of a knowledge check."""

    text = blocks.CharBlock(
        label=_("Choice"),
        max_length=300,
        help_text=_("For example: “I am sorry, that is our slip.”"),
    )
    is_right = blocks.BooleanBlock(
        label=_("This choice is right"), required=False, help_text=_("Tick every right choice.")
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown at once to whoever chooses it. Say why, kindly."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Choice")


class KnowledgeCheckBlock(blocks.StructBlock):
    """A question inside a section. It is never marked, and nothing of it is kept."""

    prompt = blocks.TextBlock(
        label=_("Question"), rows=2, help_text=_("For example: What would you say first?")
    )
    choices = blocks.ListBlock(
        CheckChoiceBlock(),
        label=_("Choices"),
        min_num=2,
        max_num=5,
        help_text=_("Two to five, each with feedback that says why. At least one must be right."),
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """At least one choice is right, once it is to be published. A draft may wait."""
        value = super().clean(value)
        if not self.is_deferred_validation and not any(
            choice["is_right"] for choice in value["choices"]
        ):
            fault = ValidationError(gettext("Tick at least one choice as right."))
            raise StructBlockValidationError(block_errors={"choices": fault})
        return value

    class Meta:
        icon = "help"
        label = _("Knowledge check")


class SectionBodyBlock(blocks.StreamBlock):
    text = TextBlock()
    image = PictureBlock()
    callout = CalloutBlock()
    do_and_dont = DoAndDontBlock()
    knowledge_check = KnowledgeCheckBlock()

    class Meta:
        label = _("Content")


class SectionBlock(blocks.StructBlock):
    """A part of a module, on a page of its own. Its UUID is what progress remembers."""

    title = blocks.CharBlock(
        label=_("Title"), max_length=120, help_text=_("For example: Say sorry, and mean it.")
    )
    body = SectionBodyBlock()
    questions = blocks.ListBlock(
        SnippetChooserBlock("quizzes.Question", label=_("Question")),
        label=_("Questions that it prepares for"),
        default=[],
        collapsed=True,
        help_text=_(
            "Only where the quiz comes first: whoever gets one of them wrong is led to this "
            "section."
        ),
    )

    class Meta:
        icon = "doc-full"
        label = _("Section")


class ClaimBlock(blocks.StructBlock):
    """What completing the module shows about one element of the standard."""

    element = blocks.ChoiceBlock(
        label=_("Element"),
        choices=element_choices,
        help_text=_("The element of the standard that this module serves."),
    )
    statement = blocks.CharBlock(
        label=_("What completing it shows"),
        max_length=300,
        help_text=_("One sentence, for example: Knows what they may put right on the spot."),
    )

    class Meta:
        icon = "tag"
        label = _("Element served")


class ClaimsBlock(blocks.StreamBlock):
    """The elements that a module serves, each once."""

    claim = ClaimBlock()

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        seen: set[str] = set()
        faults = {}
        for number, child in enumerate(value):
            element = child.value["element"]
            if element in seen:
                fault = ValidationError(
                    gettext("This element is claimed above. Say it in one sentence, once.")
                )
                faults[number] = StructBlockValidationError(block_errors={"element": fault})
            seen.add(element)
        if faults:
            raise StreamBlockValidationError(block_errors=faults)
        return value
